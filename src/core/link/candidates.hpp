// SPDX-License-Identifier: PostgreSQL
// The pairs that blocking rules propose, each given once, with the first rule that finds it. Nothing is stored
// per pair for ordinary rules: a pair is known to an earlier rule if the two records' keys are equal there.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/link/block_tags.hpp"
#include "core/link/pair.hpp"
#include "core/link/sub_blocks.hpp"

namespace cdp::link {

class Candidates {
public:
    // Blocks of more than `max_block` records are split by other attributes into blocks of a tenth of that; what is
    // larger even so is counted and not compared. A frozen model says itself which blocks those are. The blocks of
    // rules with many keys a record are not split.
    // `neighbourhoods` count as rules behind all others. each() with `repeat` leaves in `found`, empty before, what it
    // finds; without, it uses up what others with the same limit left there.
    Candidates(const Table& table, const score::Model& model, std::span<const score::BlockingRule> rules,
               std::size_t max_block, JobContext& context, std::span<const score::Neighbourhood> neighbourhoods = {},
               FoundBlocks* found = nullptr);

    // Pairs of one rule, a few thousand at most; seen[i] is 1 when an earlier rule has pair i too.
    using Batch = std::function<void(std::size_t rule, std::span<const Pair> pairs, std::span<const unsigned char> seen,
                                     unsigned worker)>;

    // Goes through all rules, each on all threads; `phase` names what is done with the pairs. With `repeat`, a pair comes once for each ordinary rule that
    // finds it, else once in all. A rule with more than `most_pairs` pairs gives a sample of about so many: whole
    // blocks, chosen by the hash of their key; statistics().share tells which part it was. Oversized blocks are split
    // without `repeat` only.
    void each(const char* phase, bool repeat, double most_pairs, const Batch& batch);

    const std::vector<RuleStatistics>& statistics() const noexcept { return statistics_; }
    Blocks blocks(std::size_t rule) const;
    // What the last each() split a rule's oversized blocks by, in this order.
    const std::vector<int>& splits(std::size_t rule) const noexcept { return splits_[rule]; }

private:
    Blocks found_blocks(std::size_t rule, bool repeat, double most_pairs);
    template <class Known>
    std::uint64_t pairs_of(std::size_t rule, const Runs& blocks, bool repeat, const Known& known, const Batch& batch);
    void split_blocks(std::size_t rule, const Runs& oversized, std::size_t from, const Batch& batch);
    void exploding_rules(bool repeat, double most_pairs, const Batch& batch);
    void neighbours(std::size_t rule, const score::Neighbourhood& neighbourhood, const Batch& batch);
    void give_new(std::size_t rule, Vec<Pair> pairs, const Batch& batch);
    bool known_before(std::size_t rule, Record a, Record b) const noexcept { return tags_.share(a, b, tag_place_[rule]); }
    // Calls body(a, b), a < b, for the pairs of a block that are wanted.
    template <class Body>
    void each_pair(std::span<const Record> members, const Body& body) const;
    bool wanted(Record a, Record b) const noexcept {
        return !between_sources_ || table_->raw->source_code(a) != table_->raw->source_code(b);
    }
    bool known_at_all(Record a, Record b) const noexcept;
    void remember(std::size_t rule, const Runs& blocks);

    const Table* table_;
    const score::Model* model_;
    std::vector<score::BlockingRule> rules_;
    std::vector<score::Neighbourhood> neighbourhoods_;
    JobContext* context_;
    FoundBlocks* found_;
    Keys keys_;
    BlockLimit limit_;
    bool between_sources_;
    std::vector<std::size_t> tag_place_;        // by rule: how many simple rules, those that do not explode, are before it
    BlockTags tags_;                            // of simple rules
    std::vector<Vec<std::uint32_t>> sub_tags_;  // for each splitting, by record: the block it is in, from 1; 0 = none
    std::vector<std::vector<int>> splits_;      // by rule
    Vec<Pair> gathered_;                        // pairs of rules whose pairs are gathered first, sorted
    std::vector<RuleStatistics> statistics_;
    const char* phase_ = "";
};

}  // namespace cdp::link
