// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.hpp"

namespace cdp::cluster {

namespace {

constexpr double kMostThresholds = 100;
constexpr std::uint64_t kPollEvery = 4096;

std::uint64_t pairs_of(std::uint64_t n) noexcept { return n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n; }

std::optional<double> ratio(double part, double whole) noexcept {
    if (whole == 0) return std::nullopt;
    return part / whole;
}

// Sizes of the clusters; records without one are left out.
Vec<std::uint64_t> sizes(const EvaluationInput& clusters, Code records, std::pmr::memory_resource* memory) {
    Vec<std::uint64_t> out(memory);
    for (Code r = 1; r <= records; r++) {
        const Code group = clusters.group(r);
        if (group == kMissing) continue;
        if (group > out.size()) out.resize(group, 0);
        out[group - 1]++;
    }
    return out;
}

std::uint64_t pairs_within(const Vec<std::uint64_t>& sizes) noexcept {
    std::uint64_t sum = 0;
    for (const auto n : sizes) sum += pairs_of(n);
    return sum;
}

// Round numbers from the lowest weight to the highest, about a hundred at the most: multiples of 1, 2 or 5 times a power of
// ten. One threshold where all weights are the same.
std::vector<double> spread(double low, double high) {
    if (!(low < high)) return {low};
    double power = std::pow(10, std::floor(std::log10((high - low) / kMostThresholds)));
    double step = power;
    for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        step = factor * power;
        if ((high - low) / step <= kMostThresholds - 1) break;
    }
    std::vector<double> out;
    for (double k = std::floor(low / step); k * step <= high; k++) {
        // why: k / 20 is the nearest double to what it says, k * 0.05 need not be.
        const double threshold = step < 1 ? k / std::round(1 / step) : k * step;
        if (!out.empty() && threshold <= out.back()) break;  // weights closer than doubles can tell apart
        out.push_back(threshold);
    }
    return out;
}

}  // namespace

std::optional<double> EvaluationRow::precision() const noexcept {
    const auto tp = static_cast<double>(true_positives);
    return ratio(tp, tp + static_cast<double>(false_positives));
}

std::optional<double> EvaluationRow::recall() const noexcept {
    const auto tp = static_cast<double>(true_positives);
    return ratio(tp, tp + static_cast<double>(false_negatives));
}

std::optional<double> EvaluationRow::f1() const noexcept {
    const auto tp = static_cast<double>(true_positives);
    return ratio(2 * tp, 2 * tp + static_cast<double>(false_positives) + static_cast<double>(false_negatives));
}

std::optional<double> EvaluationRow::b3_f1() const noexcept {
    if (!b3_precision || !b3_recall) return std::nullopt;
    return ratio(2 * *b3_precision * *b3_recall, *b3_precision + *b3_recall);
}

std::optional<double> EvaluationRow::exact_rate() const noexcept {
    if (!exact_clusters) return std::nullopt;
    return ratio(static_cast<double>(*exact_clusters), static_cast<double>(*true_clusters));
}

void Evaluation::set_thresholds(std::vector<double> thresholds) {
    for (const double t : thresholds)
        if (std::isnan(t)) throw Error(ErrorCode::kInvalidArgument, "a threshold must be a number");
    std::sort(thresholds.begin(), thresholds.end());
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
    thresholds_ = std::move(thresholds);
}

void Evaluation::check_thresholds() const {
    if (thresholds_ && !(predicted_.is_pairs() && predicted_.has_values()))
        throw Error(ErrorCode::kInvalidArgument, "a threshold needs pairs with a match_weight", {},
                    "Give the rows of cdp.link, or leave the threshold out.");
}

void Evaluation::prepare(JobContext& context) {
    context.progress().begin("ordering pairs", 0);
    check_thresholds();
    if (!predicted_.empty() && !labels_.empty() && predicted_.has_sources() != labels_.has_sources())
        throw Error(ErrorCode::kInvalidArgument, "only one of the two queries gives the source of its records",
                    std::string("It is \"") + (predicted_.has_sources() ? "predicted" : "labels") + "\".",
                    "Records are known by source and id: give the other query the sources too.");
    predicted_.finish(context.token());
    labels_.finish(context.token());
    context.progress().begin("judging pairs", 0);
}

Code Evaluation::find(std::string_view source, std::string_view id) const {
    std::string key(source);
    key += '\0';
    key += id;
    return records_.find(key);
}

std::optional<bool> Evaluation::verdict(Code a, Code b) const noexcept {
    if (labels_.is_pairs()) {
        if (const GivenPair* label = labels_.find(a, b)) return label->value > 0;
        return labels_.has_values() ? std::nullopt : std::optional<bool>(false);
    }
    const Code x = labels_.group(a), y = labels_.group(b);
    if (x == kMissing || y == kMissing) return std::nullopt;
    return x == y;
}

Evaluation::Truth Evaluation::truth() const {
    Truth out;
    if (!labels_.is_pairs()) {
        const auto found = sizes(labels_, static_cast<Code>(records_.size()), errors_.get_allocator().resource());
        std::uint64_t labelled = 0;
        for (const auto n : found) labelled += n;
        out.matches = pairs_within(found);
        out.pairs = pairs_of(labelled);
    } else {
        for (const auto& label : labels_.pairs()) out.matches += label.value > 0 ? 1 : 0;
        if (labels_.has_values())
            out.pairs = labels_.pairs().size();
        else if (!predicted_.is_pairs())
            out.pairs = pairs_of(records_.size());
    }
    return out;
}

void Evaluation::run(JobContext& context) {
    prepare(context);
    if (predicted_.is_pairs())
        rate_pairs(context.token());
    else
        rate_clusters(context.token());
    const Truth known = truth();
    for (auto& row : rows_) {
        row.false_negatives = known.matches - row.true_positives;
        if (known.pairs) row.true_negatives = *known.pairs - row.true_positives - row.false_positives - row.false_negatives;
    }
}

void Evaluation::rate_pairs(const CancelToken& token) {
    Vec<double> right(&memory_), wrong(&memory_);
    double low = std::numeric_limits<double>::infinity(), high = -low;
    std::uint64_t steps = 0;
    for (const auto& pair : predicted_.pairs()) {
        if (++steps % kPollEvery == 0) token.check();
        if (std::isfinite(pair.value)) {
            low = std::min(low, pair.value);
            high = std::max(high, pair.value);
        }
        if (const auto match = verdict(pair.a, pair.b)) (*match ? right : wrong).push_back(pair.value);
    }
    token.check();
    std::sort(right.begin(), right.end());
    std::sort(wrong.begin(), wrong.end());
    const auto at_least = [](const Vec<double>& weights, double threshold) {
        return static_cast<std::uint64_t>(weights.end() - std::lower_bound(weights.begin(), weights.end(), threshold));
    };
    if (!thresholds_ && predicted_.has_values() && low <= high) thresholds_ = spread(low, high);
    const auto add = [&](std::optional<double> threshold) {
        EvaluationRow& row = rows_.emplace_back();
        row.threshold = threshold;
        row.true_positives = threshold ? at_least(right, *threshold) : right.size();
        row.false_positives = threshold ? at_least(wrong, *threshold) : wrong.size();
    };
    if (!thresholds_) add(std::nullopt);
    for (const double threshold : thresholds_.value_or(std::vector<double>())) add(threshold);
    add_clusters_of_pairs(token);
}

Vec<Code> Evaluation::truth_by_record() const {
    Vec<Code> out(records_.size(), kMissing, errors_.get_allocator().resource());
    if (labels_.is_pairs()) return out;
    for (Code r = 1; r <= out.size(); r++) out[r - 1] = labels_.group(r);
    return out;
}

void Evaluation::add_figures(EvaluationRow& row, const PartitionFigures& figures) const {
    row.largest_cluster = figures.largest();
    if (labels_.is_pairs()) return;
    row.b3_precision = figures.b3_precision();
    row.b3_recall = figures.b3_recall();
    row.clusters = figures.clusters();
    row.true_clusters = figures.true_clusters();
    row.exact_clusters = figures.exact();
}

// What the pairs of each row connect, from the highest threshold down.
void Evaluation::add_clusters_of_pairs(const CancelToken& token) {
    Vec<GivenPair> heaviest(predicted_.pairs(), &memory_);
    token.check();
    std::sort(heaviest.begin(), heaviest.end(), [](const GivenPair& x, const GivenPair& y) { return x.value > y.value; });
    const auto truth = truth_by_record();
    PartitionFigures figures(truth, &memory_);
    std::size_t next = 0;
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
        for (; next < heaviest.size() && heaviest[next].value >= row->threshold.value_or(-std::numeric_limits<double>::infinity()); next++) {
            if (next % kPollEvery == 0) token.check();
            figures.join(heaviest[next].a - 1, heaviest[next].b - 1);
        }
        add_figures(*row, figures);
    }
}

void Evaluation::rate_clusters(const CancelToken& token) {
    EvaluationRow row;
    if (labels_.is_pairs())
        rate_clusters_by_pairs(row);
    else
        rate_clusters_by_clusters(row, token);
    rows_.push_back(row);
}

void Evaluation::rate_clusters_by_pairs(EvaluationRow& row) const {
    for (const auto& label : labels_.pairs()) {
        const Code group = predicted_.group(label.a);
        if (group == kMissing || group != predicted_.group(label.b)) continue;
        (label.value > 0 ? row.true_positives : row.false_positives)++;
    }
    const auto found = sizes(predicted_, static_cast<Code>(records_.size()), errors_.get_allocator().resource());
    row.largest_cluster = found.empty() ? 0 : *std::max_element(found.begin(), found.end());
    if (!labels_.has_values()) row.false_positives = pairs_within(found) - row.true_positives;
}

void Evaluation::rate_clusters_by_clusters(EvaluationRow& row, const CancelToken& token) const {
    std::pmr::memory_resource* const memory = errors_.get_allocator().resource();
    const auto truth = truth_by_record();
    PartitionFigures figures(truth, memory);
    Vec<Code> first(memory);  // record of each predicted cluster
    for (Code r = 1; r <= truth.size(); r++) {
        if (r % kPollEvery == 0) token.check();
        const Code group = predicted_.group(r);
        if (group == kMissing) continue;
        if (group > first.size()) first.resize(group, kMissing);
        if (first[group - 1] == kMissing) first[group - 1] = r;
        figures.join(first[group - 1] - 1, r - 1);
    }
    row.true_positives = figures.right_pairs();
    row.false_positives = figures.pairs() - figures.right_pairs();
    add_figures(row, figures);
}

template <class Body>
void Evaluation::each_pair(const EvaluationInput& clusters, const CancelToken& token, const Body& body) const {
    Vec<std::uint64_t> members(errors_.get_allocator().resource());
    for (Code r = 1; r <= records_.size(); r++)
        if (clusters.group(r) != kMissing) members.push_back(std::uint64_t{clusters.group(r)} << 32 | r);
    token.check();
    std::sort(members.begin(), members.end());
    std::uint64_t steps = 0;
    for (std::size_t i = 0; i < members.size(); i++)
        for (std::size_t j = i + 1; j < members.size() && members[i] >> 32 == members[j] >> 32; j++) {
            if (++steps % kPollEvery == 0) token.check();
            body(static_cast<Code>(members[i]), static_cast<Code>(members[j]));
        }
}

void Evaluation::add_error(bool false_positive, Code a, Code b, std::optional<double> weight) {
    if (records_[b] < records_[a]) std::swap(a, b);
    if (weight && !predicted_.has_values()) weight.reset();
    errors_.push_back({false_positive, a, b, weight});
}

void Evaluation::false_positives(double threshold, const CancelToken& token) {
    if (!predicted_.is_pairs()) {
        each_pair(predicted_, token, [&](Code a, Code b) {
            if (verdict(a, b) == false) add_error(true, a, b, std::nullopt);
        });
        return;
    }
    std::uint64_t steps = 0;
    for (const auto& pair : predicted_.pairs()) {
        if (++steps % kPollEvery == 0) token.check();
        if (pair.value >= threshold && verdict(pair.a, pair.b) == false) add_error(true, pair.a, pair.b, pair.value);
    }
}

void Evaluation::false_negatives(double threshold, const CancelToken& token) {
    const auto judge = [&](Code a, Code b) {
        if (!predicted_.is_pairs()) {
            const Code group = predicted_.group(a);
            if (group == kMissing || group != predicted_.group(b)) add_error(false, a, b, std::nullopt);
            return;
        }
        const GivenPair* pair = predicted_.find(a, b);
        if (pair == nullptr)
            add_error(false, a, b, std::nullopt);
        else if (pair->value < threshold)
            add_error(false, a, b, pair->value);
    };
    if (!labels_.is_pairs()) return each_pair(labels_, token, judge);
    std::uint64_t steps = 0;
    for (const auto& label : labels_.pairs()) {
        if (++steps % kPollEvery == 0) token.check();
        if (label.value > 0) judge(label.a, label.b);
    }
}

void Evaluation::run_errors(JobContext& context) {
    prepare(context);
    const double threshold =
        thresholds_ && !thresholds_->empty() ? thresholds_->front() : -std::numeric_limits<double>::infinity();
    false_positives(threshold, context.token());
    false_negatives(threshold, context.token());
}

}  // namespace cdp::cluster
