// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/evaluation_input.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/base/error.hpp"
#include "core/text/utf8.hpp"

namespace cdp::cluster {

namespace {

constexpr double kCertain = std::numeric_limits<double>::infinity();

int column_of(std::string_view name, std::size_t columns, const char* const* names) {
    for (std::size_t i = 0; i < columns; i++)
        if (name == names[i]) return static_cast<int>(i);
    return -1;
}

std::string shown(std::string_view id) { return "\"" + std::string(text::head_of(id, 100)) + "\""; }

}  // namespace

void EvaluationInput::refuse(const std::string& what) const {
    const char* const pairs = role_ == Role::kPredicted
                                  ? "left_id, right_id (left_source, right_source, match_weight), as cdp.link gives them"
                                  : "left_id, right_id (left_source, right_source) and a boolean";
    throw Error(ErrorCode::kInvalidArgument, std::string(name()) + ": " + what, {},
                std::string("Give pairs: ") + pairs + "; or clusters: id (source) and the cluster.");
}

void EvaluationInput::begin(std::size_t columns, const char* const* names, const char* const* types) {
    is_pairs_ = column_of("left_id", columns, names) >= 0 && column_of("right_id", columns, names) >= 0;
    if (is_pairs_)
        take_pair_columns(columns, names, types);
    else
        take_cluster_columns(columns, names);
}

void EvaluationInput::take_pair_columns(std::size_t columns, const char* const* names, const char* const* types) {
    id_ = column_of("left_id", columns, names);
    right_id_ = column_of("right_id", columns, names);
    source_ = column_of("left_source", columns, names);
    right_source_ = column_of("right_source", columns, names);
    if ((source_ < 0) != (right_source_ < 0)) refuse("one of left_source and right_source is missing");
    if (role_ == Role::kPredicted) {
        value_ = column_of("match_weight", columns, names);
        return;
    }
    for (std::size_t i = 0; i < columns; i++) {
        if (std::string_view(types[i]) != "boolean") continue;
        if (value_ >= 0) refuse("more than one column is boolean");
        value_ = static_cast<int>(i);
    }
}

void EvaluationInput::take_cluster_columns(std::size_t columns, const char* const* names) {
    if (columns < 2) refuse("a column is missing");
    id_ = std::max(column_of("id", columns, names), 0);
    source_ = column_of("source", columns, names);
    group_ = column_of("cluster_id", columns, names);
    for (int i = 0; i < static_cast<int>(columns) && column_of("cluster_id", columns, names) < 0; i++) {
        if (i == id_ || i == source_) continue;
        if (group_ >= 0) refuse("more than one column could be the cluster");
        group_ = i;
    }
    if (group_ < 0 || group_ == id_) refuse("no column is the cluster");
}

Code EvaluationInput::record(Cells cells, int source, int id) {
    if (!cells[id])
        throw Error(ErrorCode::kNullKey, std::string(name()) + ": the id of a record is null",
                    "It is row " + std::to_string(rows_) + " of the query.");
    key_.clear();
    if (source >= 0 && cells[source]) key_ = *cells[source];
    has_sources_ = has_sources_ || !key_.empty();
    key_ += '\0';
    key_ += *cells[id];
    return records_->intern(key_);
}

double EvaluationInput::value_of(Cells cells) const {
    const std::string_view text = *cells[value_];
    if (role_ == Role::kLabels) return text.starts_with('t') ? 1 : 0;
    if (text == "Infinity") return kCertain;
    if (text == "-Infinity") return -kCertain;
    double weight = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
    if (error != std::errc() || end != text.data() + text.size() || std::isnan(weight))
        throw Error(ErrorCode::kInvalidArgument, std::string(name()) + ": match_weight is not a number",
                    "It is " + shown(text) + " in row " + std::to_string(rows_) + " of the query.");
    return weight;
}

void EvaluationInput::add_pair(Cells cells) {
    const Code a = record(cells, source_, id_), b = record(cells, right_source_, right_id_);
    if (a == b || (has_values() && !cells[value_])) return;
    const double value = has_values() ? value_of(cells) : role_ == Role::kPredicted ? kCertain : 1;
    pairs_.push_back({std::min(a, b), std::max(a, b), value});
}

void EvaluationInput::add_member(Cells cells) {
    const Code member = record(cells, source_, id_);
    if (member > group_of_.size()) {
        group_of_.resize(member, kMissing);
        listed_.resize(member, 0);
    }
    if (listed_[member - 1] != 0)
        throw Error(ErrorCode::kDuplicateKey, std::string(name()) + ": a record is there more than once",
                    "Its id is " + shown(*cells[id_]) + ".", "With a column \"source\", ids are unique per source.");
    listed_[member - 1] = 1;
    if (cells[group_]) group_of_[member - 1] = groups_.intern(*cells[group_]);
}

bool EvaluationInput::row(Cells cells) {
    rows_++;
    if (is_pairs_)
        add_pair(cells);
    else
        add_member(cells);
    return true;
}

void EvaluationInput::finish(const CancelToken& token) {
    token.check();
    std::sort(pairs_.begin(), pairs_.end(), [](const GivenPair& x, const GivenPair& y) {
        return x.a != y.a ? x.a < y.a : x.b != y.b ? x.b < y.b : x.value > y.value;
    });
    token.check();
    if (role_ == Role::kLabels)
        for (std::size_t i = 1; i < pairs_.size(); i++)
            if (pairs_[i].same_pair(pairs_[i - 1]) && pairs_[i].value != pairs_[i - 1].value) {
                const std::string_view left = (*records_)[pairs_[i].a], right = (*records_)[pairs_[i].b];
                throw Error(ErrorCode::kInvalidArgument, "labels: a pair is labelled both ways",
                            "It is " + shown(left.substr(left.find('\0') + 1)) + " and " +
                                shown(right.substr(right.find('\0') + 1)) + ".");
            }
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end(),
                             [](const GivenPair& x, const GivenPair& y) { return x.same_pair(y); }),
                 pairs_.end());
}

const GivenPair* EvaluationInput::find(Code a, Code b) const noexcept {
    const auto it = std::lower_bound(pairs_.begin(), pairs_.end(), GivenPair{a, b, 0},
                                     [](const GivenPair& x, const GivenPair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    return it != pairs_.end() && it->a == a && it->b == b ? &*it : nullptr;
}

}  // namespace cdp::cluster
