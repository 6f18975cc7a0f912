// SPDX-License-Identifier: PostgreSQL
// Blocks of one blocking rule: the records that share a key. Entries are dealt out by the first bits of their key, so
// that each part fits a cache and threads can work side by side; keys that one record has alone are dropped there
// before anything is sorted.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/link/keys.hpp"

namespace cdp::link {

// What a rule did. `pairs` are those of all its blocks up to the limit; `added` those no earlier rule had.
struct RuleStatistics {
    std::uint64_t blocks = 0;
    std::uint64_t pairs = 0;
    std::uint64_t added = 0;
    std::uint64_t largest = 0;            // records of the largest block, skipped or not
    Record largest_example = 0;           // a record of it
    std::uint64_t oversized_blocks = 0;   // blocks over the limit, not compared whole
    std::uint64_t oversized_records = 0;  // records in them
    std::uint64_t sub_blocks = 0;         // smaller blocks that they were split into
    std::uint64_t sub_pairs = 0;          // pairs that those added; part of `added`
    double skipped_pairs = 0;             // pairs of oversized blocks less sub_pairs
    double share = 1;                     // of the blocks that were gone through
};

constexpr std::uint64_t pairs_in(std::uint64_t n) noexcept { return n * (n - 1) / 2; }

// Records in runs of two or more.
struct Runs {
    explicit Runs(std::pmr::memory_resource* memory) : members(memory), ends(memory), keys(memory) {}
    Vec<Record> members;      // ascending within a run
    Vec<std::uint32_t> ends;  // of each run
    Vec<Key> keys;            // of each run

    std::size_t size() const noexcept { return ends.size(); }
    std::span<const Record> run(std::size_t i) const noexcept {
        const std::size_t begin = i == 0 ? 0 : ends[i - 1];
        return {members.data() + begin, ends[i] - begin};
    }
    // Ends the run of the members that were added since the last one.
    void close(Key key) {
        ends.push_back(static_cast<std::uint32_t>(members.size()));
        keys.push_back(key);
    }
    void append(const Runs& other);
};

// Blocks in order of their keys: those within the limit, and the others.
struct Blocks {
    explicit Blocks(std::pmr::memory_resource* memory) : within(memory), oversized(memory) {}
    Runs within, oversized;
    RuleStatistics statistics;  // without `added` and what comes of splitting
};

// What blocking has found of a table, kept from training to scoring: most rules are the same there.
struct FoundBlocks {
    Keys::Columns columns;
    std::vector<std::pair<score::BlockingRule, Blocks>> blocks;

    // Whether a rule of these needs its keys: its blocks are not known, or will have been taken by one that is the same.
    bool needs_keys(const score::BlockingRule& rule, std::span<const score::BlockingRule> rules) const {
        return std::none_of(blocks.begin(), blocks.end(), [&](const auto& known) { return known.first == rule; }) ||
               std::count(rules.begin(), rules.end(), rule) > 1;
    }
    // Forgets the keys that none of these rules needs.
    void forget_keys(std::span<const score::BlockingRule> rules) {
        std::erase_if(columns, [&](const auto& column) {
            return std::none_of(rules.begin(), rules.end(), [&](const score::BlockingRule& rule) {
                return std::find(rule.begin(), rule.end(), column->part()) != rule.end() && needs_keys(rule, rules);
            });
        });
    }
    // To be gone through whole: the keys of blocks within the limit serve to choose some of them only, and are dropped.
    void keep(const score::BlockingRule& rule, Blocks found) {
        Vec<Key>(found.within.keys.get_allocator()).swap(found.within.keys);
        blocks.emplace_back(rule, std::move(found));
    }
    std::optional<Blocks> take(const score::BlockingRule& rule) {
        for (auto it = blocks.begin(); it != blocks.end(); ++it) {
            if (it->first != rule) continue;
            std::optional<Blocks> out(std::move(it->second));
            blocks.erase(it);
            return out;
        }
        return std::nullopt;
    }
};

// Which blocks are too large to be compared whole: those of more records than some number, or those that a model names.
class BlockLimit {
public:
    BlockLimit(std::size_t most, const score::FrozenBlocking* frozen = nullptr) : most_(most), frozen_(frozen) {}

    bool exceeded(std::size_t rule, Key key, std::size_t size) const noexcept {
        return frozen_ == nullptr ? size > most_ : frozen_->is_oversized(block_key(rule, key));
    }
    // Of a block, or a part of one, by what it is known by.
    bool exceeded(Key block, std::size_t size) const noexcept {
        return frozen_ == nullptr ? size > most_ : frozen_->is_oversized(block);
    }
    // For the parts that an oversized block is split into.
    BlockLimit of_parts() const noexcept { return {std::max<std::size_t>(most_ / kPartsPerBlock, 2), frozen_}; }

private:
    static constexpr std::size_t kPartsPerBlock = 10;
    std::size_t most_;
    const score::FrozenBlocking* frozen_;
};

// The blocks of `rule` among the first `records` records.
Blocks make_blocks(const Keys& keys, std::size_t rule, std::size_t records, const BlockLimit& limit,
                   std::pmr::memory_resource* memory, JobContext& context);

}  // namespace cdp::link
