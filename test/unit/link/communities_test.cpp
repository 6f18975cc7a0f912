// SPDX-License-Identifier: PostgreSQL
#include "core/link/communities.hpp"

#include <gtest/gtest.h>

#include "core/link/scorer.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using text::Kind;

const std::vector<std::string> kColumns = {"given_name", "family_name"};

score::Model names_model() {
    score::Model m = test::default_model({{"given_name", Kind::kGivenName}, {"family_name", Kind::kFamilyName}});
    m.prior = 1e-3;
    return m;
}

score::Communities two_languages() {
    score::Communities out;
    out.left = 0;
    out.right = 1;
    out.count = 2;
    out.bits = {-3, 1, 0.5, -2};
    out.left_values = {{"anna", 0}, {"ana", 0}, {"olga", 1}};
    out.right_values = {{"lindholm", 0}, {"petrova", 1}, {"petrov", 1}};
    return out;
}

struct CommunitiesTest : testing::Test {
    score::Model model = names_model(), with = [] {
        score::Model m = names_model();
        m.communities = two_languages();
        return m;
    }();
    PreparedTable t{model, kColumns,
                    {{"a", "Anna", "Lindholm"}, {"b", "Anna", "Lindholm"}, {"c", "Olga", "Petrova"}, {"d", "Olga", "Petrova"},
                     {"e", "Anna", "Petrova"}, {"f", "Anna", "Petrova"}, {"g", "Olga", "Novak"}, {"h", "Olga", "Novak"},
                     {"i", "Olga", "Petrov"}, {"j", "Olga", ""}}};

    // What communities add to the weight of two records.
    double added(Record a, Record b) {
        const Scorer before(model, t.table, true), after(with, t.table, true);
        Scorer::Scratch of_before(before), of_after(after);
        const auto weight = [&](const Scorer& s, Scorer::Scratch& scratch) { return s.weight(a, b, Scorer::kOutOfReach, scratch); };
        return score::from_bits(weight(after, of_after) - weight(before, of_before));
    }
};

TEST_F(CommunitiesTest, AddWhatTheGridSaysToPairsThatAgreeOnBoth) {
    EXPECT_NEAR(added(0, 1), -3, 0.2);  // look-alikes count as before
    EXPECT_NEAR(added(2, 3), -2, 0.2);
    EXPECT_NEAR(added(4, 5), 1, 0.2);
}

TEST_F(CommunitiesTest, SayNothingOfOtherPairs) {
    EXPECT_EQ(added(0, 2), 0);  // agree on neither
    EXPECT_EQ(added(0, 4), 0);  // on the given name alone
    EXPECT_EQ(added(6, 7), 0);  // a name of no community
    EXPECT_EQ(added(2, 9), 0);  // no family name
}

TEST_F(CommunitiesTest, OfTwoSpellingsTheLessTellingOneCounts) {
    EXPECT_NEAR(added(2, 8), -2, 0.2);
    const Communities c(two_languages(), t.table.attributes[0], t.table.attributes[1], 0, 1);
    const auto row = [&](Record r) { return std::vector<Code>{t.table.attributes[0].code(r), t.table.attributes[1].code(r)}; };
    EXPECT_EQ(c.bits(row(4).data(), row(0).data()), score::to_bits(-3));
    EXPECT_EQ(c.bits(row(9).data(), row(4).data()), score::to_bits(1));  // the row that has both
    EXPECT_EQ(c.bits(row(9).data(), row(9).data()), 0);
    EXPECT_EQ(c.most(), score::to_bits(1));
}

TEST_F(CommunitiesTest, AFloorDropsNoPairThatTheyLiftAboveIt) {
    const Scorer scorer(with, t.table, true);
    Scorer::Scratch scratch(scorer);
    const score::Bits weight = scorer.weight(4, 5, Scorer::kOutOfReach, scratch);
    EXPECT_EQ(scorer.weight(4, 5, weight, scratch), weight);
    EXPECT_EQ(scorer.weight(4, 5, weight + 1, scratch), Scorer::kOutOfReach);
}

}  // namespace
}  // namespace cdp::link
