// SPDX-License-Identifier: PostgreSQL
// One call of the linkage engine from first row to last: owns its budget and everything that grows with the data.
// Rows are added on the caller's thread; every `run_` method is meant for a Job.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/cluster/confidence.hpp"
#include "core/cluster/growth.hpp"
#include "core/cluster/training_labels.hpp"
#include "core/link/block_keys.hpp"
#include "core/link/blocking_recall.hpp"
#include "core/link/changed_keys.hpp"
#include "core/score/estimate.hpp"

namespace cdp::cluster {

class Engine {
public:
    explicit Engine(const Limits& limits) : budget_(limits), memory_(budget_), raw_(&memory_), table_(raw_),
                                          changed_keys_(&memory_), decisions_(&memory_), links_(&memory_), near_links_(&memory_), clustering_(&memory_), confidences_(&memory_) {}
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // What the caller decides, before any run.
    std::optional<double> threshold;  // bits; overrides the model's
    bool train_first = false;         // a model that was given; one that is suggested is trained in any case
    std::optional<double> prior;      // of training: kept,
    std::optional<double> recall;     // or that of deterministic rules that find this share of the matches
    void set_rules(std::string_view json) { rules_ = json; }  // these rules; the model's own by default
    bool interactions = false;        // found by training
    bool keep_near = false;           // run_dedupe: near_links() as well
    EvaluationInput& labels();        // for training; what is added here is used
    // Kinds that override guesses, as a JSON object of column and kind. Throws Error(kInvalidArgument).
    void set_kinds(std::string_view json);

    link::RawTable& raw() noexcept { return raw_; }
    const link::RawTable& raw() const noexcept { return raw_; }
    link::ChangedKeys& changed_keys() noexcept { return changed_keys_; }  // of the rows of raw(), in order of arrival
    Decisions& decisions() noexcept { return decisions_; }  // to be heeded when clusters are made
    void set_model(score::Model model) { model_ = std::move(model); }
    // A model that others have read, for run_block_keys, run_link, run_changed and run_dedupe without training.
    void share_model(std::shared_ptr<const link::FrozenModel> model) { shared_ = std::move(model); }
    bool has_model() const noexcept { return shared_ != nullptr || model_.has_value(); }
    // The columns that the model needs; all when there is no model.
    bool wants(std::string_view column) const noexcept {
        return !has_model() || model().uses_column(column);
    }

    void run_suggest(JobContext& context);  // model from the data, untrained
    void run_train(JobContext& context);    // suggests first when there is no model
    void run_link(JobContext& context);     // trains first as need be; links() at or above threshold
    void run_changed(JobContext& context);   // links() of the pairs in changed_keys(), by a model that was given
    void run_dedupe(JobContext& context);   // as run_link, and clusters() and conflicts()
    void run_profiles(JobContext& context); // as run_dedupe, and profiles()
    void run_scope(JobContext& context);    // as run_dedupe, and confidences(); with near_links()
    void run_growth(JobContext& context);   // growth(): how the records, all taken together, were joined
    void run_blocks(JobContext& context);   // statistics() of the model's blocking rules
    void run_recall(JobContext& context);   // recall_of_rules(); trains first as need be
    void run_rules(JobContext& context);    // the model's blocking rules are those that pay
    void run_freeze(JobContext& context);   // the model takes from the records what link::freeze says
    void run_block_keys(JobContext& context);  // block_keys(), for a frozen model

    // Every pair that the rules behind statistics() propose, with the first of them. After a run.
    void each_candidate(const char* phase, JobContext& context, const link::Candidates::Batch& batch) const;

    const score::Model& model() const { return shared_ != nullptr ? shared_->model() : *model_; }
    const score::EstimateReport& report() const noexcept { return report_; }
    const Vec<link::Link>& links() const noexcept { return links_; }
    // Below the threshold "component" and at or above "review": nothing that clusters are made of.
    const Vec<link::Link>& near_links() const noexcept { return near_links_; }
    const std::vector<GrowthStep>& growth() const noexcept { return growth_; }
    const Vec<link::Record>& clusters() const noexcept { return clustering_.cluster; }
    const Vec<score::Bits>& confidences() const noexcept { return confidences_; }  // see confidence.hpp
    const Vec<Conflict>& conflicts() const noexcept { return clustering_.conflicts; }
    const Vec<ClusterProfile>& profiles() const noexcept { return clustering_.profiles; }
    const std::vector<link::RuleStatistics>& statistics() const noexcept { return statistics_; }
    const link::BlockingRecall& recall_of_rules() const noexcept { return rules_recall_; }
    const ClusterStatistics& cluster_statistics() const noexcept { return clustering_.statistics; }
    const link::Scorer& scorer() const { return *scorer_; }
    const link::BlockKeys& block_keys() const { return *block_keys_; }
    std::uint64_t compared() const noexcept;  // pairs scored
    // The blocking rule behind statistics()[rule], and the key of its largest block: empty where there is no block.
    std::string rule_text(std::size_t rule) const;
    std::string largest_key(std::size_t rule) const;
    std::size_t peak_memory() const noexcept { return budget_.peak(); }
    std::uint64_t spilled() const noexcept { return budget_.spilled(); }  // bytes in temporary files, at the most
    // Keeps the process within its memory when there are files. Call it now and then, from any thread.
    void relieve() noexcept {
        if (Spill* const files = budget_.spill(); files != nullptr) files->relieve();
    }

    PhaseTimes times;  // of the whole call, what the caller does before and after a run included

private:
    void order(JobContext& context);
    void prepare_table(JobContext& context);  // for the model
    void prepare(JobContext& context);  // a model, trained or given, and the table prepared for it
    void forget_raw_codes() noexcept;   // once the table is prepared
    void order_and_train(JobContext& context, link::FoundBlocks* found);
    void score(double floor, JobContext& context);
    void part_near_links(score::Bits component);
    void cluster(bool describe, JobContext& context);
    const score::BlockingRule& rule_at(std::size_t rule) const;
    std::size_t neighbourhoods_begin() const noexcept;

    void train(JobContext& context, link::FoundBlocks* found);

    std::map<std::string, text::Kind> kinds_;
    std::optional<std::string> rules_;
    Budget budget_;
    CountedResource memory_;
    std::optional<TrainingLabels> labels_;
    link::RawTable raw_;
    link::Table table_;
    bool prepared_ = false;    // the table is, for good
    link::FoundBlocks found_;  // between training and scoring
    link::ChangedKeys changed_keys_;
    Decisions decisions_;
    std::optional<score::Model> model_;
    std::shared_ptr<const link::FrozenModel> shared_;
    std::optional<link::Scorer> scorer_;
    std::optional<link::BlockKeys> block_keys_;
    score::EstimateReport report_;
    Vec<link::Link> links_, near_links_;
    std::vector<GrowthStep> growth_;
    Clustering clustering_;
    Vec<score::Bits> confidences_;
    std::vector<link::RuleStatistics> statistics_;
    link::BlockingRecall rules_recall_;
};

}  // namespace cdp::cluster
