// SPDX-License-Identifier: PostgreSQL
#include "core/link/column_profile.hpp"

#include <gtest/gtest.h>

#include "core/link/gazetteer.hpp"

namespace cdp::link {
namespace {

TEST(ColumnProfile, MeasuresSharesWithoutJunk) {
    const ColumnValue sample[] = {{"Marie", 4}, {"n/a", 8}, {"Jean-Luc", 4}, {"a@b.org", 1}};
    const auto p = profile_column("c", "text", 20, 3, 4, sample);
    EXPECT_EQ(p.sampled, 3u);
    EXPECT_NEAR(p.junk, 8.0 / 17, 1e-9);
    EXPECT_NEAR(p.email, 1.0 / 5, 1e-9);  // weights are square roots: 2, 2, 1
    EXPECT_NEAR(p.given_first, 4.0 / 5, 1e-9);
    EXPECT_EQ(p.filled(), 17u);
    EXPECT_NEAR(p.null_share(), 0.15, 1e-9);
}

TEST(ColumnProfile, BearsAnyBytes) {
    const std::string huge(1 << 20, 'x');
    std::string cut(399, 'x');
    for (int i = 0; i < 50; i++) cut += "é";
    const ColumnValue sample[] = {{huge, 1}, {cut, 1}, {"\xff\xfe", 1}, {"", 5}, {std::string_view("a\0b", 3), 0}};
    const auto p = profile_column("c", "text", 10, 0, 5, sample);
    EXPECT_LE(p.letters, 1.0);
    EXPECT_GE(p.letters, 0.0);
    EXPECT_EQ(profile_column("c", "text", 0, 0, 0, {}).null_share(), 1.0);
}

TEST(Gazetteer, KnowsCommonWordsInTheirFoldedForm) {
    EXPECT_TRUE(is_given_name("jose") && is_given_name("olga") && is_given_name("zofia") && is_given_name("mehmet"));
    EXPECT_TRUE(is_family_name("muller") && is_family_name("garcia") && is_family_name("kowalska"));
    EXPECT_TRUE(has_family_ending("petrenko") && !has_family_ending("ski"));
    EXPECT_TRUE(is_city("sankt peterburg") && is_city("koln") && is_country("deutschland") && is_country_code("gb"));
    EXPECT_TRUE(is_region_code("nsw") && is_legal_form("gmbh") && is_company_word("school"));
    EXPECT_TRUE(is_street_word("rue") && is_street_word("hauptstrasse") && !is_street_word("paris"));
    EXPECT_TRUE(is_gender_word("frau") && is_boolean_word("oui") && is_title("mme"));
    for (const auto no : {"", "zzz", "a"}) EXPECT_FALSE(is_given_name(no) || is_family_name(no) || is_city(no)) << no;
}

}  // namespace
}  // namespace cdp::link
