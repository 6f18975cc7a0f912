// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/profile.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "core/cluster/agglomerate.hpp"
#include "core/score/model_json.hpp"
#include "ref/graph.hpp"

namespace cdp::cluster {
namespace {

using link::Record;
using score::Bits;
using score::to_bits;

const char* const kModel = R"({"attributes": [{"name": "a", "kind": "text"}, {"name": "card", "kind": "identifier"}],
  "blocking": [["a"]], "thresholds": {"component": 1, "cluster": 0},
  "comparisons": [{"attributes": ["a"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]})";

class Profiles : public testing::Test {
protected:
    Profiles() {
        raw_.add_column("a", "text");
        raw_.add_column("card", "text");
        for (int i = 0; i < 20; i++) {
            const std::string card = "c" + std::to_string(i / 10);
            const std::optional<std::string_view> cells[] = {"x", i == 5 ? std::nullopt : std::optional<std::string_view>(card)};
            raw_.add_row(std::nullopt, std::to_string(100 + i), cells);
        }
        raw_.finish();
        JobContext context(1);
        table_.prepare(model_, context);
        scorer_.emplace(model_, table_, false);
    }

    ClusterProfile describe(const std::vector<Record>& records, const std::vector<Bits>& weights) {
        return Profiler(*scorer_, 0).describe(records, weights);
    }
    // Weights of the pairs that are given, by place; of all others `rest`.
    static std::vector<Bits> matrix(std::size_t n, const std::map<std::pair<int, int>, double>& known, double rest) {
        std::vector<Bits> out(n * n, to_bits(rest));
        for (const auto& [pair, bits] : known) {
            const auto a = static_cast<std::size_t>(pair.first), b = static_cast<std::size_t>(pair.second);
            out[a * n + b] = out[b * n + a] = to_bits(bits);
        }
        return out;
    }

    score::Model model_ = score::read_model(kModel);
    link::RawTable raw_{std::pmr::get_default_resource()};
    link::Table table_{raw_};
    std::optional<link::Scorer> scorer_;
};

TEST_F(Profiles, APair) {
    const auto p = describe({3, 7}, matrix(2, {{{0, 1}, 5}}, 0));
    EXPECT_EQ(p.cluster, 3u);
    EXPECT_EQ(p.size, 2u);
    EXPECT_EQ(p.links, 1u);
    EXPECT_DOUBLE_EQ(p.density(), 1);
    EXPECT_EQ(p.weakest_link, to_bits(5));
    EXPECT_EQ(p.bridges, 1u);
    EXPECT_EQ(p.articulation_points, 0u);
    EXPECT_EQ(p.suspicions, 0) << "a pair has no two groups of two";
    EXPECT_EQ(p.left, 3u);
    EXPECT_EQ(p.right, 7u);
}

TEST_F(Profiles, TwoGroupsOnOneLink) {
    // 0-1-2 and 3-4-5 hang together by 2-3; pairs below one bit are no links.
    const auto p = describe({0, 1, 2, 3, 4, 6}, matrix(6, {{{0, 1}, 9}, {{0, 2}, 9}, {{1, 2}, 9}, {{3, 4}, 9}, {{3, 5}, 9}, {{4, 5}, 9}, {{2, 3}, 4}}, 0.5));
    EXPECT_EQ(p.links, 7u);
    EXPECT_EQ(p.suspicions, kBridge);
    EXPECT_EQ(p.left, 2u);
    EXPECT_EQ(p.right, 3u);
    EXPECT_EQ(p.bridges, 1u);
    EXPECT_EQ(p.articulation_points, 2u);
    EXPECT_EQ(p.weakest_link, to_bits(4));
    EXPECT_EQ(p.weakest_pair, to_bits(0.5));
}

TEST_F(Profiles, IdentifiersThatDiffer) {
    EXPECT_EQ(describe({0, 5}, matrix(2, {{{0, 1}, 5}}, 0)).suspicions, 0) << "one has none";
    const auto p = describe({0, 10}, matrix(2, {{{0, 1}, 5}}, 0));
    EXPECT_EQ(p.suspicions, kIdentifiers);
    EXPECT_EQ(p.identifier, 1);
    model_.constraints.limits = {{1, 2}};
    EXPECT_EQ(describe({0, 10}, matrix(2, {{{0, 1}, 5}}, 0)).suspicions, 0) << "the model allows two";
}

TEST_F(Profiles, TooManyRecords) {
    model_.constraints.max_size = 1;
    EXPECT_EQ(describe({0, 1}, matrix(2, {{{0, 1}, 5}}, 0)).suspicions, kOversized);
}

TEST_F(Profiles, ACloseCall) {
    Profiler profiler(*scorer_, to_bits(2));
    ClusterProfile p;
    profiler.set_last_join(p, to_bits(2 + kCloseCall));
    EXPECT_EQ(p.suspicions, 0);
    profiler.set_last_join(p, to_bits(2 + kCloseCall) - 1);
    EXPECT_EQ(p.suspicions, kCloseJoin);
}

TEST_F(Profiles, AgreeWithTheDefinitions) {
    std::mt19937 random(1);
    Profiler profiler(*scorer_, 0);  // one for all
    for (int round = 0; round < 800; round++) {
        const std::size_t n = 2 + random() % 9;
        std::vector<Record> records(n);
        for (std::size_t i = 0; i < n; i++) records[i] = static_cast<Record>(2 * i);
        std::vector<Bits> weights(n * n, 0);
        ref::GraphEdges links;
        std::vector<Bits> all;
        Bits clipped = 0;
        for (unsigned a = 0; a < n; a++)
            for (unsigned b = a + 1; b < n; b++) {
                const Bits w = to_bits(static_cast<int>(random() % 40) - 25.0);
                weights[a * n + b] = weights[b * n + a] = w;
                if (w >= to_bits(1)) links.emplace_back(a, b);
                all.push_back(w);
                clipped += w > to_bits(5) ? to_bits(5) + (w - to_bits(5)) / 16 : std::max(w, to_bits(-5));
            }
        const auto p = profiler.describe(records, weights);
        ASSERT_EQ(p.links, links.size());
        ASSERT_EQ(p.weakest_pair, *std::min_element(all.begin(), all.end()));
        ASSERT_EQ(p.mean, clipped / static_cast<Bits>(all.size()));
        // The greatest weight from which on pairs hold all records together.
        std::sort(all.rbegin(), all.rend());
        for (const Bits least : all) {
            ref::GraphEdges strong;
            for (unsigned a = 0; a < n; a++)
                for (unsigned b = a + 1; b < n; b++)
                    if (weights[a * n + b] >= least) strong.emplace_back(a, b);
            if (ref::component_count(ref::labels(static_cast<unsigned>(n), strong)) > 1) continue;
            ASSERT_EQ(p.weakest_link, least) << round;
            break;
        }
        std::size_t bridges = 0, widest = 0, points = 0;
        for (std::size_t e = 0; e < links.size(); e++) {
            const std::size_t side = ref::bridge_side(static_cast<unsigned>(n), links, e);
            bridges += side > 0 ? 1 : 0;
            widest = std::max(widest, side);
        }
        for (unsigned v = 0; v < n; v++) points += ref::is_articulation_point(static_cast<unsigned>(n), links, v) ? 1 : 0;
        ASSERT_EQ(p.bridges, bridges);
        ASSERT_EQ(p.articulation_points, points);
        ASSERT_EQ((p.suspicions & kBridge) != 0, widest >= 2);
        if (widest < 2) {
            ASSERT_EQ(weights[p.left / 2 * n + p.right / 2], p.weakest_link);
        }
    }
}

}  // namespace
}  // namespace cdp::cluster
