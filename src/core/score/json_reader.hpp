// SPDX-License-Identifier: PostgreSQL
// Reading a JSON document with errors that name the place by its path: `model.comparisons[2].levels[0].when`. All throw
// Error(kInvalidModel). A field that is null is one that is not there.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/core_only.hpp"

namespace cdp::score {

using Json = nlohmann::ordered_json;

[[noreturn]] void fail(const std::string& path, const std::string& what, const std::string& hint = {});

inline std::string at(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

const char* type_of(const Json& j);

// An object whose keys are all known: a typing error must not pass as "not given".
void check_object(const Json& j, const std::string& path, std::initializer_list<const char*> known);

const Json* field(const Json& j, const char* key);
const Json& array(const Json& j, const char* key, const std::string& path);  // empty when it is not there
std::string text(const Json& j, const char* key, const std::string& path);
double number(const Json& j, const char* key, const std::string& path, double fallback, double low, double high);
bool flag(const Json& j, const char* key, const std::string& path);

// The place of a text among `names`; the first one when it is not there.
template <class Enum, std::size_t N>
Enum read_choice(const Json& j, const char* key, const std::string& path, const char* const (&names)[N]) {
    if (field(j, key) == nullptr) return Enum{};
    const std::string value = text(j, key, path);
    std::string all;
    for (std::size_t i = 0; i < N; i++) {
        if (value == names[i]) return static_cast<Enum>(i);
        all += (all.empty() ? "" : ", ") + std::string(names[i]);
    }
    fail(path + "." + key, "unknown value \"" + value + "\"", "Choices: " + all + ".");
}

}  // namespace cdp::score
