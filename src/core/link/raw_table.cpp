// SPDX-License-Identifier: PostgreSQL
#include "core/link/raw_table.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "core/base/error.hpp"
#include "core/base/parallel_sort.hpp"
#include "core/text/utf8.hpp"

namespace cdp::link {

// Where a record stands in the order, as far as one word of its id tells.
struct RawTable::Place {
    std::uint64_t head;  // of the id, behind what all ids of its source begin with
    Code source;         // by rank
    Record record;       // in order of arrival
};

namespace {

constexpr std::size_t kMaxRecords = 0xFFFFFFF0u;
constexpr std::size_t kPerChunk = std::size_t{1} << 15;

std::string describe(std::string_view source, std::string_view id) {
    std::string out = "\"" + std::string(text::head_of(id, 100)) + "\"";
    if (!source.empty()) out += " of source \"" + std::string(text::head_of(source, 100)) + "\"";
    return out;
}

// The rank of each source in byte order, by code; 0 for none.
Vec<Code> ranks_of(const Interner& sources, std::pmr::memory_resource* memory) {
    Vec<Code> by_name(sources.size(), memory);
    std::iota(by_name.begin(), by_name.end(), 1u);
    std::sort(by_name.begin(), by_name.end(), [&](Code a, Code b) { return sources[a] < sources[b]; });
    Vec<Code> rank(sources.size() + 1, 0, memory);
    for (std::size_t i = 0; i < by_name.size(); i++) rank[by_name[i]] = static_cast<Code>(i + 1);
    return rank;
}

std::size_t common_length(std::string_view a, std::string_view b) noexcept {
    const std::size_t n = std::min(a.size(), b.size());
    std::size_t i = 0;
    while (i < n && a[i] == b[i]) i++;
    return i;
}

// Eight bytes of `id` from `at`, which order as the strings do until they differ behind them.
std::uint64_t head_of(std::string_view id, std::size_t at) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, id.data() + at, std::min<std::size_t>(id.size() - at, sizeof word));
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    return word;
}

template <class T>
void permute(Vec<T>& values, std::span<const Record> order, JobContext& context) {
    Vec<T> sorted(values.size(), values.get_allocator());
    context.parallel_for(values.size(), kPerChunk, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; i++) sorted[i] = values[order[i]];
    });
    values.swap(sorted);
}

}  // namespace

void refuse_null_id(std::size_t row) {
    throw Error(ErrorCode::kNullKey, "the id of a record is null", "It is row " + std::to_string(row) + " of the query.",
                "The first column of the query is the id: make it a key, or leave such rows out.");
}

void RawTable::add_column(std::string name, std::string type) {
    columns_.push_back(std::make_unique<RawColumn>(std::move(name), std::move(type), memory_));
}

void RawTable::add_row(std::optional<std::string_view> source, std::optional<std::string_view> id,
                       std::span<const std::optional<std::string_view>> cells) {
    const auto view = [](const std::optional<std::string_view>& cell) {
        return !cell ? std::string_view() : cell->empty() ? std::string_view("", 0) : *cell;
    };
    if (!id) refuse_null_id(size() + 1);
    const std::string_view from = view(source), key = view(id);
    add_ids({&key, 1});
    add_sources({&from, 1});
    for (std::size_t i = 0; i < columns_.size(); i++) {
        const std::string_view cell = view(cells[i]);
        add_cells(i, {&cell, 1});
    }
}

void RawTable::add_ids(std::span<const std::string_view> ids) {
    if (size() + ids.size() > kMaxRecords) throw Error(ErrorCode::kLimitExceeded, "too many records in one query");
    for (const auto id : ids) id_views_.push_back(ids_.keep(id));
}

void RawTable::add_sources(std::span<const std::string_view> sources) {
    const std::size_t before = source_codes_.size();
    source_codes_.resize(before + sources.size());
    sources_.intern(sources, source_codes_.data() + before);
}

void RawTable::add_cells(std::size_t column, std::span<const std::string_view> cells) {
    RawColumn& to = *columns_[column];
    const std::size_t before = to.codes.size();
    to.codes.resize(before + cells.size());
    to.values.intern(cells, to.codes.data() + before);
}

void RawTable::keep_columns(const std::function<bool(std::string_view name)>& wanted) {
    std::erase_if(columns_, [&](const auto& column) { return !wanted(column->name); });
}

void RawTable::forget_codes() noexcept {
    for (const auto& column : columns_) Vec<Code>(memory_).swap(column->codes);
}

void RawTable::finish(JobContext& context) {
    const Vec<Code> rank = ranks_of(sources_, memory_);
    Vec<std::size_t> common(rank.size(), std::string_view::npos, memory_);
    Vec<std::string_view> first(rank.size(), memory_);
    for (std::size_t i = 0; i < size(); i++) {
        const Code source = rank[source_codes_[i]];
        if (common[source] == std::string_view::npos) {
            first[source] = id_views_[i];
            common[source] = id_views_[i].size();
        }
        common[source] = std::min(common[source], common_length(first[source].substr(0, common[source]), id_views_[i]));
        if (i % kPerChunk == 0) context.check();
    }
    Vec<Place> places(size(), memory_);
    context.parallel_for(size(), kPerChunk, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; i++) {
            const Code source = rank[source_codes_[i]];
            places[i] = {head_of(id_views_[i], common[source]), source, static_cast<Record>(i)};
        }
    });
    context.check();
    parallel_sort(places, context, [&](const Place& a, const Place& b) {
        if (a.source != b.source) return a.source < b.source;
        return a.head != b.head ? a.head < b.head : id_views_[a.record] < id_views_[b.record];
    });
    put_in_order(places, context);
}

void RawTable::put_in_order(const Vec<Place>& places, JobContext& context) {
    arrival_.resize(places.size());
    context.parallel_for(places.size(), kPerChunk, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; i++) arrival_[i] = places[i].record;
    });
    permute(source_codes_, arrival_, context);
    permute(id_views_, arrival_, context);
    context.parallel_for(places.size(), kPerChunk, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = std::max<std::size_t>(begin, 1); i < end; i++)
            if (places[i - 1].head == places[i].head && source_codes_[i - 1] == source_codes_[i] && id(i - 1) == id(i))
                throw Error(ErrorCode::kDuplicateKey, "an id is there more than once",
                            "It is " + describe(source(static_cast<Record>(i)), id(static_cast<Record>(i))) + ".",
                            "The first column of the query is the id; with a column \"source\", ids are unique per "
                            "source.");
    });
}

std::optional<Record> RawTable::find(std::optional<std::string_view> source, std::string_view id) const {
    // Records without a source come first, then sources in byte order.
    const auto before = [&](Record r) {
        const bool has = source_codes_[r] != kMissing;
        if (has != source.has_value()) return !has;
        if (has && this->source(r) != *source) return this->source(r) < *source;
        return this->id(r) < id;
    };
    Record low = 0, high = static_cast<Record>(size());
    while (low < high) {
        const Record middle = low + (high - low) / 2;
        if (before(middle))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == size() || this->id(low) != id) return std::nullopt;
    const bool same_source = source ? source_codes_[low] != kMissing && this->source(low) == *source : source_codes_[low] == kMissing;
    return same_source ? std::optional(low) : std::nullopt;
}

}  // namespace cdp::link
