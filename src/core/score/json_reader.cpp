// SPDX-License-Identifier: PostgreSQL
#include "core/score/json_reader.hpp"

#include <cmath>

#include "core/base/error.hpp"

namespace cdp::score {

void fail(const std::string& path, const std::string& what, const std::string& hint) {
    throw Error(ErrorCode::kInvalidModel, path + ": " + what, {}, hint);
}

const char* type_of(const Json& j) {
    if (j.is_object()) return "an object";
    if (j.is_array()) return "an array";
    if (j.is_string()) return "a string";
    if (j.is_number()) return "a number";
    if (j.is_boolean()) return "a boolean";
    return "null";
}

void check_object(const Json& j, const std::string& path, std::initializer_list<const char*> known) {
    if (!j.is_object()) fail(path, std::string("must be an object, not ") + type_of(j));
    for (const auto& [key, value] : j.items()) {
        bool found = false;
        std::string names;
        for (const char* name : known) {
            found = found || key == name;
            names += (names.empty() ? "" : ", ") + std::string(name);
        }
        if (!found) fail(path + "." + key, "unknown field", "Known fields here: " + names + ".");
    }
}

const Json* field(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it == j.end() || it->is_null() ? nullptr : &*it;
}

const Json& array(const Json& j, const char* key, const std::string& path) {
    static const Json& kEmpty = *new Json(Json::array());  // leaked: no destructor runs at exit
    const Json* f = field(j, key);
    if (f == nullptr) return kEmpty;
    if (!f->is_array()) fail(path + "." + key, std::string("must be an array, not ") + type_of(*f));
    return *f;
}

std::string text(const Json& j, const char* key, const std::string& path) {
    const Json* f = field(j, key);
    if (f == nullptr) fail(path + "." + key, "is missing");
    if (!f->is_string()) fail(path + "." + key, std::string("must be a string, not ") + type_of(*f));
    return f->get<std::string>();
}

double number(const Json& j, const char* key, const std::string& path, double fallback, double low, double high) {
    const Json* f = field(j, key);
    if (f == nullptr) return fallback;
    if (!f->is_number()) fail(path + "." + key, std::string("must be a number, not ") + type_of(*f));
    const double x = f->get<double>();
    if (!std::isfinite(x) || x < low || x > high)
        fail(path + "." + key, "must be between " + Json(low).dump() + " and " + Json(high).dump());
    return x;
}

bool flag(const Json& j, const char* key, const std::string& path) {
    const Json* f = field(j, key);
    if (f == nullptr) return false;
    if (!f->is_boolean()) fail(path + "." + key, std::string("must be true or false, not ") + type_of(*f));
    return f->get<bool>();
}

}  // namespace cdp::score
