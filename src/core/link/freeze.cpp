// SPDX-License-Identifier: PostgreSQL
#include "core/link/freeze.hpp"

#include <algorithm>

#include "core/base/parallel_sort.hpp"
#include "core/link/sub_blocks.hpp"
#include "core/link/term_frequency.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kCommonWords = 65'536;

// The words that several records hold, the most common first.
std::vector<std::string> common_words(const Values& values, JobContext& context) {
    const Values& of = values.is_list() ? values.elements() : values;
    Vec<Code> words(of.memory());
    for (Code w = 1; w <= of.distinct_words(); w++)
        if (of.word_count(w) > 1) words.push_back(w);
    parallel_sort(words, context, [&](Code a, Code b) {
        return of.word_count(a) != of.word_count(b) ? of.word_count(a) > of.word_count(b) : of.word(a) > of.word(b);
    });
    if (words.size() > kCommonWords) words.resize(kCommonWords);
    std::vector<std::string> out;
    for (const Code w : words) out.emplace_back(of.word(w));
    return out;
}

// Parts of blocks that are oversized in their turn.
void add_oversized_parts(const Table& table, const std::vector<int>& splits, const Runs& oversized, std::size_t from,
                         const BlockLimit& limit, std::vector<Key>& out, JobContext& context) {
    for (std::size_t i = from; i < splits.size(); i++) {
        const Pieces pieces = split(oversized, table.attributes[static_cast<std::size_t>(splits[i])], i, limit, context);
        if (pieces.oversized.size() == 0) continue;
        out.insert(out.end(), pieces.oversized.keys.begin(), pieces.oversized.keys.end());
        add_oversized_parts(table, splits, pieces.oversized, i + 1, limit, out, context);
    }
}

}  // namespace

score::FrozenBlocking freeze_blocking(const Table& table, const score::Model& model, std::size_t max_block, JobContext& context) {
    score::FrozenBlocking out;
    const auto rules = model.all_rules();
    for (const auto& rule : rules)
        for (const auto& part : rule) {
            const Values& values = table.attributes[static_cast<std::size_t>(part.attribute)];
            if (part.form == score::KeyForm::kRare && !out.words.contains(values.attribute().name))
                out.words.emplace(values.attribute().name, common_words(values, context));
        }
    const Keys keys(table, rules, context, nullptr, out);
    const BlockLimit limit(max_block);
    context.progress().begin("finding blocks", rules.size());
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        Runs oversized = make_blocks(keys, rule, table.size(), limit, table.raw->memory(), context).oversized;
        for (Key& key : oversized.keys) key = block_key(rule, key);
        out.oversized.insert(out.oversized.end(), oversized.keys.begin(), oversized.keys.end());
        auto& splits = out.splits.emplace_back();
        if (oversized.size() > 0 && !keys.explodes(rule)) {
            splits = splitting_attributes(table, model, rules[rule], oversized);
            add_oversized_parts(table, splits, oversized, 0, limit.of_parts(), out.oversized, context);
        }
        context.progress().done.fetch_add(1, std::memory_order_relaxed);
    }
    std::sort(out.oversized.begin(), out.oversized.end());
    return out;
}

void freeze(score::Model& model, const Table& table, std::size_t max_block, JobContext& context, std::pmr::memory_resource* memory) {
    for (const auto& comparison : model.comparisons)
        for (const auto& level : comparison.levels) {
            const int a = score::frequency_attribute(level, comparison);
            if (a < 0) continue;
            const Values& values = table.attributes[static_cast<std::size_t>(a)];
            const std::string& name = values.attribute().name;
            if (!model.term_frequencies.contains(name)) model.term_frequencies.emplace(name, counted_frequencies(values, context, memory));
        }
    model.frozen = freeze_blocking(table, model, max_block, context);
}

}  // namespace cdp::link
