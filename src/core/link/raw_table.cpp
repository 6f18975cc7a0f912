// SPDX-License-Identifier: PostgreSQL
#include "core/link/raw_table.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/error.hpp"
#include "core/text/utf8.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kMaxRecords = 0xFFFFFFF0u;

template <class T>
void permute(Vec<T>& values, const Vec<Record>& order) {
    Vec<T> sorted(values.get_allocator());
    sorted.reserve(values.size());
    for (const Record r : order) sorted.push_back(values[r]);
    values.swap(sorted);
}

std::string describe(std::string_view source, std::string_view id) {
    std::string out = "\"" + std::string(text::head_of(id, 100)) + "\"";
    if (!source.empty()) out += " of source \"" + std::string(text::head_of(source, 100)) + "\"";
    return out;
}

}  // namespace

void RawTable::add_column(std::string name, std::string type) {
    columns_.push_back(std::make_unique<RawColumn>(std::move(name), std::move(type), memory_));
}

void RawTable::add_row(std::optional<std::string_view> source, std::optional<std::string_view> id,
                       std::span<const std::optional<std::string_view>> cells) {
    if (!id)
        throw Error(ErrorCode::kNullKey, "the id of a record is null",
                    "It is row " + std::to_string(size() + 1) + " of the query.",
                    "The first column of the query is the id: make it a key, or leave such rows out.");
    if (size() >= kMaxRecords) throw Error(ErrorCode::kLimitExceeded, "too many records in one query");
    source_codes_.push_back(source ? sources_.intern(*source) : kMissing);
    id_views_.push_back(ids_.keep(*id));
    for (std::size_t i = 0; i < columns_.size(); i++) {
        RawColumn& column = *columns_[i];
        column.codes.push_back(cells[i] ? column.values.intern(*cells[i]) : kMissing);
    }
}

void RawTable::finish(const CancelToken& token) {
    // why: sources are few, so their byte order is turned into ranks once.
    std::vector<Code> by_name(sources_.size());
    std::iota(by_name.begin(), by_name.end(), 1u);
    std::sort(by_name.begin(), by_name.end(), [&](Code a, Code b) { return sources_[a] < sources_[b]; });
    std::vector<Code> rank(sources_.size() + 1, 0);
    for (std::size_t i = 0; i < by_name.size(); i++) rank[by_name[i]] = static_cast<Code>(i + 1);

    token.check();
    Vec<Record> order(size(), 0, memory_);
    std::iota(order.begin(), order.end(), 0u);
    const auto before = [&](Record a, Record b) {
        const Code left = rank[source_codes_[a]], right = rank[source_codes_[b]];
        return left != right ? left < right : id_views_[a] < id_views_[b];
    };
    if (!std::is_sorted(order.begin(), order.end(), before)) std::sort(order.begin(), order.end(), before);
    token.check();
    for (std::size_t i = 1; i < order.size(); i++)
        if (!before(order[i - 1], order[i]))
            throw Error(ErrorCode::kDuplicateKey, "an id is there more than once",
                        "It is " + describe(source(order[i]), id(order[i])) + ".",
                        "The first column of the query is the id; with a column \"source\", ids are unique per "
                        "source.");
    permute(source_codes_, order);
    permute(id_views_, order);
    for (auto& column : columns_) permute(column->codes, order);
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
