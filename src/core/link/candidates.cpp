// SPDX-License-Identifier: PostgreSQL
#include "core/link/candidates.hpp"

#include <algorithm>
#include <array>
#include <atomic>

namespace cdp::link {

namespace {

constexpr std::size_t kBatch = 4096;
constexpr std::uint64_t kPairsPerChunk = 32768;

struct Entry {
    Key key;
    Record record;
    auto operator<=>(const Entry&) const = default;
};

std::uint64_t pairs_in(std::uint64_t n) noexcept { return n * (n - 1) / 2; }

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
    Vec<Entry> entries(table_->raw->memory());
    const auto n = static_cast<Record>(table_->size());
    if (keys_.explodes(rule)) {
        for (Record r = 0; r < n; r++) keys_.each(rule, r, [&](Key key) { entries.push_back({key, r}); });
    } else {
        entries.reserve(n);
        for (Record r = 0; r < n; r++)
            if (const Key key = keys_.of(rule, r); key != 0) entries.push_back({key, r});
    }
    context_->check();
    std::sort(entries.begin(), entries.end());
    context_->check();

    Blocks out(table_->raw->memory());
    for (std::size_t begin = 0, end; begin < entries.size(); begin = end) {
        for (end = begin + 1; end < entries.size() && entries[end].key == entries[begin].key;) end++;
        const std::size_t size = end - begin;
        if (size < 2) continue;
        if (size > out.statistics.largest) {
            out.statistics.largest = size;
            out.statistics.largest_example = entries[begin].record;
        }
        if (size > max_block_) {
            out.statistics.oversized_blocks++;
            out.statistics.oversized_records += size;
            out.statistics.skipped_pairs += static_cast<double>(pairs_in(size));
            continue;
        }
        out.statistics.blocks++;
        out.statistics.pairs += pairs_in(size);
        for (std::size_t i = begin; i < end; i++) out.members.push_back(entries[i].record);
        out.ends.push_back(static_cast<std::uint32_t>(out.members.size()));
        out.keys.push_back(entries[begin].key);
    }
    return out;
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
    std::size_t begin = 0;
    for (std::size_t i = 0; i < blocks.ends.size(); i++) {
        for (; begin < blocks.ends[i]; begin++)
            tags_[blocks.members[begin] * tag_width_ + place] = tag_of(blocks.keys[i]);
    }
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
    std::vector<std::size_t> simple;
    for (std::size_t rule = 0; rule < keys_.rules(); rule++)
        if (!keys_.explodes(rule)) simple.push_back(rule);
    std::fill(tags_.begin(), tags_.end(), 0u);
    // why: blocks of as many rules as there are threads are made side by side, then gone through one by one.
    for (std::size_t at = 0; at < simple.size(); at += context_->threads()) {
        const std::size_t n = std::min<std::size_t>(context_->threads(), simple.size() - at);
        std::vector<Blocks> made;
        for (std::size_t i = 0; i < n; i++) made.emplace_back(table_->raw->memory());
        context_->parallel_for(n, 1, [&](std::size_t i, std::size_t, unsigned) { made[i] = blocks(simple[at + i]); });
        for (std::size_t i = 0; i < n; i++) {
            const std::size_t rule = simple[at + i];
            statistics_[rule] = made[i].statistics;
            statistics_[rule].share = share_of(made[i].statistics, most_pairs);
            pairs_of(rule, made[i], repeat, batch);
            remember(rule, made[i]);
        }
    }
    exploding_rules(most_pairs, batch);
}

}  // namespace cdp::link
