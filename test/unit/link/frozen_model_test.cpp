// SPDX-License-Identifier: PostgreSQL
#include "core/link/frozen_model.hpp"

#include <gtest/gtest.h>

#include "core/link/scorer.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using text::Kind;

const std::vector<std::string> kColumns = {"given_name", "family_name"};

// What a model knows of values weighs the same behind hashes: of values that it lists, of others, and with no table at all; and
// with a floor, up to what is certain to be below.
TEST(FrozenModel, WeighsAsTheModelDoes) {
    score::Model model = test::default_model({{"given_name", Kind::kGivenName}, {"family_name", Kind::kFamilyName}});
    model.prior = 1e-3;
    model.blocking = {{{0}}, {{1}}};
    for (const bool listed : {false, true}) {
        if (listed) {
            model.term_frequencies["family_name"] = {1e-4, 2e-3, {{"martin", 0.01}, {"petit", 0.004}, {"unseen", 0.5}}};
            model.term_frequencies["given_name"] = {0, 5e-3, {{"anna", 0.02}}};
        }
        const FrozenModel frozen(model);
        EXPECT_TRUE(frozen.model().term_frequencies.empty());
        EXPECT_EQ(frozen.rules().size(), model.all_rules().size());
        EXPECT_EQ(frozen.frequencies("family_name") != nullptr, listed);
        EXPECT_EQ(frozen.frequencies("email"), nullptr);
        const PreparedTable t(model, kColumns, {{"1", "Anna", "Martin"}, {"2", "Anna", "Petit"}, {"3", "Olga", "Rare"}, {"4", "Anna", "Martin"}, {"5", "Olga", "Rare"}, {"6", "", "Petit"}});
        const Scorer plain(model, t.table, false), quick(frozen, t.table);
        Scorer::Scratch of_plain(plain), of_quick(quick);
        std::set<score::Bits> different;
        for (Record a = 0; a < t.table.size(); a++)
            for (Record b = a + 1; b < t.table.size(); b++) {
                const score::Bits expected = plain.weight(a, b, Scorer::kOutOfReach, of_plain);
                EXPECT_EQ(quick.weight(a, b, Scorer::kOutOfReach, of_quick), expected) << a << ' ' << b;
                different.insert(expected);
                const score::Bits floored = quick.weight(a, b, expected, of_quick);
                EXPECT_EQ(floored, expected) << a << ' ' << b;
                EXPECT_LE(quick.weight(a, b, expected + 1, of_quick), expected);
            }
        EXPECT_GT(different.size(), 3u);
    }
}

}  // namespace
}  // namespace cdp::link
