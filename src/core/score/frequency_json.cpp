// SPDX-License-Identifier: PostgreSQL
#include "core/score/frequency_json.hpp"

#include <iterator>

#include <simdjson.h>

namespace cdp::score {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr const char* kAnyAttribute = nullptr;
constexpr const char* kWay[] = {"statistics", "term_frequencies", kAnyAttribute, "values"};  // to the frequencies

void take_frequencies(ondemand::object values, FrequencyTable& table) {
    for (auto field : values) {
        const std::string_view value = field.unescaped_key();
        ondemand::value frequency = field.value();
        const double f = frequency.type() == ondemand::json_type::number ? double(frequency.get_double()) : -1;
        if (f >= 0 && f <= 1)
            table.values.add(value, f);
        else if (!table.wrong)
            table.wrong = value;
    }
}

// `depth`: how far on the way the object is; `parent`: its key.
Json read_object(ondemand::object object, std::size_t depth, std::string_view parent, FrequencyTables& tables) {
    Json out = Json::object();
    for (auto field : object) {
        const std::string key(std::string_view(field.unescaped_key()));
        ondemand::value value = field.value();
        const bool leads = kWay[depth] == kAnyAttribute || key == kWay[depth];
        if (!leads || value.type() != ondemand::json_type::object) {
            out[key] = Json::parse(std::string_view(simdjson::to_json_string(value)));
        } else if (depth + 1 == std::size(kWay)) {
            take_frequencies(value.get_object(), tables[std::string(parent)]);
            out[key] = Json::object();
        } else {
            out[key] = read_object(value.get_object(), depth + 1, key, tables);
        }
    }
    return out;
}

Json read_document(std::string_view json, std::size_t depth, const std::string& path, FrequencyTables& tables) {
    try {
        const simdjson::padded_string padded(json);
        ondemand::parser parser;
        ondemand::document document = parser.iterate(padded);
        if (document.type() != ondemand::json_type::object) return Json::parse(json);
        Json out = read_object(document.get_object(), depth, {}, tables);
        if (document.current_location().error() == simdjson::OUT_OF_BOUNDS) return out;  // nothing is behind it
    } catch (const simdjson::simdjson_error&) {
    } catch (const Json::exception&) {
    }
    fail(path, "is not valid JSON");
}

}  // namespace

Json read_beside_frequencies(std::string_view json, const std::string& path, FrequencyTables& tables) { return read_document(json, 0, path, tables); }

Json read_statistics_beside_frequencies(std::string_view json, const std::string& path, FrequencyTables& tables) {
    return read_document(json, 1, path, tables);
}

}  // namespace cdp::score
