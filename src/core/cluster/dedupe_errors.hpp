// SPDX-License-Identifier: PostgreSQL
// The pairs that a deduplication gets wrong by labels, and why: what the engine saw of each.
#pragma once

#include "core/cluster/engine.hpp"
#include "core/cluster/evaluate.hpp"

namespace cdp::cluster {

struct DedupeError {
    enum class Reason : unsigned char {
        // A pair that was missed:
        kNotRead,         // the query does not give one of the two records
        kNeverCompared,   // no blocking rule proposes the pair, and no links lead from one to the other
        kBelowThreshold,  // compared, and no link
        kCut,             // linked, or connected by links, and set apart by clustering
        // A pair that was merged wrongly:
        kLinked,          // is a link
        kJoined,          // is none, but was joined through others
    };
    bool false_positive;
    Reason reason;
    Code left, right;              // of the evaluation
    std::optional<double> weight;  // bits; absent for kNotRead
    std::optional<double> short_by;  // bits below the threshold of links, for pairs that were missed
    std::optional<std::size_t> rule;  // the first that proposes the pair
};

class DedupeErrors {
public:
    // `engine` has clusters, `evaluation` has its labels and no predictions; both must stay.
    DedupeErrors(const Engine& engine, Evaluation& evaluation) : engine_(&engine), evaluation_(&evaluation), errors_(evaluation.memory()) {}

    // Throws what Evaluation does.
    void run(JobContext& context);

    // Each wrong pair once, in no order.
    const Vec<DedupeError>& errors() const noexcept { return errors_; }

private:
    void predict(JobContext& context);
    void list(const Vec<link::Record>& record_of);
    void find_rules(JobContext& context);
    void find_reasons(JobContext& context);

    const Engine* engine_;
    Evaluation* evaluation_;
    Vec<DedupeError> errors_;
    Vec<std::pair<link::Record, link::Record>> records_{errors_.get_allocator()};  // of each error, ascending; equal when not read
};

std::string_view reason_text(DedupeError::Reason reason) noexcept;

}  // namespace cdp::cluster
