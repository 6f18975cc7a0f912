// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/decisions.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/cluster/union_find.hpp"
#include "core/text/utf8.hpp"

namespace cdp::cluster {

using link::Code;
using link::RawTable;
using link::Record;

namespace {

constexpr std::uint64_t kPollEvery = 4096;

int column_of(std::string_view name, std::size_t columns, const char* const* names) {
    for (std::size_t i = 0; i < columns; i++)
        if (name == names[i]) return static_cast<int>(i);
    return -1;
}

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorCode::kInvalidArgument, "decisions: " + what, {},
                "Give a SELECT of left_id, right_id and verdict (must_link or cannot_link, or a boolean: the same), with "
                "left_source and right_source where records have sources.");
}

std::string shown(std::string_view text) { return "\"" + std::string(text::head_of(text, 100)) + "\""; }

std::string describe(const RawTable& table, Record r) {
    return shown(table.id(r)) + (table.source(r).empty() ? "" : " of source " + shown(table.source(r)));
}

void sort_unique(Vec<RecordPair>& pairs) {
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

}  // namespace

void Decisions::begin(std::size_t columns, const char* const* names, const char* const* types) {
    const auto need = [&](const char* name) {
        const int column = column_of(name, columns, names);
        if (column < 0) refuse("the query has no column \"" + std::string(name) + "\"");
        return column;
    };
    left_id_ = need("left_id");
    right_id_ = need("right_id");
    verdict_ = need("verdict");
    left_source_ = column_of("left_source", columns, names);
    right_source_ = column_of("right_source", columns, names);
    if ((left_source_ < 0) != (right_source_ < 0)) refuse("one of left_source and right_source is missing");
    is_boolean_ = std::string_view(types[verdict_]) == "boolean";
}

Code Decisions::key(const std::optional<std::string_view>* cells, int source, int id) {
    if (!cells[id])
        throw Error(ErrorCode::kNullKey, "decisions: the id of a record is null",
                    "It is row " + std::to_string(rows_) + " of the query.", "Leave out rows that do not name two records.");
    const bool has_source = source >= 0 && cells[source];
    has_sources_ = has_sources_ || has_source;
    key_ = has_source ? "s" + std::string(*cells[source]) : "-";
    key_ += '\0';
    key_ += *cells[id];
    return ids_.intern(key_);
}

bool Decisions::row(const std::optional<std::string_view>* cells) {
    rows_++;
    if (!cells[verdict_])
        throw Error(ErrorCode::kNullKey, "decisions: a verdict is null", "It is row " + std::to_string(rows_) + " of the query.",
                    "Leave out pairs that nobody decided.");
    const std::string_view verdict = *cells[verdict_];
    const bool same = is_boolean_ ? verdict == "t" : verdict == "must_link";
    if (!is_boolean_ && !same && verdict != "cannot_link") refuse("unknown verdict " + shown(verdict));
    const Code a = key(cells, left_source_, left_id_), b = key(cells, right_source_, right_id_);
    given_.push_back({a, b, same});
    return true;
}

void Decisions::resolve(const RawTable& table, const CancelToken& token) {
    if (!given_.empty() && table.size() > 0 && has_sources_ != table.has_sources())
        throw Error(ErrorCode::kInvalidArgument,
                    has_sources_ ? "decisions: they give the sources of records, and the query does not"
                                 : "decisions: they do not give the sources of records, and the query does",
                    {}, "Records are known by source and id: give both queries the sources, or neither.");
    constexpr Record kAbsent = ~Record{0};
    Vec<Record> record(ids_.size() + 1, kAbsent, given_.get_allocator());
    for (Code code = 1; code <= ids_.size(); code++) {
        if (code % kPollEvery == 0) token.check();
        const std::string_view key = ids_[code];
        // The length of the source is not kept: neither it nor the id of a text value holds a zero byte.
        const std::size_t end = key.find('\0');
        const auto source = key[0] == 's' ? std::optional(key.substr(1, end - 1)) : std::nullopt;
        if (const auto found = table.find(source, key.substr(end + 1))) record[code] = *found;
    }
    must_.clear();
    cannot_.clear();
    for (const Given& g : given_) {
        const Record a = record[g.a], b = record[g.b];
        if (a == kAbsent || b == kAbsent || (a == b && g.same)) continue;
        (g.same ? must_ : cannot_).push_back({std::min(a, b), std::max(a, b)});
    }
    sort_unique(must_);
    token.check();
    sort_unique(cannot_);
    check(table);
}

void Decisions::check(const RawTable& table) const {
    if (cannot_.empty()) return;
    UnionFind same(table.size(), given_.get_allocator().resource());
    for (const auto& [a, b] : must_) same.unite(a, b);
    for (const auto& [a, b] : cannot_)
        if (same.find(a) == same.find(b))
            throw Error(ErrorCode::kInvalidArgument, "decisions contradict one another",
                        "A cannot_link keeps " + describe(table, a) + " and " + describe(table, b) +
                            (a == b ? " apart, which are one record." : " apart, and must_links join them."),
                        "Take one of them back.");
}

}  // namespace cdp::cluster
