// SPDX-License-Identifier: PostgreSQL
// Blocking by definition: every pair of records is looked at, and two records meet under a rule if some key text of
// one is a key text of the other and not too many records have it. Where too many do, they meet if they also agree on
// attributes that the block is split by, and not too many of them do. Quadratic, and nothing in it is hashed.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/link/keys.hpp"
#include "ref/phonetic.hpp"

namespace cdp::ref {

using KeySet = std::set<std::string>;

// The texts that an exploding part gives.
inline KeySet exploded(const link::Values& values, const link::Value& value, score::KeyForm form) {
    if (form == score::KeyForm::kDaitchMokotoff) {
        if (value.words == 0) return {};
        const auto codes = daitch_mokotoff(std::string(values.word(values.words(value)[0])));
        return {codes.begin(), codes.end()};
    }
    std::set<std::pair<std::uint32_t, std::string>> by_rarity;
    for (const auto w : values.words(value)) by_rarity.emplace(values.word_count(w), values.word(w));
    KeySet keys;
    std::vector<std::string> words;
    for (const auto& [count, word] : by_rarity) words.push_back(word);
    if (form == score::KeyForm::kTokens) return {words.begin(), words.end()};
    if (words.size() > 3) words.resize(3);
    for (const auto& x : words)
        for (const auto& y : words)
            if (x < y) keys.insert(x + "\n" + y);
    return keys;
}

inline KeySet keys_of_value(const link::Values& values, const link::Value& value, const score::KeyPart& part) {
    if (score::explodes(part.form)) return exploded(values, value, part.form);
    const auto text = key_text(values, value, part);
    return text ? KeySet{*text} : KeySet{};
}

// All keys of a record under a rule; none when a part is missing.
inline KeySet keys_of(const link::Table& table, const score::BlockingRule& rule, link::Record r) {
    KeySet keys{""};
    for (const auto& part : rule) {
        const link::Values& values = table.attributes[static_cast<std::size_t>(part.attribute)];
        if (values.code(r) == link::kMissing) return {};
        KeySet own;
        if (values.is_list())
            for (const auto element : values.list(values.code(r))) {
                const KeySet more = keys_of_value(values.elements(), values.elements().value(element), part);
                own.insert(more.begin(), more.end());
            }
        else
            own = keys_of_value(values, values.value(values.code(r)), part);
        KeySet longer;
        for (const auto& key : keys)
            for (const auto& text : own) longer.insert(key + "\t" + text);
        keys = std::move(longer);
    }
    return keys;
}

inline bool is_exploding(const score::BlockingRule& rule) {
    return std::any_of(rule.begin(), rule.end(), [](const auto& part) { return score::explodes(part.form); });
}

struct RuleCounts {
    std::uint64_t blocks = 0, pairs = 0, added = 0, largest = 0, oversized_blocks = 0, oversized_records = 0;
    std::uint64_t sub_blocks = 0, sub_pairs = 0;
    double skipped_pairs = 0;
    bool operator==(const RuleCounts&) const = default;
};

using Group = std::vector<link::Record>;

struct Candidates {
    std::map<std::pair<link::Record, link::Record>, std::set<std::size_t>> rules;  // by pair: those that find it
    std::map<std::pair<link::Record, link::Record>, std::size_t> split;  // found by none of them: whose split blocks do
    std::vector<RuleCounts> counts;  // `added` is counted in the order ordinary rules, split blocks, exploding rules
};

// Groups of the members that agree on splits[from], or that and a later one where too many do, or a later one alone.
inline void split_groups(const link::Table& table, const std::vector<Group>& groups, const std::vector<int>& splits,
                         std::size_t from, std::size_t max_block, std::vector<Group>& out) {
    for (std::size_t i = from; i < splits.size(); i++) {
        std::vector<Group> oversized;
        for (const Group& group : groups) {
            std::map<std::string, Group> pieces;
            const link::Values& values = table.attributes[static_cast<std::size_t>(splits[i])];
            for (const auto r : group)
                if (values.code(r) != link::kMissing)
                    pieces[std::string(values.value(values.code(r)).text)].push_back(r);
            for (const auto& [value, piece] : pieces)
                if (piece.size() > 1) (piece.size() > max_block ? oversized : out).push_back(piece);
        }
        split_groups(table, oversized, splits, i + 1, max_block, out);
    }
}

// `splits`, if given, are the attributes that each rule's oversized blocks are split by, into blocks of sub_block.
inline Candidates candidates(const link::Table& table, const std::vector<score::BlockingRule>& rules,
                             std::size_t max_block, bool between_sources,
                             const std::vector<std::vector<int>>* splits = nullptr, std::size_t sub_block = 0) {
    Candidates out;
    out.counts.resize(rules.size());
    std::vector<std::vector<Group>> oversized(rules.size());
    const auto meet = [&](link::Record a, link::Record b) {
        return a < b && !(between_sources && table.raw->source(a) == table.raw->source(b));
    };
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        RuleCounts& counts = out.counts[rule];
        std::map<std::string, Group> blocks;
        for (link::Record r = 0; r < table.size(); r++)
            for (const auto& key : keys_of(table, rules[rule], r)) blocks[key].push_back(r);
        for (const auto& [key, members] : blocks) {
            const std::uint64_t n = members.size(), pairs = n * (n - 1) / 2;
            if (n < 2) continue;
            counts.largest = std::max(counts.largest, n);
            if (n > max_block) {
                counts.oversized_blocks++;
                counts.oversized_records += n;
                counts.skipped_pairs += static_cast<double>(pairs);
                if (!is_exploding(rules[rule])) oversized[rule].push_back(members);
                continue;
            }
            counts.blocks++;
            counts.pairs += pairs;
            for (const auto a : members)
                for (const auto b : members)
                    if (meet(a, b)) out.rules[{a, b}].insert(rule);
        }
    }
    const auto first_ordinary = [&](const std::set<std::size_t>& found) {
        return std::find_if(found.begin(), found.end(), [&](auto r) { return !is_exploding(rules[r]); });
    };
    for (std::size_t rule = 0; rule < rules.size() && splits != nullptr; rule++) {
        std::vector<Group> groups;
        split_groups(table, oversized[rule], (*splits)[rule], 0, sub_block, groups);
        RuleCounts& counts = out.counts[rule];
        counts.sub_blocks = groups.size();
        for (const Group& group : groups)
            for (const auto a : group)
                for (const auto b : group) {
                    const auto known = out.rules.find({a, b});
                    if (known != out.rules.end() && first_ordinary(known->second) != known->second.end()) continue;
                    if (!meet(a, b) || !out.split.try_emplace({a, b}, rule).second) continue;
                    counts.sub_pairs++;
                    counts.added++;
                    counts.skipped_pairs--;
                }
    }
    for (const auto& [pair, found] : out.rules) {
        if (out.split.contains(pair)) continue;
        const auto ordinary = first_ordinary(found);
        out.counts[ordinary != found.end() ? *ordinary : *found.begin()].added++;
    }
    return out;
}

}  // namespace cdp::ref
