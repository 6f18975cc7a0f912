// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_labels.hpp"

#include <gtest/gtest.h>

#include <random>

namespace cdp::link {
namespace {

class LabelsTest : public testing::Test {
protected:
    Labels make(const std::vector<Code>& entities, const std::vector<std::tuple<Record, Record, bool>>& pairs) {
        Labels out(entities.size(), &memory);
        for (Record r = 0; r < entities.size(); r++) out.set_entity(r, entities[r]);
        for (const auto& [a, b, same] : pairs) out.add_pair(a, b, same);
        out.finish({});
        return out;
    }

    Budget budget;
    CountedResource memory{budget};
};

TEST_F(LabelsTest, VerdictsComeFromEntitiesAndFromPairs) {
    const Labels labels = make({1, 1, 2, 0, 0, 0}, {{4, 3, true}, {3, 5, false}});
    EXPECT_EQ(labels.verdict(0, 1), true);
    EXPECT_EQ(labels.verdict(1, 2), false);
    EXPECT_EQ(labels.verdict(0, 3), std::nullopt) << "nothing is known of the second";
    EXPECT_EQ(labels.verdict(3, 4), true);
    EXPECT_EQ(labels.verdict(4, 3), true);
    EXPECT_EQ(labels.verdict(5, 3), false);
    EXPECT_EQ(labels.verdict(4, 5), std::nullopt) << "two pairs say nothing of a third";
    EXPECT_EQ(labels.records(), 6u);
    EXPECT_EQ(make({0, 0, 7}, {}).records(), 1u);
}

TEST_F(LabelsTest, MatchesAreThoseOfEntitiesAndOfPairs) {
    const Labels labels = make({3, 0, 3, 9, 3, 0}, {{5, 1, true}, {0, 3, false}});
    const auto matches = labels.matches(1000, {});
    EXPECT_EQ(std::vector<Pair>(matches.begin(), matches.end()), (std::vector<Pair>{{0, 2}, {0, 4}, {1, 5}, {2, 4}}));
    const auto others = labels.others();
    EXPECT_EQ(std::vector<Pair>(others.begin(), others.end()), (std::vector<Pair>{{0, 3}}));
}

TEST_F(LabelsTest, OfLargeEntitiesSomeMatchesAreDrawn) {
    std::vector<Code> entities(600, 1);
    for (std::size_t i = 300; i < 600; i++) entities[i] = static_cast<Code>(2 + i / 2);
    const Labels labels = make(entities, {});
    const auto matches = labels.matches(5000, {});
    EXPECT_NEAR(static_cast<double>(matches.size()), 5000, 100);
    for (const Pair& p : matches) {
        EXPECT_LT(p.a, p.b);
        EXPECT_EQ(labels.verdict(p.a, p.b), true);
    }
    // Names of entities do not show.
    for (Code& e : entities) e = 5000 - e;
    const auto renamed = make(entities, {}).matches(5000, {});
    EXPECT_EQ(renamed, matches);
}

}  // namespace
}  // namespace cdp::link
