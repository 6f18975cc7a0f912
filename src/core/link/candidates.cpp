// SPDX-License-Identifier: PostgreSQL
#include "core/link/candidates.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

#include "core/link/sort_order.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kBatch = 4096;
constexpr std::uint64_t kPairsPerChunk = 32768;
constexpr std::size_t kBlocksPerTurn = 8192;

bool in_share(Key key, double share) noexcept {
    return share >= 1 || static_cast<double>(mix64(key)) < share * 18446744073709551616.0;
}

double share_of(const RuleStatistics& rule, double most_pairs) noexcept {
    const auto pairs = static_cast<double>(rule.pairs);
    return pairs <= most_pairs ? 1 : most_pairs / pairs;
}

// First blocks of runs of blocks that hold some tens of thousands of pairs.
std::vector<std::size_t> chunk_starts(const Runs& blocks) {
    std::vector<std::size_t> starts;
    std::uint64_t pairs = kPairsPerChunk;
    for (std::size_t i = 0; i < blocks.size(); i++) {
        if (pairs >= kPairsPerChunk) {
            starts.push_back(i);
            pairs = 0;
        }
        pairs += pairs_in(blocks.run(i).size());
    }
    starts.push_back(blocks.size());
    return starts;
}

// By rule, and behind the last: how many rules before it do not explode.
std::vector<std::size_t> places_of(const Keys& keys) {
    std::vector<std::size_t> places{0};
    for (std::size_t r = 0; r < keys.rules(); r++) places.push_back(places.back() + (keys.explodes(r) ? 0 : 1));
    return places;
}

}  // namespace

Candidates::Candidates(const Table& table, const score::Model& model, std::span<const score::BlockingRule> rules,
                       std::size_t max_block, JobContext& context, std::span<const score::Neighbourhood> neighbourhoods,
                       FoundBlocks* found)
    : table_(&table), model_(&model), rules_(rules.begin(), rules.end()),
      neighbourhoods_(neighbourhoods.begin(), neighbourhoods.end()), context_(&context),
      found_(found), keys_(table, rules, context, found == nullptr ? nullptr : &found->columns, model.frozen,
                           [&](const score::BlockingRule& rule) { return found == nullptr || found->needs_keys(rule, rules); }),
      limit_(max_block, model.frozen ? &*model.frozen : nullptr),
      between_sources_(model.link_type == score::LinkType::kLink), tag_place_(places_of(keys_)),
      tags_(table.size(), tag_place_.back(), table.raw->memory()), splits_(rules.size()), gathered_(table.raw->memory()), statistics_(rules.size() + neighbourhoods.size()) {}

Blocks Candidates::blocks(std::size_t rule) const {
    return make_blocks(keys_, rule, table_->size(), limit_, table_->raw->memory(), *context_);
}

Blocks Candidates::found_blocks(std::size_t rule, bool repeat, double most_pairs) {
    context_->progress().begin("finding blocks", 0);
    // With `repeat`, what is there comes from a rule before that is the same, and has no keys to choose a sample by.
    std::optional<Blocks> known = found_ == nullptr || repeat ? std::nullopt : found_->take(rules_[rule]);
    Blocks out = known ? std::move(*known) : blocks(rule);
    statistics_[rule] = out.statistics;
    statistics_[rule].share = share_of(out.statistics, most_pairs);
    context_->progress().begin(phase_, out.statistics.pairs);
    return out;
}

bool Candidates::known_at_all(Record a, Record b) const noexcept {
    const auto together = [&](const Vec<std::uint32_t>& tags) { return tags[a] != 0 && tags[a] == tags[b]; };
    return known_before(keys_.rules(), a, b) || std::any_of(sub_tags_.begin(), sub_tags_.end(), together);
}

void Candidates::remember(std::size_t rule, const Runs& blocks) {
    context_->parallel_for(blocks.size(), kBlocksPerTurn, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; i++)
            for (const Record r : blocks.run(i)) tags_.put(r, tag_place_[rule], i);
    });
}

template <class Body>
void Candidates::each_pair(std::span<const Record> members, const Body& body) const {
    for (std::size_t i = 0; i < members.size(); i++)
        for (std::size_t j = i + 1; j < members.size(); j++)
            if (wanted(members[i], members[j])) body(members[i], members[j]);
}

// Returns how many pairs were not known.
template <class Known>
std::uint64_t Candidates::pairs_of(std::size_t rule, const Runs& blocks, bool repeat, const Known& known,
                                   const Batch& batch) {
    const double share = statistics_[rule].share;
    const auto starts = chunk_starts(blocks);
    std::atomic<std::uint64_t> added{0};
    context_->parallel_for(starts.size() - 1, 1, [&](std::size_t chunk, std::size_t, unsigned worker) {
        std::array<Pair, kBatch> pairs;
        std::array<unsigned char, kBatch> seen;
        std::size_t filled = 0;
        std::uint64_t fresh = 0, visited = 0;
        const auto flush = [&] {
            context_->check();
            batch(rule, {pairs.data(), filled}, {seen.data(), filled}, worker);
            context_->progress().done.fetch_add(std::exchange(visited, 0), std::memory_order_relaxed);
            filled = 0;
        };
        for (std::size_t block = starts[chunk]; block < starts[chunk + 1]; block++) {
            if (share < 1 && !in_share(blocks.keys[block], share)) continue;
            const auto members = blocks.run(block);
            visited += pairs_in(members.size());
            each_pair(members, [&](Record a, Record b) {
                const bool old = known(a, b);
                fresh += old ? 0 : 1;
                if (old && !repeat) return;
                pairs[filled] = {a, b};
                seen[filled] = old ? 1 : 0;
                if (++filled == kBatch) flush();
            });
        }
        flush();
        added.fetch_add(fresh, std::memory_order_relaxed);
    });
    return added.load();
}

void Candidates::split_blocks(std::size_t rule, const Runs& oversized, std::size_t from, const Batch& batch) {
    RuleStatistics& s = statistics_[rule];
    for (std::size_t i = from; i < splits_[rule].size(); i++) {
        const Values& values = table_->attributes[static_cast<std::size_t>(splits_[rule][i])];
        const Pieces pieces = split(oversized, values, i, limit_.of_parts(), *context_);
        const auto known = [&](Record a, Record b) { return known_at_all(a, b); };
        const std::uint64_t added = pairs_of(rule, pieces.within, false, known, batch);
        s.added += added;
        s.sub_pairs += added;
        s.sub_blocks += pieces.within.size();
        s.skipped_pairs -= static_cast<double>(added);
        auto& tags = sub_tags_.emplace_back(table_->size(), 0, table_->raw->memory());
        for (std::size_t block = 0; block < pieces.within.size(); block++)
            for (const Record r : pieces.within.run(block)) tags[r] = static_cast<std::uint32_t>(block + 1);
        if (pieces.oversized.size() > 0) split_blocks(rule, pieces.oversized, i + 1, batch);
    }
}

// A pair may share several keys of an exploding rule, so these pairs are gathered and made unique first.
void Candidates::exploding_rules(bool repeat, double most_pairs, const Batch& batch) {
    for (std::size_t rule = 0; rule < keys_.rules(); rule++) {
        if (!keys_.explodes(rule)) continue;
        const Blocks found = found_blocks(rule, repeat, most_pairs);
        const double share = statistics_[rule].share;
        Vec<Pair> pairs(table_->raw->memory());
        for (std::size_t block = 0; block < found.within.size(); block++) {
            if (!in_share(found.within.keys[block], share)) continue;
            each_pair(found.within.run(block), [&](Record a, Record b) {
                if (!known_at_all(a, b)) pairs.push_back({a, b});
            });
            context_->check();
        }
        give_new(rule, std::move(pairs), batch);
    }
}

// Gives the pairs that no rule before gathered, and remembers them.
void Candidates::give_new(std::size_t rule, Vec<Pair> pairs, const Batch& batch) {
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    const auto old = [&](const Pair& p) { return std::binary_search(gathered_.begin(), gathered_.end(), p); };
    pairs.erase(std::remove_if(pairs.begin(), pairs.end(), old), pairs.end());
    statistics_[rule].added = pairs.size();
    context_->parallel_for(pairs.size(), kBatch, [&](std::size_t begin, std::size_t end, unsigned worker) {
        const std::array<unsigned char, kBatch> seen{};
        batch(rule, {pairs.data() + begin, end - begin}, {seen.data(), end - begin}, worker);
        context_->progress().done.fetch_add(end - begin, std::memory_order_relaxed);
    });
    const auto middle = static_cast<std::ptrdiff_t>(gathered_.size());
    gathered_.insert(gathered_.end(), pairs.begin(), pairs.end());
    std::inplace_merge(gathered_.begin(), gathered_.begin() + middle, gathered_.end());
}

void Candidates::neighbours(std::size_t rule, const score::Neighbourhood& neighbourhood, const Batch& batch) {
    context_->progress().begin("finding blocks", 0);
    const Vec<Record> sorted = sort_by_keys(*table_, neighbourhood.keys, *context_);
    RuleStatistics& s = statistics_[rule] = {};
    Vec<Pair> pairs(table_->raw->memory());
    for (std::size_t i = 0; i < sorted.size(); i++) {
        if (i % kBatch == 0) context_->check();
        const std::size_t end = std::min(i + neighbourhood.window, sorted.size());
        for (std::size_t j = i + 1; j < end; j++) {
            const Pair p{std::min(sorted[i], sorted[j]), std::max(sorted[i], sorted[j])};
            if (!wanted(p.a, p.b)) continue;
            s.pairs++;
            if (!known_at_all(p.a, p.b)) pairs.push_back(p);
        }
    }
    if (sorted.size() > 1) {
        s.blocks = 1;
        s.largest = std::min(neighbourhood.window, sorted.size());
        s.largest_example = sorted[0];
    }
    context_->progress().begin(phase_, pairs.size());
    give_new(rule, std::move(pairs), batch);
}

void Candidates::each(const char* phase, bool repeat, double most_pairs, const Batch& batch) {
    phase_ = phase;
    tags_.clear();
    sub_tags_.clear();
    gathered_.clear();
    std::vector<Runs> oversized;
    for (std::size_t rule = 0; rule < keys_.rules(); rule++) {
        oversized.emplace_back(table_->raw->memory());
        splits_[rule].clear();
        if (keys_.explodes(rule)) continue;
        Blocks found = found_blocks(rule, repeat, most_pairs);
        const auto known = [&](Record a, Record b) { return known_before(rule, a, b); };
        statistics_[rule].added = pairs_of(rule, found.within, repeat, known, batch);
        remember(rule, found.within);
        if (repeat && found_ != nullptr)
            found_->keep(rules_[rule], std::move(found));
        else
            oversized.back() = std::move(found.oversized);
        for (Key& key : oversized.back().keys) key = block_key(rule, key);
    }
    for (std::size_t rule = 0; rule < keys_.rules() && !repeat; rule++) {
        if (oversized[rule].size() == 0) continue;
        splits_[rule] = model_->frozen ? model_->frozen->splits[rule]
                                       : splitting_attributes(*table_, *model_, rules_[rule], oversized[rule]);
        split_blocks(rule, oversized[rule], 0, batch);
    }
    exploding_rules(repeat, most_pairs, batch);
    for (std::size_t i = 0; i < neighbourhoods_.size(); i++) neighbours(keys_.rules() + i, neighbourhoods_[i], batch);
    Vec<Pair>(table_->raw->memory()).swap(gathered_);
}

}  // namespace cdp::link
