// SPDX-License-Identifier: PostgreSQL
#include "core/score/frozen_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace cdp::score {

namespace {

constexpr std::size_t kHashDigits = 16;

std::string print_hash(std::uint64_t hash) {
    std::array<char, kHashDigits> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
    const auto n = static_cast<std::size_t>(end - digits.data());
    return std::string(kHashDigits - n, '0') + std::string(digits.data(), n);
}

std::uint64_t read_hash(const Json& j, const std::string& path) {
    std::uint64_t hash = 0;
    const auto* const text = j.is_string() ? j.get_ptr<const std::string*>() : nullptr;
    const char* const end = text == nullptr ? nullptr : text->data() + text->size();
    if (text == nullptr || text->size() != kHashDigits || std::from_chars(text->data(), end, hash, 16).ptr != end)
        fail(path, "must be a string of 16 hexadecimal digits");
    return hash;
}

std::vector<int> read_split(const Json& j, const std::string& path, const Model& model) {
    if (!j.is_array()) fail(path, std::string("must be an array of attributes, not ") + type_of(j));
    std::vector<int> out;
    for (std::size_t i = 0; i < j.size(); i++) {
        const int attribute = j[i].is_string() ? model.attribute_index(j[i].get<std::string>()) : -1;
        if (attribute < 0) fail(at(path, i), "is not among the model's attributes");
        out.push_back(attribute);
    }
    return out;
}

}  // namespace

FrozenBlocking read_frozen(const Json& j, const std::string& path, const Model& model) {
    check_object(j, path, {"splits", "oversized", "words"});
    FrozenBlocking out;
    const Json& splits = array(j, "splits", path);
    const std::size_t rules = model.blocking.size() + model.deterministic.size();
    if (splits.size() != rules)
        fail(path + ".splits", "has " + std::to_string(splits.size()) + " entries for " + std::to_string(rules) + " rules",
             "Rules were changed after the model was frozen: leave statistics.blocking out and freeze it again.");
    for (std::size_t i = 0; i < splits.size(); i++) out.splits.push_back(read_split(splits[i], at(path + ".splits", i), model));
    const Json& oversized = array(j, "oversized", path);
    for (std::size_t i = 0; i < oversized.size(); i++) out.oversized.push_back(read_hash(oversized[i], at(path + ".oversized", i)));
    std::sort(out.oversized.begin(), out.oversized.end());
    const Json* words = field(j, "words");
    if (words == nullptr) return out;
    if (!words->is_object()) fail(path + ".words", "must be an object of attribute and words");
    for (const auto& [name, list] : words->items()) {
        const std::string here = path + ".words." + name;
        if (model.attribute_index(name) < 0) fail(here, "is not among the model's attributes");
        if (!list.is_array()) fail(here, std::string("must be an array of words, not ") + type_of(list));
        auto& own = out.words[name];
        for (std::size_t i = 0; i < list.size(); i++) {
            if (!list[i].is_string()) fail(at(here, i), std::string("must be a string, not ") + type_of(list[i]));
            own.push_back(list[i].get<std::string>());
        }
    }
    return out;
}

Json write_frozen(const FrozenBlocking& frozen, const Model& model) {
    Json splits = Json::array(), oversized = Json::array();
    for (const auto& attributes : frozen.splits) {
        Json names = Json::array();
        for (const int a : attributes) names.push_back(model.attributes[static_cast<std::size_t>(a)].name);
        splits.push_back(std::move(names));
    }
    for (const auto hash : frozen.oversized) oversized.push_back(print_hash(hash));
    Json out = {{"splits", std::move(splits)}, {"oversized", std::move(oversized)}};
    for (const auto& [name, words] : frozen.words) out["words"][name] = words;
    return out;
}

}  // namespace cdp::score
