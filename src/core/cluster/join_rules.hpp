// SPDX-License-Identifier: PostgreSQL
// What must not come together in one cluster: two items that someone keeps apart, two of one source that is free of
// duplicates, more distinct values of an identifier than one may have, an item that could as well be of another owner of a
// unique identifier, more items than a cluster may have. Tells for two clusters what forbids to join them. Never the reverse: what joins anyway (by must-links) may break every rule, and
// stands in the way of a later join only where that would break the rule further.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/cluster/sightings.hpp"

namespace cdp::cluster {

using Item = std::uint32_t;  // of a component, from 0 on

struct ItemPair {
    Item a, b;
    auto operator<=>(const ItemPair&) const = default;
};

enum class Rule : unsigned char { kCannotLink, kDuplicateFree, kLimit, kAmbiguous, kMaxSize };

// Why two clusters must not join: the first rule that is broken, and an item of each side that shows it.
struct Clash {
    Rule rule;
    std::uint32_t limit;  // which one, for Rule::kLimit and Rule::kAmbiguous
    Item left, right;
};

// How many distinct values of an identifier a cluster may have: ever, or among those seen within so many days of one another.
struct Allowance {
    Allowance(std::uint32_t most, std::uint32_t within = 0) : values(most), days(within) {}
    std::uint32_t values, days;  // 0: ever
};

class JoinRules {
public:
    // `limits`: of each identifier that is limited. `max_size` 0 is none.
    JoinRules(std::vector<Allowance> limits, std::size_t max_size)
        : limits_(std::move(limits)), max_size_(max_size), values_(limits_.size()), own_values_(limits_.size()),
          seen_(limits_.size()), own_seen_(limits_.size()), ambiguous_(limits_.size()), own_ambiguous_(limits_.size()) {}

    // Forgets all; `n` items, each a cluster of its own name.
    void begin(std::size_t n);
    void keep_apart(Item a, Item b);
    void set_source(Item item, std::uint32_t source) noexcept;  // one that is free of duplicates, below score::kMaxDuplicateFreeSources
    void add_value(Item item, std::size_t limit, std::uint32_t code, std::int32_t day = Sighting::kAnyDay);
    // An item without a value of the limit joins no cluster that has one.
    void set_ambiguous(Item item, std::size_t limit);
    bool has_value(Item item, std::size_t limit) const noexcept { return !own_values_[limit][item].empty(); }
    const std::vector<std::uint32_t>& own_values(Item item, std::size_t limit) const noexcept { return own_values_[limit][item]; }

    // Whether values of two items count together: always, unless the limit is of a window and they were seen further apart.
    bool seen_together(Item a, Item b, std::size_t limit) const;

    std::optional<Clash> clash(Item a, Item b) const;  // of two clusters
    void join(Item a, Item b);                         // the name of both is `a`

private:
    using Codes = std::vector<std::uint32_t>;  // ascending
    using Sightings = std::vector<Sighting>;   // ascending

    template <class Is>
    Item first_of(Item cluster, const Is& is) const;
    std::optional<Clash> decided_clash(Item a, Item b) const;
    std::optional<Clash> source_clash(Item a, Item b) const;
    std::optional<Clash> limit_clash(std::size_t limit, Item a, Item b) const;
    std::optional<Clash> window_clash(std::size_t limit, Item a, Item b) const;
    std::optional<Clash> ambiguity_clash(std::size_t limit, Item a, Item b) const;

    std::vector<Allowance> limits_;
    std::size_t max_size_;
    std::vector<ItemPair> apart_;
    std::vector<Codes> apart_of_;          // places in apart_, by cluster
    std::vector<Item> cluster_;            // of each item
    std::vector<std::size_t> size_;        // of each cluster, as what follows
    std::vector<std::uint64_t> sources_;   // a bit each
    std::vector<std::uint64_t> own_source_;
    std::vector<std::vector<Codes>> values_;      // by limit and cluster
    std::vector<std::vector<Codes>> own_values_;  // by limit and item
    std::vector<std::vector<Sightings>> seen_;      // by limit and cluster, of limits within a window
    std::vector<std::vector<Sightings>> own_seen_;  // by limit and item
    std::vector<std::vector<char>> ambiguous_;    // by limit and cluster
    std::vector<std::vector<char>> own_ambiguous_;  // by limit and item
};

}  // namespace cdp::cluster
