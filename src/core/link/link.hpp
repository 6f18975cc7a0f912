// SPDX-License-Identifier: PostgreSQL
// The steps of a linkage run: a model for a table, and the links that a model gives.
#pragma once

#include "core/link/candidates.hpp"
#include "core/link/scorer.hpp"
#include "core/link/changed_keys.hpp"
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
    bool any() const noexcept { return !tests_.empty(); }
    bool hold(Record a, Record b, const Agreement& agreement) const {
        for (std::size_t r = 0; r < tests_.size(); r++)
            if (tests_[r].possible(agreement) && (tests_[r].enough || share_a_key(r, a, b))) return true;
        return false;
    }

private:
    // What the codes of two records tell about a rule.
    struct Test {
        std::uint64_t equal = 0;    // places that must be so, a bit each
        std::uint64_t present = 0;
        bool enough = true;         // and nothing else need be
        bool possible(const Agreement& agreement) const noexcept {
            return (equal & ~agreement.equal) == 0 && (present & ~agreement.present) == 0;
        }
    };
    bool share_a_key(std::size_t rule, Record a, Record b) const;

    Keys keys_;
    std::vector<Test> tests_;
};

// The model for a table: kinds, default comparisons, blocking rules that pay. Prepares `table` for it.
score::Model suggest_model(const RawTable& raw, Table& table, const std::map<std::string, text::Kind>& given,
                           JobContext& context);

// All scored pairs of weight at least `floor` bits, in order of (a, b). `statistics`, if given, is filled per rule;
// deterministic rules come after the blocking ones. Uses up what training found.
Vec<Link> score_pairs(const Scorer& scorer, double floor, JobContext& context,
                      std::vector<RuleStatistics>* statistics = nullptr, FoundBlocks* found = nullptr);
// The same of pairs that share a key; `records` says which record came at which place. `compared`: how many pairs that are.
Vec<Link> score_changed(const Scorer& scorer, const ChangedKeys& keys, std::span<const Record> records, double floor, JobContext& context,
                       std::uint64_t& compared);

}  // namespace cdp::link
