// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/cluster.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/score/model_json.hpp"
#include "unit/cluster/customers.hpp"

namespace cdp::cluster {
namespace {

using link::Link;
using link::Record;
using score::to_bits;

// One attribute: equal values weigh about +10 bits, others about -10; links are given by the test.
const char* const kModel = R"({"attributes": [{"name": "a", "kind": "text"}], "blocking": [["a"]], "prior": 0.5,
  "linkage": "average",
  "comparisons": [{"attributes": ["a"], "levels": [{"when": "exact", "m": 0.999, "u": 0.001},
                                                    {"when": "else", "m": 0.001, "u": 0.999}]}]})";

class Clusters : public testing::Test {
protected:
    // Records 0, 1, … with these values.
    void table(const std::vector<std::string>& values) {
        raw_.add_column("a", "text");
        for (std::size_t i = 0; i < values.size(); i++) {
            const std::optional<std::string_view> cell = values[i];
            raw_.add_row(std::nullopt, std::to_string(1'000'000 + i), {&cell, 1});
        }
        raw_.finish({});
        model_ = score::read_model(kModel);
    }

    std::vector<Record> cluster(std::vector<Link> given, unsigned threads = 1, double threshold = 0) {
        std::sort(given.begin(), given.end());
        JobContext context(threads);
        link::Table table(raw_);
        table.prepare(model_, context);
        const link::Scorer scorer(model_, table, false);
        const Vec<Link> links(given.begin(), given.end(), raw_.memory());
        const auto out = cluster_records(scorer, links, threshold, context, &statistics_);
        return {out.begin(), out.end()};
    }

    link::RawTable raw_{std::pmr::get_default_resource()};
    score::Model model_;
    ClusterStatistics statistics_;
};

TEST_F(Clusters, WithoutLinksEachIsAlone) {
    table({"alpha", "alpha", "omega"});
    EXPECT_EQ(cluster({}), (std::vector<Record>{0, 1, 2}));
    EXPECT_EQ(statistics_.clusters, 3u);
    EXPECT_EQ(statistics_.components, 0u);
    EXPECT_EQ(statistics_.largest, 1u);
}

TEST_F(Clusters, NoRecordsNoClusters) {
    table({});
    EXPECT_EQ(cluster({}), std::vector<Record>{});
    EXPECT_EQ(statistics_.clusters, 0u);
}

TEST_F(Clusters, PairsThatBlockingMissedAreScored) {
    table({"alpha", "alpha", "alpha", "omega", "omega"});
    // 0-1 and 1-2 make 0, 1, 2 one component; 0-2 is worked out. 2-3 is a wrong link that the pairs around it outvote.
    EXPECT_EQ(cluster({{0, 1, to_bits(9)}, {1, 2, to_bits(9)}, {2, 3, to_bits(2)}, {3, 4, to_bits(9)}}),
              (std::vector<Record>{0, 0, 0, 3, 3}));
    EXPECT_EQ(statistics_.components, 1u);
    EXPECT_EQ(statistics_.largest_component, 5u);
    EXPECT_EQ(statistics_.clusters, 2u);
    EXPECT_EQ(statistics_.largest, 3u);
    EXPECT_EQ(statistics_.cut_components, 0u);
}

TEST_F(Clusters, TheWeightOfALinkIsTakenAsGiven) {
    table({"alpha", "omega"});
    EXPECT_EQ(cluster({{0, 1, to_bits(20)}}), (std::vector<Record>{0, 0})) << "such as one of a deterministic rule";
    EXPECT_EQ(cluster({{0, 1, to_bits(20)}}, 1, 15), (std::vector<Record>{0, 0}));
    EXPECT_EQ(cluster({{0, 1, to_bits(1)}}, 1, 2), (std::vector<Record>{0, 1}));
}

TEST_F(Clusters, AnOversizedComponentIsCutAtItsWeakestLinksAndCounted) {
    std::vector<std::string> values;
    std::vector<Link> links;
    constexpr Record kHalf = 400;
    for (Record r = 0; r < 2 * kHalf; r++) values.push_back(r < kHalf ? "alpha" : "omega");
    for (Record r = 0; r + 1 < 2 * kHalf; r++)
        if (r + 1 != kHalf) links.push_back({r, r + 1, to_bits(9)});
    links.push_back({3, kHalf + 7, to_bits(3)});  // the weak bridge
    table(values);
    static_assert(2 * kHalf > kMaxComponent);
    std::vector<Record> expected;
    for (Record r = 0; r < 2 * kHalf; r++) expected.push_back(r < kHalf ? 0 : kHalf);
    for (const unsigned threads : {1u, 3u}) {
        EXPECT_EQ(cluster(links, threads), expected);
        EXPECT_EQ(statistics_.components, 1u);
        EXPECT_EQ(statistics_.largest_component, 2 * kHalf);
        EXPECT_EQ(statistics_.cut_components, 1u);
        EXPECT_EQ(statistics_.clusters, 2u);
        EXPECT_EQ(statistics_.largest, kHalf);
    }
}

TEST_F(Clusters, NoClusterOutgrowsTheLimit) {
    std::vector<Link> links;
    for (Record r = 0; r + 1 < 2000; r++) links.push_back({r, r + 1, to_bits(9)});
    table(std::vector<std::string>(2000, "alpha"));
    const auto clusters = cluster(links, 2);
    EXPECT_EQ(statistics_.cut_components, 1u);
    EXPECT_LE(statistics_.largest, kMaxComponent);
    EXPECT_EQ(cluster(links, 1), clusters);
}

TEST_F(Clusters, StopsWhenToldTo) {
    table({"alpha", "alpha"});
    JobContext context(1);
    link::Table prepared(raw_);
    prepared.prepare(model_, context);
    const link::Scorer scorer(model_, prepared, false);
    context.stop();
    try {
        cluster_records(scorer, Vec<Link>(raw_.memory()), 0, context);
        FAIL() << "went on";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kCancelled);
    }
}

}  // namespace
}  // namespace cdp::cluster
