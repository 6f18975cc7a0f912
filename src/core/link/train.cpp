// SPDX-License-Identifier: PostgreSQL
#include "core/link/train.hpp"

#include "core/link/scorer.hpp"
#include "core/link/term_frequency.hpp"
#include "core/link/train_agreeing.hpp"
#include "core/link/train_communities.hpp"
#include "core/link/train_prior.hpp"
#include "core/link/train_random.hpp"
#include "core/link/train_report.hpp"
#include "core/link/train_sessions.hpp"

namespace cdp::link {

namespace {

void learn_frequencies(score::Model& model, const Table& table, JobContext& context, std::pmr::memory_resource* memory) {
    model.term_frequencies.clear();
    const double copies = model.prior * static_cast<double>(table.size());  // other records of the same person
    for (auto& comparison : model.comparisons)
        for (auto& level : comparison.levels) {
            const int attribute = frequency_attribute(level, comparison);
            if (attribute < 0) continue;
            const Values& values = table.attributes[static_cast<std::size_t>(attribute)];
            const std::string& name = values.attribute().name;
            // why: an assignment would copy it into other memory.
            if (!model.term_frequencies.contains(name)) model.term_frequencies.emplace(name, term_frequencies(values, copies * level.m, context, memory));
            const double average = model.term_frequencies.at(name).average;
            if (level.condition.is_plain_exact() && !level.keeps_u() && average > 0) level.u = average;
        }
}

}  // namespace

score::EstimateReport train(score::Model& model, const Table& table, std::size_t max_block, const TrainOptions& options,
                            JobContext& context) {
    check_prior(model, options);
    model.records = table.size();
    if (options.prior) model.prior = *options.prior;
    if (table.size() < 2) return {};
    context.progress().begin("preparing training", 0);
    score::EstimateInput input;
    input.interactions = options.interactions;
    input.prior = given_prior(model, table, max_block, options, context);
    {
        const Scorer scorer(model, table, false, context.token());
        gather_random_pairs(scorer, context, input);
        gather_agreeing_pairs(scorer, context, input);
        Candidates candidates(table, model, model.blocking, max_block, context, {}, options.found);
        gather_sessions(scorer, candidates, options.labels, context, input);
    }
    context.progress().begin("estimating probabilities", 0);
    score::EstimateReport report = score::estimate(model, input, context.token());
    learn_frequencies(model, table, context, options.memory);
    model.communities.reset();
    model.communities = learn_communities(model, table, context, options.memory);
    model.training = write_report(model, input, report, options);
    return report;
}

}  // namespace cdp::link
