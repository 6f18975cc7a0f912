// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/evaluate.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <set>

#include "core/base/error.hpp"
#include "ref/evaluation.hpp"

namespace cdp::cluster {
namespace {

using Cell = std::optional<std::string_view>;
constexpr std::size_t kBudget = std::size_t{512} << 20;

// Record i has the id i; 0 stands for null.
void give_clusters(EvaluationInput& input, const std::vector<int>& clusters) {
    const char* const names[] = {"id", "cluster_id"};
    const char* const types[] = {"integer", "integer"};
    input.begin(2, names, types);
    for (std::size_t i = 0; i < clusters.size(); i++) {
        const std::string id = std::to_string(i), cluster = std::to_string(clusters[i]);
        const Cell cells[] = {id, clusters[i] == 0 ? Cell() : Cell(cluster)};
        input.row(cells);
    }
}

struct Pair {
    std::size_t a, b;
    double value;
};

void give_pairs(EvaluationInput& input, const std::vector<Pair>& pairs, const char* value, const char* type) {
    const char* const names[] = {"left_id", "right_id", value};
    const char* const types[] = {"integer", "integer", type};
    input.begin(3, names, types);
    for (const auto& p : pairs) {
        const std::string a = std::to_string(p.a), b = std::to_string(p.b);
        const std::string text = std::string_view(type) == "boolean" ? (p.value > 0 ? "t" : "f") : std::to_string(p.value);
        const Cell cells[] = {a, b, text};
        input.row(cells);
    }
}

std::vector<EvaluationRow> run(Evaluation& evaluation) {
    JobContext context(1);
    evaluation.run(context);
    return evaluation.rows();
}

std::vector<int> random_clusters(std::mt19937& random, std::size_t n, int clusters) {
    std::vector<int> out(n);
    for (auto& c : out) c = std::uniform_int_distribution<int>(0, clusters)(random);
    return out;
}

void expect_counts(const EvaluationRow& row, const ref::PairCounts& expected) {
    EXPECT_EQ(row.true_positives, expected.tp);
    EXPECT_EQ(row.false_positives, expected.fp);
    EXPECT_EQ(row.false_negatives, expected.fn);
    EXPECT_EQ(row.true_negatives, expected.tn);
}

void expect_figures(const EvaluationRow& row, const std::vector<int>& predicted, const std::vector<int>& truth) {
    const auto expected = ref::count_clusters(predicted, truth);
    EXPECT_EQ(row.clusters, expected.clusters);
    EXPECT_EQ(row.true_clusters, expected.true_clusters);
    EXPECT_EQ(row.exact_clusters, expected.exact);
    EXPECT_EQ(row.largest_cluster, expected.largest);
    ASSERT_EQ(row.b3_precision.has_value(), expected.true_clusters > 0);
    if (!row.b3_precision) return;
    const auto b_cubed = ref::b_cubed(predicted, truth);
    EXPECT_NEAR(*row.b3_precision, b_cubed.precision, 1e-12);
    EXPECT_NEAR(*row.b3_recall, b_cubed.recall, 1e-12);
}

// What pairs of a weight connect, numbered from 1.
std::vector<int> connected(std::size_t n, const std::vector<Pair>& pairs, double threshold) {
    std::vector<int> out(n);
    for (std::size_t i = 0; i < n; i++) out[i] = static_cast<int>(i) + 1;
    for (std::size_t turn = 0; turn < n; turn++)
        for (const auto& p : pairs)
            if (p.value >= threshold) out[p.a] = out[p.b] = std::min(out[p.a], out[p.b]);
    return out;
}

// The listed errors are as many as were counted.
void expect_errors(Evaluation& evaluation, const EvaluationRow& row) {
    JobContext context(1);
    evaluation.run_errors(context);
    std::set<std::tuple<bool, Code, Code>> wrong;
    std::uint64_t positives = 0;
    for (const auto& e : evaluation.errors()) {
        wrong.emplace(e.false_positive, e.left, e.right);
        positives += e.false_positive ? 1 : 0;
        EXPECT_LT(evaluation.id(e.left), evaluation.id(e.right));
    }
    EXPECT_EQ(wrong.size(), evaluation.errors().size());
    EXPECT_EQ(positives, row.false_positives);
    EXPECT_EQ(wrong.size() - positives, row.false_negatives);
}

// Bagga and Baldwin 1998, "Algorithms for Scoring Coreference Chains": twelve mentions of three entities and two answers.
TEST(Evaluate, BCubedOfThePaper) {
    const std::vector<int> truth = {1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3};
    const std::vector<std::pair<std::vector<int>, double>> answers = {
        {{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2}, 0.762}, {{1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1}, 0.583}};
    for (const auto& [answer, precision] : answers) {
        Evaluation evaluation(kBudget);
        give_clusters(evaluation.predicted(), answer);
        give_clusters(evaluation.labels(), truth);
        const auto rows = run(evaluation);
        ASSERT_EQ(rows.size(), 1u);
        EXPECT_NEAR(*rows[0].b3_precision, precision, 5e-4);
        EXPECT_DOUBLE_EQ(*rows[0].b3_recall, 1);
    }
}

TEST(Evaluate, ClustersAsTheDefinitionsHaveThem) {
    std::mt19937 random(1);
    for (int turn = 0; turn < 200; turn++) {
        const std::size_t n = std::uniform_int_distribution<std::size_t>(1, 40)(random);
        const auto predicted = random_clusters(random, n, 8), truth = random_clusters(random, n, 8);
        Evaluation evaluation(kBudget);
        give_clusters(evaluation.predicted(), predicted);
        give_clusters(evaluation.labels(), truth);
        const auto rows = run(evaluation);
        ASSERT_EQ(rows.size(), 1u);
        EXPECT_FALSE(rows[0].threshold);
        expect_counts(rows[0], ref::count_pairs(
                                   n, [&](auto a, auto b) { return predicted[a] != 0 && predicted[a] == predicted[b]; },
                                   [&](auto a, auto b) -> std::optional<bool> {
                                       if (truth[a] == 0 || truth[b] == 0) return std::nullopt;
                                       return truth[a] == truth[b];
                                   }));
        expect_figures(rows[0], predicted, truth);
        expect_errors(evaluation, rows[0]);
    }
}

TEST(Evaluate, PairsAsTheDefinitionsHaveThem) {
    std::mt19937 random(2);
    for (int turn = 0; turn < 200; turn++) {
        const std::size_t n = std::uniform_int_distribution<std::size_t>(2, 25)(random);
        const auto truth = random_clusters(random, n, 6);
        std::vector<std::vector<double>> weight(n, std::vector<double>(n, -1e9)), label(n, std::vector<double>(n, -1));
        std::vector<Pair> pairs, labels;
        for (std::size_t a = 0; a < n; a++)
            for (std::size_t b = a + 1; b < n; b++) {
                if (random() % 3 == 0) {
                    weight[a][b] = std::uniform_int_distribution<int>(-5, 20)(random);
                    pairs.push_back({b, a, weight[a][b]});
                }
                if (random() % 2 == 0) {
                    label[a][b] = random() % 2;
                    labels.push_back({a, b, label[a][b]});
                }
            }
        std::shuffle(pairs.begin(), pairs.end(), random);
        const bool by_pairs = turn % 2 == 0;
        Evaluation evaluation(kBudget);
        give_pairs(evaluation.predicted(), pairs, "match_weight", "double precision");
        if (by_pairs)
            give_pairs(evaluation.labels(), labels, "same", "boolean");
        else
            give_clusters(evaluation.labels(), truth);
        evaluation.set_thresholds({7, -3, 7});
        const auto rows = run(evaluation);
        ASSERT_EQ(rows.size(), 2u);
        for (const auto& row : rows) {
            if (by_pairs)
                EXPECT_FALSE(row.b3_f1() || row.exact_rate());
            else
                expect_figures(row, connected(n, pairs, *row.threshold), truth);
            expect_counts(row, ref::count_pairs(
                                   n, [&](auto a, auto b) { return weight[a][b] >= *row.threshold; },
                                   [&](auto a, auto b) -> std::optional<bool> {
                                       if (by_pairs) return label[a][b] < 0 ? std::nullopt : std::optional<bool>(label[a][b] > 0);
                                       if (truth[a] == 0 || truth[b] == 0) return std::nullopt;
                                       return truth[a] == truth[b];
                                   }));
        }
        expect_errors(evaluation, rows[0]);
    }
}

TEST(Evaluate, ClustersAgainstPairs) {
    const std::vector<int> predicted = {1, 1, 1, 2, 2, 0};
    const std::vector<Pair> labels = {{0, 1, 1}, {0, 3, 0}, {1, 2, 0}, {3, 5, 1}};
    Evaluation judged(kBudget);
    give_clusters(judged.predicted(), predicted);
    give_pairs(judged.labels(), labels, "same", "boolean");
    auto rows = run(judged);
    expect_counts(rows.at(0), {1, 1, 1, 1});
    expect_errors(judged, rows[0]);

    // without a verdict the pairs are all the matches there are
    Evaluation complete(kBudget);
    give_clusters(complete.predicted(), predicted);
    give_pairs(complete.labels(), {{0, 1, 1}, {3, 5, 1}}, "note", "text");
    rows = run(complete);
    expect_counts(rows.at(0), {1, 3, 1, 10});
    expect_errors(complete, rows[0]);
}

TEST(Evaluate, ThresholdsAreRoundAndFew) {
    const auto thresholds = [](const std::vector<double>& weights) {
        Evaluation evaluation(kBudget);
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i < weights.size(); i++) pairs.push_back({i, 1000 + i, weights[i]});
        give_pairs(evaluation.predicted(), pairs, "match_weight", "double precision");
        give_clusters(evaluation.labels(), {1, 1});
        std::vector<double> out;
        for (const auto& row : run(evaluation)) out.push_back(row.threshold.value_or(-1e9));
        return out;
    };
    EXPECT_EQ(thresholds({3.25}), std::vector<double>{3.25});
    EXPECT_EQ(thresholds({}), std::vector<double>{-1e9});
    const auto bits = thresholds({-4.8, 40.3});
    EXPECT_EQ(bits.front(), -5);
    EXPECT_EQ(bits[1], -4.5);
    EXPECT_EQ(bits.back(), 40);
    const auto shares = thresholds({0.003, 0.999});
    EXPECT_EQ(shares.front(), 0);
    EXPECT_EQ(shares[1], 0.02);
    for (const double high : {1e-5, 0.4, 7.0, 333.0, 1e12}) {
        const auto some = thresholds({0, high});
        EXPECT_LE(some.size(), 102u) << high;
        EXPECT_GE(some.size(), 2u) << high;
    }
}

TEST(Evaluate, SaysWhatItCannotJudge) {
    Evaluation weightless(kBudget);
    give_clusters(weightless.predicted(), {1});
    give_clusters(weightless.labels(), {1});
    weightless.set_thresholds({1});
    EXPECT_THROW(run(weightless), Error);
    EXPECT_THROW(weightless.set_thresholds({NAN}), Error);

    Evaluation mixed(kBudget);
    const char* const names[] = {"id", "source", "cluster_id"};
    const char* const types[] = {"integer", "text", "integer"};
    mixed.predicted().begin(3, names, types);
    const Cell cells[] = {"1", "crm", "1"};
    mixed.predicted().row(cells);
    give_clusters(mixed.labels(), {1});
    EXPECT_THROW(run(mixed), Error);

    Evaluation nothing(kBudget);
    give_clusters(nothing.predicted(), {});
    give_clusters(nothing.labels(), {});
    const auto rows = run(nothing);
    EXPECT_FALSE(rows.at(0).precision() || rows[0].recall() || rows[0].f1() || rows[0].b3_f1());
}

TEST(Evaluate, AMillionRecordsInOneCluster) {
    Evaluation evaluation(kBudget);
    const std::size_t n = 1'000'000;
    give_clusters(evaluation.predicted(), std::vector<int>(n, 1));
    give_clusters(evaluation.labels(), std::vector<int>(n, 1));
    const auto began = std::chrono::steady_clock::now();
    const auto rows = run(evaluation);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
    EXPECT_EQ(rows[0].true_positives, n * (n - 1) / 2);
    EXPECT_NEAR(*rows[0].b3_f1(), 1, 1e-9);
}

}  // namespace
}  // namespace cdp::cluster
