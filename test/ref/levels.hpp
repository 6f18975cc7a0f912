// SPDX-License-Identifier: PostgreSQL
// Levels by definition: conditions are worked out in full, and every measure anew.
#pragma once

#include <algorithm>
#include <vector>

#include "core/link/measure.hpp"

namespace cdp::ref {

// A condition by definition: a stack of truth values, each measure worked out anew, nothing skipped.
inline bool holds(const score::Condition& condition, const link::Table& table, link::Record a, link::Record b) {
    std::vector<bool> stack;
    const auto pop = [&] {
        const bool top = stack.back();
        stack.pop_back();
        return top;
    };
    for (const auto& step : condition.steps) {
        if (step.op == score::Op::kTrue) {
            stack.push_back(true);
        } else if (step.op == score::Op::kNot) {
            stack.push_back(!pop());
        } else if (step.op == score::Op::kTest) {
            const score::Test& t = condition.tests[step.operand];
            if (score::is_one_sided(t)) {
                const link::Values& values = table.attributes[static_cast<std::size_t>(std::max(t.left, t.right))];
                const link::Code code = values.code(t.right < 0 ? a : b);
                stack.push_back(code != link::kMissing && (t.measure == score::Measure::kPresent || values.value(code).text == t.text));
                continue;
            }
            const link::Values& left = table.attributes[static_cast<std::size_t>(t.left)];
            const link::Values& right = table.attributes[static_cast<std::size_t>(t.right)];
            bool yes = false;
            if (left.code(a) != link::kMissing && right.code(b) != link::kMissing) {
                const double x = link::measure(t.measure, left, left.code(a), right, right.code(b));
                using enum score::Comparator;
                yes = (t.comparator == kGreaterEqual && x >= t.bound) || (t.comparator == kGreater && x > t.bound) ||
                      (t.comparator == kLessEqual && x <= t.bound) || (t.comparator == kLess && x < t.bound) ||
                      (t.comparator == kEqual && x == t.bound);
            }
            stack.push_back(yes);
        } else if (step.op == score::Op::kAnd || step.op == score::Op::kOr) {
            const bool y = pop(), x = pop();
            stack.push_back(step.op == score::Op::kAnd ? x && y : x || y);
        }
    }
    return stack.back();
}

inline unsigned level_of(const score::Comparison& comparison, const link::Table& table, link::Record a, link::Record b) {
    const auto has = [&](int i, link::Record r) { return table.attributes[static_cast<std::size_t>(i)].code(r) != link::kMissing; };
    if (!comparison.missing_when.empty() ? holds(comparison.missing_when, table, a, b) : std::none_of(comparison.attributes.begin(), comparison.attributes.end(),
                     [&](int i) { return has(i, a) && has(i, b); }))
        return 0;
    unsigned level = 1;
    while (!holds(comparison.levels[level - 1].condition, table, a, b)) level++;
    return level;
}

}  // namespace cdp::ref
