// SPDX-License-Identifier: PostgreSQL
#include "core/score/frequency_json.hpp"

#include <charconv>
#include <iterator>
#include <new>

#include <simdjson.h>

namespace cdp::score {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr const char* kAnyAttribute = nullptr;
constexpr const char* kWay[] = {"statistics", "term_frequencies", kAnyAttribute, "values"};  // to the frequencies

// why not get_double alone: simdjson 3.0 to 3.6 loses digits of a number that has more than nineteen (its issue 2093).
double number_of(ondemand::value value) {
    const std::string_view token = value.raw_json_token();
    static_cast<void>(double(value.get_double()));  // that it is one
    double number = 0;
    std::from_chars(token.data(), token.data() + token.size(), number);
    return number;
}

// why: a token is not passed by reading its text, and what follows it not looked at.
void pass(ondemand::value value, ondemand::json_type type) {
    switch (type) {
        case ondemand::json_type::string: static_cast<void>(std::string_view(value.get_string())); break;
        case ondemand::json_type::number: static_cast<void>(double(value.get_double())); break;
        case ondemand::json_type::boolean: static_cast<void>(bool(value.get_bool())); break;
        default: static_cast<void>(bool(value.is_null()));
    }
}

Json read_other(ondemand::value value) {
    const ondemand::json_type type = value.type();
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) return Json::parse(std::string_view(simdjson::to_json_string(value)));
    const std::string_view token = value.raw_json_token();
    pass(value, type);
    return Json::parse(token);
}

void take_frequencies(ondemand::object values, FrequencyTable& table) {
    for (auto field : values) {
        const std::string_view value = field.unescaped_key();
        ondemand::value frequency = field.value();
        const double f = frequency.type() == ondemand::json_type::number ? number_of(frequency) : -1;
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
            out[key] = read_other(value);
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
        if (padded.size() != json.size()) throw std::bad_alloc();
        ondemand::parser parser;
        ondemand::document document = parser.iterate(padded);
        if (document.type() != ondemand::json_type::object) return Json::parse(json);
        Json out = read_object(document.get_object(), depth, {}, tables);
        if (document.current_location().error() == simdjson::OUT_OF_BOUNDS) return out;  // nothing is behind it
    } catch (const simdjson::simdjson_error& e) {
        if (e.error() == simdjson::MEMALLOC) throw std::bad_alloc();
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
