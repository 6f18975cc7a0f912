// SPDX-License-Identifier: PostgreSQL
#include "core/score/splink_rules.hpp"

#include <algorithm>

#include "core/base/error.hpp"

namespace cdp::score {

namespace {

constexpr std::size_t kMostRules = 64;

using Conjunction = std::vector<const Sql*>;

// As alternatives of what must hold together.
std::vector<Conjunction> alternatives(const Sql& sql) {
    if (sql.is_call("or")) {
        auto out = alternatives(sql.args[0]);
        for (auto& c : alternatives(sql.args[1])) out.push_back(std::move(c));
        return out;
    }
    if (!sql.is_call("and")) return {{&sql}};
    std::vector<Conjunction> out;
    const auto right = alternatives(sql.args[1]);
    for (const Conjunction& a : alternatives(sql.args[0]))
        for (const Conjunction& b : right) {
            out.push_back(a);
            out.back().insert(out.back().end(), b.begin(), b.end());
            if (out.size() > kMostRules) throw Error(ErrorCode::kUnsupported, "more than 64 alternatives");
        }
    return out;
}

}  // namespace

std::vector<std::vector<int>> read_splink_rule(const Sql& sql, const std::vector<std::string>& exploded, SplinkColumns& columns,
                                               std::vector<std::string>& left_out) {
    std::vector<std::vector<int>> rules;
    for (const Conjunction& conjunction : alternatives(sql)) {
        std::vector<int> keys;
        for (const Sql* part : conjunction) {
            if (!part->is_call("=")) {
                left_out.push_back("only equal values of both records are keys");
                continue;
            }
            SideValue a = columns.value(part->args[0], Naming::kTable), b = columns.value(part->args[1], Naming::kTable);
            if (a.side == b.side) throw Error(ErrorCode::kUnsupported, "two values of the same record");
            if (std::find(exploded.begin(), exploded.end(), a.attribute.columns[0]) != exploded.end())
                a.attribute.many = b.attribute.many = true;
            const int x = columns.place(std::move(a.attribute)), y = columns.place(std::move(b.attribute));
            if (x != y) throw Error(ErrorCode::kUnsupported, "different columns of the two records");
            if (std::find(keys.begin(), keys.end(), x) == keys.end()) keys.push_back(x);
        }
        if (keys.empty()) throw Error(ErrorCode::kUnsupported, "no equal values of both records");
        rules.push_back(std::move(keys));
    }
    return rules;
}

}  // namespace cdp::score
