// SPDX-License-Identifier: PostgreSQL
#include "core/score/defaults.hpp"

#include <gtest/gtest.h>

#include "core/score/model_json.hpp"
#include "core/score/weights.hpp"

namespace cdp::score {
namespace {

using text::Kind;

Model with(const std::vector<Kind>& kinds) {
    Model m;
    for (std::size_t i = 0; i < kinds.size(); i++) m.attributes.push_back({"c" + std::to_string(i), kinds[i]});
    use_default_comparisons(m);
    m.blocking = {{{0, KeyForm::kWhole, 0}}};
    return m;
}

const Comparison& named(const Model& m, std::string_view name) {
    for (const auto& c : m.comparisons)
        if (c.name == name) return c;
    ADD_FAILURE() << "no comparison " << name;
    return m.comparisons.at(0);
}

// What every default comparison owes, whatever the attributes beside it.
void expect_sound(const Model& m) {
    for (const auto& c : m.comparisons) {
        SCOPED_TRACE(c.name + " of " + std::string(text::kind_name(m.attributes[static_cast<std::size_t>(c.attributes[0])].kind)));
        ASSERT_GE(c.levels.size(), 2u);
        ASSERT_LE(c.levels.size(), 15u);
        EXPECT_TRUE(c.levels.back().condition.is_else());
        double m_sum = 0, u_sum = 0;
        std::array<double, kLookAlikes> alike{};
        for (const auto& l : c.levels) {
            EXPECT_GT(l.m, 0);
            EXPECT_GT(l.u, 0);
            EXPECT_FALSE(l.fixed);
            EXPECT_EQ(l.when.find('{'), std::string::npos) << l.when;
            m_sum += l.m;
            u_sum += l.u;
            for (std::size_t k = 0; k < kLookAlikes; k++) {
                if (c.alike[k]) {
                    EXPECT_GT(l.alike[k], 0);
                }
                alike[k] += l.alike[k];
            }
        }
        EXPECT_NEAR(m_sum, 1, 0.011);
        EXPECT_NEAR(u_sum, 1, 0.011);
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (c.alike[k]) {
                EXPECT_NEAR(alike[k], 1, 0.011) << kLookAlikeNames[k];
            }
        EXPECT_GT(c.levels.front().m, c.levels.front().u) << "agreement speaks for a match";
        EXPECT_LT(c.levels.back().m, c.levels.back().u) << "disagreement speaks against";
    }
    EXPECT_NO_THROW(read_model(write_model(m))) << "a default model is a valid document";
}

TEST(Defaults, EveryKindHasASoundComparison) {
    for (std::size_t k = 0; k < text::kKindCount; k++) {
        const Model m = with({static_cast<Kind>(k)});
        ASSERT_EQ(m.comparisons.size(), 1u) << text::kKindNames[k];
        EXPECT_EQ(m.comparisons[0].name, "c0");
        expect_sound(m);
    }
}

TEST(Defaults, EveryPairOfKindsIsSound) {
    for (std::size_t a = 0; a < text::kKindCount; a++)
        for (std::size_t b = 0; b < text::kKindCount; b++) expect_sound(with({static_cast<Kind>(a), static_cast<Kind>(b)}));
}

TEST(Defaults, AddressPartsAreOneComparison) {
    const Model whole = with({Kind::kStreet, Kind::kPostcode, Kind::kCity});
    ASSERT_EQ(whole.comparisons.size(), 1u);
    EXPECT_EQ(whole.comparisons[0].name, "address");
    EXPECT_EQ(whole.comparisons[0].attributes, (std::vector<int>{0, 1, 2}));
    expect_sound(whole);
    for (const Kind place : {Kind::kPostcode, Kind::kCity}) {
        const Model m = with({place, Kind::kStreet});
        ASSERT_EQ(m.comparisons.size(), 1u);
        EXPECT_EQ(m.comparisons[0].attributes, (std::vector<int>{1, 0}));
        expect_sound(m);
    }
    const Model apart = with({Kind::kPostcode, Kind::kCity});
    EXPECT_EQ(apart.comparisons.size(), 2u) << "without a street there is no address";
    const Model two = with({Kind::kStreet, Kind::kPostcode, Kind::kCity, Kind::kStreet, Kind::kCity});
    ASSERT_EQ(two.comparisons.size(), 3u) << "the second street and city stand alone";
    EXPECT_EQ(two.comparisons[1].name, "c3");
    expect_sound(two);
}

TEST(Defaults, NamesKnowEachOtherWhenBothAreThere) {
    const auto swaps = [](const Comparison& c) {
        std::size_t n = 0;
        for (const auto& l : c.levels) n += l.when.find("exact(\"c0\", \"c1\")") != std::string::npos ? 1 : 0;
        return n;
    };
    const Model both = with({Kind::kGivenName, Kind::kFamilyName});
    EXPECT_EQ(swaps(named(both, "c0")), 1u);
    EXPECT_EQ(swaps(named(both, "c1")), 1u);
    const Model alone = with({Kind::kGivenName, Kind::kEmail});
    EXPECT_EQ(swaps(named(alone, "c0")), 0u);
    EXPECT_EQ(named(both, "c0").levels.size(), named(alone, "c0").levels.size() + 1);
    const Model middle = with({Kind::kGivenName, Kind::kFamilyName, Kind::kGivenName});
    EXPECT_EQ(named(middle, "c2").levels.size(), named(alone, "c0").levels.size()) << "a second given name has no partner";
}

TEST(Defaults, LookAlikesNeedWhatTellsThemApart) {
    const auto on = [](const std::vector<Kind>& kinds) {
        const Model m = with(kinds);
        return std::string(m.alike[kHousehold] > 0 ? "h" : "-") + (m.alike[kNamesake] > 0 ? "n" : "-");
    };
    EXPECT_EQ(on({Kind::kGivenName, Kind::kFamilyName, Kind::kPhone}), "hn");
    EXPECT_EQ(on({Kind::kFullName, Kind::kStreet}), "hn");
    EXPECT_EQ(on({Kind::kGivenName, Kind::kFamilyName}), "h-");
    EXPECT_EQ(on({Kind::kFullName, Kind::kBirthDate}), "-n");
    EXPECT_EQ(on({Kind::kFullName}), "--");
    EXPECT_EQ(on({Kind::kEmail, Kind::kPhone}), "--");
    EXPECT_EQ(on({Kind::kCompany, Kind::kStreet}), "hn");
    EXPECT_EQ(on({Kind::kCompany, Kind::kText}), "--");
}

TEST(Defaults, WhatStoodBeforeIsReplaced) {
    Model m = with({Kind::kEmail});
    use_default_comparisons(m);
    EXPECT_EQ(m.comparisons.size(), 1u);
}

// The household trap, on paper: contact shared and given names that disagree must end below 0 bits, one person above.
TEST(Defaults, HouseholdsStayApartAndPeopleTogether) {
    Model m = with({Kind::kGivenName, Kind::kFamilyName, Kind::kStreet, Kind::kPostcode, Kind::kCity, Kind::kPhone});
    for (const double prior : {1e-4, 1e-5, 1e-6}) {
        m.prior = prior;
        const Weights w(m);
        ASSERT_EQ(m.comparisons.size(), 4u);  // given, family, address, phone
        const auto total = [&](unsigned given) {
            Evidence e;
            e.add(w.level(0, given));
            for (std::size_t c = 1; c < 4; c++) e.add(w.level(c, 1));
            return from_bits(w.total(e));
        };
        EXPECT_GT(total(1), 2) << prior;
        EXPECT_LT(total(static_cast<unsigned>(w.level_count(0))), 0) << prior;
    }
}

}  // namespace
}  // namespace cdp::score
