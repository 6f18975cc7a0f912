// SPDX-License-Identifier: PostgreSQL
#include "core/link/candidates.hpp"

#include <algorithm>
#include <array>
#include <atomic>

namespace cdp::link {

namespace {

constexpr std::size_t kBatch = 4096;
constexpr std::uint64_t kPairsPerChunk = 32768;
constexpr std::size_t kBlocksPerTurn = 8192;

std::uint32_t tag_of(Key key) noexcept {
    const auto tag = static_cast<std::uint32_t>(key);
    return tag == 0 ? 1 : tag;
}

bool in_share(Key key, double share) noexcept {
    return share >= 1 || static_cast<double>(mix64(key)) < share * 18446744073709551616.0;
}

double share_of(const RuleStatistics& rule, double most_pairs) noexcept {
    const auto pairs = static_cast<double>(rule.pairs);
    return pairs <= most_pairs ? 1 : most_pairs / pairs;
}

// First blocks of runs of blocks that hold some tens of thousands of pairs.
std::vector<std::size_t> chunk_starts(const Blocks& blocks) {
    std::vector<std::size_t> starts;
    std::uint64_t pairs = kPairsPerChunk;
    for (std::size_t i = 0; i < blocks.ends.size(); i++) {
        if (pairs >= kPairsPerChunk) {
            starts.push_back(i);
            pairs = 0;
        }
        pairs += pairs_in(blocks.ends[i] - (i == 0 ? 0 : blocks.ends[i - 1]));
    }
    starts.push_back(blocks.ends.size());
    return starts;
}

}  // namespace

Candidates::Candidates(const Table& table, const score::Model& model, std::span<const score::BlockingRule> rules,
                       std::size_t max_block, JobContext& context)
    : table_(&table), context_(&context), keys_(table, rules, context), max_block_(max_block),
      between_sources_(model.link_type == score::LinkType::kLink), tags_(table.raw->memory()),
      statistics_(rules.size()) {
    for (std::size_t r = 0; r < rules.size(); r++)
        tag_place_.push_back(keys_.explodes(r) ? -1 : static_cast<int>(tag_width_++));
    tags_.resize(table.size() * tag_width_, 0);
}

Blocks Candidates::blocks(std::size_t rule) const {
    return make_blocks(keys_, rule, table_->size(), max_block_, table_->raw->memory(), *context_);
}

bool Candidates::known_before(std::size_t rule, Record a, Record b) const noexcept {
    const std::uint32_t* x = tags_.data() + a * tag_width_;
    const std::uint32_t* y = tags_.data() + b * tag_width_;
    for (std::size_t r = 0; r < rule; r++) {
        const int place = tag_place_[r];
        if (place < 0 || x[place] == 0 || x[place] != y[place]) continue;
        if (keys_.of(r, a) == keys_.of(r, b)) return true;
    }
    return false;
}

void Candidates::remember(std::size_t rule, const Blocks& blocks) {
    const auto place = static_cast<std::size_t>(tag_place_[rule]);
    context_->parallel_for(blocks.size(), kBlocksPerTurn, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; i++)
            for (const Record r : blocks.block(i)) tags_[r * tag_width_ + place] = tag_of(blocks.keys[i]);
    });
}

void Candidates::pairs_of(std::size_t rule, const Blocks& blocks, bool repeat, const Batch& batch) {
    const double share = statistics_[rule].share;
    const auto starts = chunk_starts(blocks);
    std::atomic<std::uint64_t> added{0};
    context_->parallel_for(starts.size() - 1, 1, [&](std::size_t chunk, std::size_t, unsigned worker) {
        std::array<Pair, kBatch> pairs;
        std::array<unsigned char, kBatch> seen;
        std::size_t filled = 0;
        std::uint64_t fresh = 0;
        const auto flush = [&] {
            context_->check();
            batch(rule, {pairs.data(), filled}, {seen.data(), filled}, worker);
            context_->progress().done.fetch_add(filled, std::memory_order_relaxed);
            filled = 0;
        };
        for (std::size_t block = starts[chunk]; block < starts[chunk + 1]; block++) {
            if (!in_share(blocks.keys[block], share)) continue;
            const Record* begin = blocks.members.data() + (block == 0 ? 0 : blocks.ends[block - 1]);
            const Record* end = blocks.members.data() + blocks.ends[block];
            for (const Record* a = begin; a != end; a++)
                for (const Record* b = a + 1; b != end; b++) {
                    if (!wanted(*a, *b)) continue;
                    const bool known = known_before(rule, *a, *b);
                    fresh += known ? 0 : 1;
                    if (known && !repeat) continue;
                    pairs[filled] = {*a, *b};
                    seen[filled] = known ? 1 : 0;
                    if (++filled == kBatch) flush();
                }
        }
        flush();
        added.fetch_add(fresh, std::memory_order_relaxed);
    });
    statistics_[rule].added = added.load();
}

// A pair may share several keys of an exploding rule, so these pairs are gathered and made unique first.
void Candidates::exploding_rules(double most_pairs, const Batch& batch) {
    Vec<Pair> known(table_->raw->memory());
    for (std::size_t rule = 0; rule < keys_.rules(); rule++) {
        if (!keys_.explodes(rule)) continue;
        const Blocks found = blocks(rule);
        statistics_[rule] = found.statistics;
        const double share = statistics_[rule].share = share_of(found.statistics, most_pairs);
        Vec<Pair> pairs(table_->raw->memory());
        for (std::size_t block = 0; block < found.ends.size(); block++) {
            if (!in_share(found.keys[block], share)) continue;
            const std::size_t begin = block == 0 ? 0 : found.ends[block - 1], end = found.ends[block];
            for (std::size_t i = begin; i < end; i++)
                for (std::size_t j = i + 1; j < end; j++) {
                    const Record a = found.members[i], b = found.members[j];
                    if (wanted(a, b) && !known_before(keys_.rules(), a, b)) pairs.push_back({a, b});
                }
            context_->check();
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        const auto old = [&](const Pair& p) { return std::binary_search(known.begin(), known.end(), p); };
        pairs.erase(std::remove_if(pairs.begin(), pairs.end(), old), pairs.end());
        statistics_[rule].added = pairs.size();
        context_->parallel_for(pairs.size(), kBatch, [&](std::size_t begin, std::size_t end, unsigned worker) {
            const std::array<unsigned char, kBatch> seen{};
            batch(rule, {pairs.data() + begin, end - begin}, {seen.data(), end - begin}, worker);
            context_->progress().done.fetch_add(end - begin, std::memory_order_relaxed);
        });
        const auto middle = static_cast<std::ptrdiff_t>(known.size());
        known.insert(known.end(), pairs.begin(), pairs.end());
        std::inplace_merge(known.begin(), known.begin() + middle, known.end());
    }
}

void Candidates::each(bool repeat, double most_pairs, const Batch& batch) {
    std::fill(tags_.begin(), tags_.end(), 0u);
    for (std::size_t rule = 0; rule < keys_.rules(); rule++) {
        if (keys_.explodes(rule)) continue;
        const Blocks found = blocks(rule);
        statistics_[rule] = found.statistics;
        statistics_[rule].share = share_of(found.statistics, most_pairs);
        pairs_of(rule, found, repeat, batch);
        remember(rule, found);
    }
    exploding_rules(most_pairs, batch);
}

}  // namespace cdp::link
