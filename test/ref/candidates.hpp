// SPDX-License-Identifier: PostgreSQL
// Blocking by definition: every pair of records is looked at, and two records meet under a rule if some key text of
// one is a key text of the other and not too many records have it. Quadratic, and nothing in it is hashed.
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

// All keys of a record under a rule; none when a part is missing.
inline KeySet keys_of(const link::Table& table, const score::BlockingRule& rule, link::Record r) {
    KeySet keys{""};
    for (const auto& part : rule) {
        const link::Values& values = table.attributes[static_cast<std::size_t>(part.attribute)];
        if (values.code(r) == link::kMissing) return {};
        const link::Value& value = values.value(values.code(r));
        KeySet own;
        if (score::explodes(part.form))
            own = exploded(values, value, part.form);
        else if (const std::string text = key_text(values, value, part); !text.empty())
            own = {text};
        KeySet longer;
        for (const auto& key : keys)
            for (const auto& text : own) longer.insert(key + "\t" + text);
        keys = std::move(longer);
    }
    return keys;
}

struct RuleCounts {
    std::uint64_t blocks = 0, pairs = 0, added = 0, largest = 0, oversized_blocks = 0, oversized_records = 0;
    double skipped_pairs = 0;
    bool operator==(const RuleCounts&) const = default;
};

struct Candidates {
    std::map<std::pair<link::Record, link::Record>, std::set<std::size_t>> rules;  // by pair: those that find it
    std::vector<RuleCounts> counts;  // `added` is counted in the order ordinary rules, then exploding ones
};

inline bool is_exploding(const score::BlockingRule& rule) {
    return std::any_of(rule.begin(), rule.end(), [](const auto& part) { return score::explodes(part.form); });
}

inline Candidates candidates(const link::Table& table, const std::vector<score::BlockingRule>& rules,
                             std::size_t max_block, bool between_sources) {
    Candidates out;
    out.counts.resize(rules.size());
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        RuleCounts& counts = out.counts[rule];
        std::map<std::string, std::vector<link::Record>> blocks;
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
                continue;
            }
            counts.blocks++;
            counts.pairs += pairs;
            for (const auto a : members)
                for (const auto b : members)
                    if (a < b && !(between_sources && table.raw->source(a) == table.raw->source(b)))
                        out.rules[{a, b}].insert(rule);
        }
    }
    for (const auto& [pair, found] : out.rules) {
        const auto ordinary = std::find_if(found.begin(), found.end(), [&](auto r) { return !is_exploding(rules[r]); });
        out.counts[ordinary != found.end() ? *ordinary : *found.begin()].added++;
    }
    return out;
}

}  // namespace cdp::ref
