// SPDX-License-Identifier: PostgreSQL
// Predicted pairs or clusters against labels. Pairs are counted by grouping, never listed: a million records cost a few
// sorts. Records, and pairs, without a label are not judged. Predicted pairs make clusters too: what they connect.
#pragma once

#include <optional>
#include <vector>

#include "core/base/job.hpp"
#include "core/cluster/evaluation_input.hpp"
#include "core/cluster/partition_figures.hpp"

namespace cdp::cluster {

struct EvaluationRow {
    std::optional<double> threshold;  // absent when predictions have no weight
    std::uint64_t true_positives = 0, false_positives = 0, false_negatives = 0;
    std::optional<std::uint64_t> true_negatives;  // where it is known which pairs are labelled
    // Where labels are clusters; of the predicted clusters, those with a labelled record count.
    std::optional<double> b3_precision, b3_recall;
    std::optional<std::uint64_t> clusters, true_clusters, exact_clusters;
    std::uint64_t largest_cluster = 0;

    // Absent where they would be 0 / 0.
    std::optional<double> precision() const noexcept;
    std::optional<double> recall() const noexcept;
    std::optional<double> f1() const noexcept;
    std::optional<double> b3_f1() const noexcept;
    std::optional<double> exact_rate() const noexcept;  // of the true clusters, how many are predicted exactly
};

struct EvaluationError {
    bool false_positive;  // else false negative
    Code left, right;     // records, in order of source and id
    std::optional<double> weight;
};

class Evaluation {
public:
    explicit Evaluation(std::size_t budget)
        : budget_(budget), memory_(budget_), records_(&memory_), predicted_(EvaluationInput::Role::kPredicted, records_, &memory_),
          labels_(EvaluationInput::Role::kLabels, records_, &memory_), errors_(&memory_) {}
    Evaluation(const Evaluation&) = delete;
    Evaluation& operator=(const Evaluation&) = delete;

    EvaluationInput& predicted() noexcept { return predicted_; }
    EvaluationInput& labels() noexcept { return labels_; }
    // Instead of thresholds spread over the weights. Throws Error(kInvalidArgument) for NaN.
    void set_thresholds(std::vector<double> thresholds);

    // One row per threshold, ascending.
    void run(JobContext& context);
    // Every pair that is judged wrong at the threshold that was set (none: all predictions are made). Costs as many
    // steps as there are predicted and true pairs.
    void run_errors(JobContext& context);

    const std::vector<EvaluationRow>& rows() const noexcept { return rows_; }
    const Vec<EvaluationError>& errors() const noexcept { return errors_; }
    std::pmr::memory_resource* memory() noexcept { return &memory_; }
    std::size_t records() const noexcept { return records_.size(); }  // numbered from 1
    Code find(std::string_view source, std::string_view id) const;   // kMissing: neither query gives it
    std::string_view source(Code record) const noexcept { return records_[record].substr(0, records_[record].find('\0')); }
    std::string_view id(Code record) const noexcept { return records_[record].substr(records_[record].find('\0') + 1); }

private:
    struct Truth {
        std::uint64_t matches = 0;
        std::optional<std::uint64_t> pairs;  // that are judged
    };

    void prepare(JobContext& context);
    Truth truth() const;
    // Whether a pair is one; absent when it is not judged.
    std::optional<bool> verdict(Code a, Code b) const noexcept;
    void rate_pairs(const CancelToken& token);
    void rate_clusters(const CancelToken& token);
    void rate_clusters_by_clusters(EvaluationRow& row, const CancelToken& token) const;
    Vec<Code> truth_by_record() const;
    void add_figures(EvaluationRow& row, const PartitionFigures& figures) const;
    void add_clusters_of_pairs(const CancelToken& token);
    void rate_clusters_by_pairs(EvaluationRow& row) const;
    void check_thresholds() const;
    void add_error(bool false_positive, Code a, Code b, std::optional<double> weight);
    void false_positives(double threshold, const CancelToken& token);
    void false_negatives(double threshold, const CancelToken& token);
    // Calls body(a, b), a < b, for every two records of one cluster.
    template <class Body>
    void each_pair(const EvaluationInput& clusters, const CancelToken& token, const Body& body) const;

    Budget budget_;
    CountedResource memory_;
    link::Interner records_;
    EvaluationInput predicted_;
    EvaluationInput labels_;
    std::optional<std::vector<double>> thresholds_;
    std::vector<EvaluationRow> rows_;
    Vec<EvaluationError> errors_;
};

}  // namespace cdp::cluster
