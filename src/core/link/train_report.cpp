// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_report.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/link/train_random.hpp"

namespace cdp::link {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostAlarms = 20;

double sum(const score::PatternCounts& patterns) {
    double out = 0;
    for (const auto& [pattern, count] : patterns) out += count;
    return out;
}

double sum(const score::SessionPatterns& p) { return sum(p.unknown) + sum(p.matches) + sum(p.others); }

// Expected numbers of pairs: a thousandth is enough.
double rounded(double pairs) { return std::round(pairs * 1000) / 1000; }

template <class Shares>
void write_alike(const Shares& pairs, const score::Model& model, Json& to) {
    for (std::size_t k = 0; k < score::kLookAlikes; k++)
        if (model.alike[k] > 0) to[std::string(score::kLookAlikeNames[k])] = rounded(pairs[k]);
}

Json sessions(const score::Model& model, const score::EstimateReport& report) {
    Json out = Json::array();
    for (const auto& s : report.sessions) {
        Json one = {{"rule", s.rule}, {"pairs", s.pairs}, {"share", s.share}, {"patterns", s.patterns},
                    {"matches", rounded(s.matches)}};
        write_alike(s.alike, model, one);
        out.push_back(std::move(one));
    }
    return out;
}

// Levels of which too few pairs were seen to say much.
Json few_counts(const score::Model& model, const score::EstimateInput& input, const score::EstimateReport& report) {
    Json out = Json::array();
    constexpr auto kEnough = static_cast<double>(kEnoughPairs);
    for (std::size_t c = 0; c < model.comparisons.size(); c++) {
        const auto& levels = model.comparisons[c].levels;
        for (std::size_t l = 0; l < levels.size(); l++) {
            const double matches = report.level_matches[c][l] + (input.labelled.empty() ? 0 : input.labelled[c][l]);
            const double random = input.random_share[c][l] * input.random_pairs[c][l];
            if ((matches >= kEnough || levels[l].keeps_m()) && (random >= kEnough || levels[l].keeps_u())) continue;
            out.push_back({{"comparison", model.comparisons[c].name}, {"level", l + 1}, {"matches", rounded(matches)},
                           {"random_pairs", rounded(random)}});
        }
    }
    return out;
}

Json dependence(const score::Model& model, const score::EstimateReport& report) {
    Json out = Json::array();
    for (const auto& d : report.dependence) {
        if (out.size() == kMostAlarms) break;
        out.push_back({{"comparisons", {model.comparisons[d.left].name, model.comparisons[d.right].name}},
                       {"levels", {d.left_level, d.right_level}},
                       {"among", d.among_matches ? "matches" : "strangers"},
                       {"seen", rounded(d.count.seen)},
                       {"expected", rounded(d.count.expected)},
                       {"bits", rounded(d.bits())},
                       {"residual", rounded(d.count.residual())}});
    }
    return out;
}

}  // namespace

std::string write_report(const score::Model& model, const score::EstimateInput& input, const score::EstimateReport& report,
                         const TrainOptions& options) {
    Json out = {{"pairs", input.all_pairs},
                {"proposed", rounded(sum(input.candidates))},
                {"prior", options.prior ? "given" : options.recall ? "rules" : "estimated"},
                {"matches", rounded(report.matches)}};
    write_alike(report.alike, model, out);
    out["iterations"] = report.iterations;
    out["converged"] = report.converged;
    out["log_likelihood"] = rounded(report.log_likelihood);
    if (options.labels != nullptr) out["labelled_records"] = options.labels->records();
    out["sessions"] = sessions(model, report);
    out["dependence"] = dependence(model, report);
    out["few_counts"] = few_counts(model, input, report);
    return out.dump();
}

}  // namespace cdp::link
