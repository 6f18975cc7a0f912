// SPDX-License-Identifier: PostgreSQL
// The steps of a linkage run: a model for a table, and the links that a model gives.
#pragma once

#include "core/link/candidates.hpp"
#include "core/link/scorer.hpp"
#include "core/link/suggest.hpp"

namespace cdp::link {

struct Link {
    Record a, b;  // a < b
    score::Bits weight;
    auto operator<=>(const Link&) const = default;
};

inline constexpr std::size_t kMaxBlock = 1000;           // records; larger blocks are reported, not compared
inline constexpr double kDeterministicWeight = 20;       // bits: what a deterministic rule is worth at the least

// The deterministic rules of a model, asked pair by pair.
class DeterministicRules {
public:
    DeterministicRules(const Scorer& scorer, JobContext& context);
    bool hold(Record a, Record b) const;

private:
    bool share_a_key(std::size_t rule, Record a, Record b) const;

    Keys keys_;
};

// The model for a table: kinds, default comparisons, blocking rules that pay. Prepares `table` for it.
score::Model suggest_model(const RawTable& raw, Table& table, const std::map<std::string, text::Kind>& given,
                           JobContext& context);

// All scored pairs of weight at least `floor` bits, in order of (a, b). `statistics`, if given, is filled per rule;
// deterministic rules come after the blocking ones.
Vec<Link> score_pairs(const Scorer& scorer, double floor, JobContext& context,
                      std::vector<RuleStatistics>* statistics = nullptr);

}  // namespace cdp::link
