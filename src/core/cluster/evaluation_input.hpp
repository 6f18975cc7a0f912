// SPDX-License-Identifier: PostgreSQL
// One of the two queries of an evaluation: what was predicted, or what is known to be true. Either lists pairs of
// records or gives each record its cluster; which of the two, and which column is what, is told by the columns' names.
#pragma once

#include <optional>
#include <string>

#include "core/base/cancel.hpp"
#include "core/link/interner.hpp"

namespace cdp::cluster {

using link::Code;
using link::kMissing;

struct GivenPair {
    Code a, b;     // numbers of records, a < b
    double value;  // of a prediction its weight, +infinity where there is none; of a label 1 for a match, else 0
    bool same_pair(const GivenPair& other) const noexcept { return a == other.a && b == other.b; }
};

class EvaluationInput {
public:
    enum class Role : unsigned char { kPredicted, kLabels };

    // `records` numbers the records of both queries: a source, a zero byte, an id.
    EvaluationInput(Role role, link::Interner& records, std::pmr::memory_resource* memory)
        : role_(role), records_(&records), groups_(memory), group_of_(memory), listed_(memory), pairs_(memory) {}

    // Throws Error(kInvalidArgument) for columns that are neither pairs nor clusters.
    void begin(std::size_t columns, const char* const* names, const char* const* types);
    // Throws Error(kNullKey), and Error(kDuplicateKey) for a record that is in two clusters.
    bool row(const std::optional<std::string_view>* cells);
    // Each pair once, in order: a prediction with its highest weight. Throws Error(kInvalidArgument) for a pair that is
    // labelled both ways.
    void finish(const CancelToken& token);

    bool is_pairs() const noexcept { return is_pairs_; }
    // Pairs have a weight, or a verdict: without one, predictions are all made, and labels list every match there is.
    bool has_values() const noexcept { return value_ >= 0; }
    bool has_sources() const noexcept { return has_sources_; }
    bool empty() const noexcept { return rows_ == 0; }

    const Vec<GivenPair>& pairs() const noexcept { return pairs_; }
    const GivenPair* find(Code a, Code b) const noexcept;  // a < b
    // The cluster of a record; kMissing for one that was not given, or given null.
    Code group(Code record) const noexcept { return record <= group_of_.size() ? group_of_[record - 1] : kMissing; }

private:
    using Cells = const std::optional<std::string_view>*;

    [[noreturn]] void refuse(const std::string& what) const;
    void take_pair_columns(std::size_t columns, const char* const* names, const char* const* types);
    void take_cluster_columns(std::size_t columns, const char* const* names);
    Code record(Cells cells, int source, int id);
    void add_pair(Cells cells);
    void add_member(Cells cells);
    double value_of(Cells cells) const;
    const char* name() const noexcept { return role_ == Role::kPredicted ? "predicted" : "labels"; }

    Role role_;
    bool is_pairs_ = false;
    bool has_sources_ = false;
    int source_ = -1, id_ = -1;              // of a record, or of the left one
    int right_source_ = -1, right_id_ = -1;
    int value_ = -1;                         // weight, verdict
    int group_ = -1;
    std::uint64_t rows_ = 0;
    std::string key_;
    link::Interner* records_;
    link::Interner groups_;
    Vec<Code> group_of_;   // by record
    Vec<char> listed_;     // by record: it has a row
    Vec<GivenPair> pairs_;
};

}  // namespace cdp::cluster
