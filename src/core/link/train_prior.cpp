// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_prior.hpp"

#include <cmath>

#include "core/link/train_random.hpp"

namespace cdp::link {

namespace {

constexpr const char* kRecallHint = "It is the share of all matches that the deterministic rules find, such as 0.7.";
constexpr double kLeastPrior = 1e-15, kMostPrior = 0.999;  // what a model may have

std::string whole(double n) { return std::to_string(static_cast<long long>(n)); }

// Pairs that at least one of the rules finds.
double pairs_of(const std::vector<score::BlockingRule>& rules, const score::Model& model, const Table& table,
                std::size_t max_block, JobContext& context) {
    Candidates candidates(table, model, rules, max_block, context);
    candidates.each("deterministic rules", false, 1e18,
                    [](std::size_t, std::span<const Pair>, std::span<const unsigned char>, unsigned) {});
    double pairs = 0;
    for (const auto& rule : candidates.statistics()) pairs += static_cast<double>(rule.added);
    return pairs;
}

}  // namespace

void check_prior(const score::Model& model, const TrainOptions& options) {
    if (options.prior && options.recall)
        throw Error(ErrorCode::kInvalidArgument, "prior and recall cannot both be given", {},
                    "A prior is kept as it is; recall is for finding it by deterministic rules.");
    if (options.prior && !(*options.prior >= kLeastPrior && *options.prior <= kMostPrior))
        throw Error(ErrorCode::kInvalidArgument, "prior must be between 1e-15 and 0.999", {},
                    "It is the probability that a random pair of records is the same, such as 0.0001.");
    if (options.rules && !options.recall)
        throw Error(ErrorCode::kInvalidArgument, "rules need a recall", {}, kRecallHint);
    if (options.recall && !(*options.recall > 0 && *options.recall <= 1))
        throw Error(ErrorCode::kInvalidArgument, "recall must be above 0 and at most 1", {}, kRecallHint);
    if (options.recall && (options.rules ? *options.rules : model.deterministic).empty())
        throw Error(ErrorCode::kInvalidArgument, "recall needs deterministic rules", "The model has none.",
                    "Give rules, such as [[\"email\"], [\"given_name\", \"family_name\", \"birth_date\"]].");
}

std::optional<double> given_prior(const score::Model& model, const Table& table, std::size_t max_block,
                                  const TrainOptions& options, JobContext& context) {
    if (options.prior || !options.recall) return options.prior;
    const auto& rules = options.rules ? *options.rules : model.deterministic;
    const double all = all_pairs(table, model.link_type), pairs = pairs_of(rules, model, table, max_block, context);
    const double prior = all > 0 ? pairs / *options.recall / all : 0;
    if (prior < kLeastPrior)
        throw Error(ErrorCode::kInvalidArgument, "no pair of records agrees on a deterministic rule",
                    "So the rules say nothing about how many matches there are.",
                    "Leave recall out and the prior is estimated, or give it as prior.");
    if (prior > kMostPrior)
        throw Error(ErrorCode::kInvalidArgument, "the deterministic rules find more matches than there can be",
                    whole(pairs) + " pairs at this recall make " + whole(pairs / *options.recall) + " matches; there are " +
                        whole(all) + " pairs of records.",
                    "Use stricter rules or a higher recall.");
    return prior;
}

}  // namespace cdp::link
