// SPDX-License-Identifier: PostgreSQL
#include "core/link/column_sampler.hpp"

#include <algorithm>
#include <iterator>

#include "core/base/hash.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kSampledValues = 2000;
constexpr std::size_t kSampledRows = 1000;
constexpr std::size_t kLongestKept = 400;  // bytes of a value; profiles and overlaps look at no more

// A prefix that ends between characters.
std::string_view clip(std::string_view s) noexcept {
    if (s.size() <= kLongestKept) return s;
    std::size_t end = kLongestKept;
    while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0) == 0x80) end--;
    return s.substr(0, end);
}

}  // namespace

bool HashSet::put(std::uint64_t hash) noexcept {
    const std::uint64_t mask = slots_.size() - 1;
    std::uint64_t at = hash & mask;
    while (slots_[at] != 0) {
        if (slots_[at] == hash) return false;
        at = (at + 1) & mask;
    }
    slots_[at] = hash;
    return true;
}

void HashSet::insert(std::uint64_t hash) {
    if (hash == 0) hash = 1;
    if ((size_ + 1) * 4 > slots_.size() * 3) {
        Vec<std::uint64_t> old(std::max<std::size_t>(64, slots_.size() * 2), 0, slots_.get_allocator());
        old.swap(slots_);
        for (const std::uint64_t h : old)
            if (h != 0) put(h);
    }
    if (put(hash)) size_++;
}

void ColumnSampler::add_column(std::string_view name, std::string_view type) {
    columns_.push_back(Column{std::string(name), std::string(type), HashSet(&memory_), 0, {}});
}

void ColumnSampler::add_cell(Column& column, std::string_view cell, std::uint64_t hash) {
    column.distinct.insert(hash);
    auto& sample = column.sample;
    if (const auto it = sample.find(hash); it != sample.end()) {
        it->second.count++;
    } else if (sample.size() < kSampledValues || hash < sample.rbegin()->first) {
        sample.emplace(hash, Value{std::string(clip(cell)), 1});
        if (sample.size() > kSampledValues) sample.erase(std::prev(sample.end()));
    }
}

void ColumnSampler::keep_row(std::span<const std::string_view> cells, std::uint64_t hash) {
    if (kept_rows_.size() >= kSampledRows && hash >= kept_rows_.rbegin()->first) return;
    std::vector<std::string> row;
    for (const auto cell : cells) row.emplace_back(clip(cell));
    kept_rows_.emplace(hash, std::move(row));
    if (kept_rows_.size() > kSampledRows) kept_rows_.erase(std::prev(kept_rows_.end()));
}

bool ColumnSampler::add_row(std::span<const std::string_view> cells) {
    std::uint64_t row_hash = 0;
    for (std::size_t c = 0; c < columns_.size(); c++) {
        if (cells[c].empty()) {
            columns_[c].nulls++;
            row_hash = combine64(row_hash, 0);
            continue;
        }
        const std::uint64_t hash = hash_bytes(cells[c]);
        add_cell(columns_[c], cells[c], hash);
        row_hash = combine64(row_hash, hash);
    }
    keep_row(cells, row_hash);
    rows_++;
    return rows_ < kMaxRows && rows_ * columns_.size() < kMaxCells;
}

const std::vector<KindGuess>& ColumnSampler::finish(const CancelToken& cancel) {
    std::vector<ColumnProfile> profiles;
    for (const Column& column : columns_) {
        cancel.check();
        std::vector<ColumnValue> sample;
        for (const auto& [hash, value] : column.sample) sample.push_back({value.text, value.count});
        profiles.push_back(
            profile_column(column.name, column.type, rows_, column.nulls, column.distinct.size(), sample));
    }
    std::vector<std::vector<std::string_view>> rows;
    for (const auto& [hash, row] : kept_rows_) rows.emplace_back(row.begin(), row.end());
    guesses_ = guess_kinds(profiles, measure_overlaps(rows, cancel));
    return guesses_;
}

}  // namespace cdp::link
