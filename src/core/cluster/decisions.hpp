// SPDX-License-Identifier: PostgreSQL
// What people decided about pairs of records: these two are the same, those two are not. Read from a query, then turned
// into records of a table; decisions about records that are not there wait for better times.
#pragma once

#include <optional>

#include "core/base/cancel.hpp"
#include "core/link/interner.hpp"
#include "core/link/raw_table.hpp"

namespace cdp::cluster {

struct RecordPair {
    link::Record a, b;  // a < b
    auto operator<=>(const RecordPair&) const = default;
};

class Decisions {
public:
    explicit Decisions(std::pmr::memory_resource* memory) : ids_(memory), given_(memory), must_(memory), cannot_(memory) {}

    // The rows of a query with the columns left_id, right_id and verdict; left_source and right_source where records have
    // sources. The verdict is "must_link" or "cannot_link", or a boolean: whether they are the same. Throws
    // Error(kInvalidArgument) for other columns and verdicts, Error(kNullKey) for a null id or verdict.
    void begin(std::size_t columns, const char* const* names, const char* const* types);
    bool row(const std::optional<std::string_view>* cells);

    // Looks the records up in the finished table. Throws Error(kInvalidArgument) for must-links that join what a
    // cannot-link keeps apart, and when either only the decisions or only the records have sources.
    void resolve(const link::RawTable& table, const CancelToken& token);

    // In order, each pair once.
    const Vec<RecordPair>& must() const noexcept { return must_; }
    const Vec<RecordPair>& cannot() const noexcept { return cannot_; }

private:
    struct Given {
        link::Code a, b;
        bool same;
    };
    link::Code key(const std::optional<std::string_view>* cells, int source, int id);
    void check(const link::RawTable& table) const;

    int left_source_ = -1, right_source_ = -1, left_id_ = -1, right_id_ = -1, verdict_ = -1;
    bool is_boolean_ = false, has_sources_ = false;
    std::uint64_t rows_ = 0;
    std::string key_;
    link::Interner ids_;  // "s" and the source, or "-"; a zero byte; the id
    Vec<Given> given_;
    Vec<RecordPair> must_, cannot_;
};

}  // namespace cdp::cluster
