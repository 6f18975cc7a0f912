// SPDX-License-Identifier: PostgreSQL
// Blocking keys as 64-bit hashes of a fixed hash function. The key of a value is made once per distinct value
// and form; a rule's key of a record combines those of its parts. 0 stands for "no key".
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/link/values.hpp"

namespace cdp::link {

using Key = std::uint64_t;

// What a block is known by in whatever table: a rule and its key; a part of a block that holds one value of the attribute at
// some place of those that the rule's blocks are split by.
constexpr Key block_key(std::size_t rule, Key key) noexcept { return combine64(rule + 1, key); }
inline Key sub_block_key(Key block, std::size_t place, std::string_view value) noexcept {
    return combine64(combine64(block, place), hash_bytes(value));
}

// Keys of the distinct values of one attribute under one form.
class KeyColumn {
public:
    // `common`: the words that count as common, the most common first, for keys of rare words; none: as the values have it.
    KeyColumn(const Values& values, const score::KeyPart& part, const CancelToken& token,
              std::optional<std::span<const std::string>> common = std::nullopt);

    const score::KeyPart& part() const noexcept { return part_; }
    // Whether a record may have several keys.
    bool explodes() const noexcept { return !begins_.empty(); }
    // For columns that do not explode.
    Key of(Record r) const noexcept {
        return keys_[values_->code(r)];
    }
    // For columns that do; for others the one key, or none.
    std::span<const Key> all_of(Record r) const noexcept {
        const Code code = values_->code(r);
        if (code == kMissing) return {};
        if (begins_.empty()) return {&keys_[code], keys_[code] == 0 ? 0u : 1u};
        return {keys_.data() + begins_[code - 1], begins_[code] - begins_[code - 1]};
    }

private:
    void add(const Values& values, const Value& value);
    void add_rare(const Values& values, const Value& value);
    void rank_words(const Values& values, std::span<const std::string> common);
    void drop_repeated(std::size_t begin);

    const Values* values_;
    score::KeyPart part_;
    bool words_given_;
    Vec<std::uint32_t> commonness_;  // by word - 1, where common words are given
    Vec<Key> keys_;  // by code, unless the column explodes
    Vec<std::uint32_t> begins_;  // empty unless the column explodes
};

// Whether records may have several keys of that part.
bool explodes(const Values& values, const score::KeyPart& part) noexcept;

// The text that a key is made of; nothing when the value gives none. Not for what explodes.
std::optional<std::string> key_text(const Values& values, const Value& value, const score::KeyPart& part);

// The keys of every rule; columns that several rules name are made once.
class Keys {
public:
    using Columns = std::vector<std::shared_ptr<const KeyColumn>>;

    // Columns that `known` has are taken from there, and the others are added to it. What is `frozen` of a model, if anything,
    // decides which words are rare; columns that are known must have been made so. Rules that are not `wanted`, if given, have no
    // key to be asked for.
    Keys(const Table& table, std::span<const score::BlockingRule> rules, JobContext& context, Columns* known = nullptr,
         const std::optional<score::FrozenBlocking>& frozen = std::nullopt,
         const std::function<bool(const score::BlockingRule&)>& wanted = nullptr);

    std::size_t rules() const noexcept { return rules_.size(); }
    bool explodes(std::size_t rule) const noexcept { return !rules_[rule].exploding.empty(); }
    // The key of a record under a rule without its exploding part; 0 when a part is missing.
    Key of(std::size_t rule, Record r) const noexcept;
    // The same of the records from `begin` on, as many as fit.
    void of_run(std::size_t rule, Record begin, std::span<Key> out) const noexcept;
    // Calls body(key) for every key of an exploding rule.
    template <class Body>
    void each(std::size_t rule, Record r, const Body& body) const {
        const Key base = of(rule, r);
        if (base != 0) each_of(rules_[rule].exploding, 0, r, base, body);
    }

private:
    // Every choice of one key of each exploding part.
    template <class Body>
    static void each_of(const std::vector<const KeyColumn*>& parts, std::size_t at, Record r, Key base, const Body& body) {
        for (const Key k : parts[at]->all_of(r)) {
            if (at + 1 < parts.size())
                each_of(parts, at + 1, r, combine64(base, k), body);
            else
                body(combine64(base, k));
        }
    }

    struct Rule {
        std::vector<const KeyColumn*> parts;
        std::vector<const KeyColumn*> exploding;
    };
    Columns columns_;
    std::vector<Rule> rules_;
};

}  // namespace cdp::link
