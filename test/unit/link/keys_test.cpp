// SPDX-License-Identifier: PostgreSQL
#include "core/link/keys.hpp"

#include <set>

#include <gtest/gtest.h>

#include "ref/candidates.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::BlockingRule;
using score::KeyForm;
using score::KeyPart;
using test::PreparedTable;
using text::Kind;

struct KeyCase {
    Kind kind;
    const char* value;
    KeyForm form;
    int length;
    const char* key;
};

constexpr KeyCase kCases[] = {
    {Kind::kFamilyName, "Müller", KeyForm::kWhole, 0, "muller"},
    {Kind::kFamilyName, "Müller", KeyForm::kPrefix, 3, "mul"},
    {Kind::kFamilyName, "Müller", KeyForm::kPrefix, 6, "muller"},
    {Kind::kFamilyName, "Müller", KeyForm::kPrefix, 7, ""},  // too short for the slice: no key
    {Kind::kFamilyName, "Müller", KeyForm::kSuffix, 3, "ler"},
    {Kind::kFamilyName, "Müller", KeyForm::kSuffix, 7, ""},
    {Kind::kFamilyName, "Robert", KeyForm::kSoundex, 0, "R163"},
    {Kind::kFamilyName, "Robert Smith", KeyForm::kSoundex, 0, "R163"},
    {Kind::kFamilyName, "Smith", KeyForm::kMetaphone, 0, "SM0"},
    {Kind::kFamilyName, "Robert Smith", KeyForm::kNysiis, 0, "RABAD"},
    {Kind::kFamilyName, "Müller", KeyForm::kCologne, 0, "657"},
    {Kind::kFamilyName, "Rousseau", KeyForm::kPhoneticFr, 0, "R3SO"},
    {Kind::kBirthDate, "25/12/1972", KeyForm::kYear, 0, "1972"},
    {Kind::kBirthDate, "1972-11-05", KeyForm::kMonthDay, 0, "5-11"},
    {Kind::kBirthDate, "1972-05-11", KeyForm::kMonthDay, 0, "5-11"},  // meets the date with day and month swapped
    {Kind::kEmail, "Ann.Lee+shop@Laposte.net", KeyForm::kUser, 0, "ann.lee"},
    {Kind::kFullName, "Zoe Ann Zoe", KeyForm::kSorted, 0, "ann zoe zoe "},
    {Kind::kPhone, "+33 6 98 71 20 45", KeyForm::kSuffix, 8, "98712045"},
    {Kind::kPhone, "06 98 71 20 45", KeyForm::kSuffix, 8, "98712045"},
    {Kind::kFullName, "Ann", KeyForm::kTokens, 0, ""},  // exploding forms have no single key
    {Kind::kFullName, "Ann", KeyForm::kRare, 0, ""},
    {Kind::kFullName, "Ann", KeyForm::kDaitchMokotoff, 0, ""},
};

score::Model one_attribute(Kind kind) { return test::default_model({{"x", kind}}); }

TEST(KeyText, IsMadeOfTheMatchForm) {
    for (const auto& c : kCases) {
        const PreparedTable t(one_attribute(c.kind), {"x"}, {{"1", c.value}});
        const Values& values = t.table.attributes[0];
        ASSERT_NE(values.code(0), kMissing) << c.value;
        EXPECT_EQ(key_text(values, values.value(values.code(0)), {0, c.form, c.length}).value_or(""), c.key) << c.value;
    }
}

std::set<std::string> words_of(const PreparedTable& t, KeyForm form, Record r) {
    const Values& values = t.table.attributes[0];
    return ref::exploded(values, values.value(values.code(r)), form);
}

TEST(KeyColumn, ExplodesIntoWords) {
    const PreparedTable t(one_attribute(Kind::kFullName), {"x"}, {{"1", "Ann Lee Ann"}, {"2", "Lee"}, {"3", ""}});
    const KeyColumn column(t.table.attributes[0], {0, KeyForm::kTokens}, {});
    EXPECT_EQ(column.all_of(0).size(), 2u);  // a word that is there twice is one key
    ASSERT_EQ(column.all_of(1).size(), 1u);
    EXPECT_EQ(column.all_of(1)[0], column.all_of(0)[1]);
    EXPECT_EQ(column.all_of(2).size(), 0u);
}

TEST(KeyColumn, ExplodesIntoSounds) {
    const PreparedTable t(one_attribute(Kind::kFamilyName), {"x"}, {{"1", "Moskowitz"}, {"2", "Moskovitz"}, {"3", "Peters"}});
    const KeyColumn column(t.table.attributes[0], {0, KeyForm::kDaitchMokotoff}, {});
    ASSERT_EQ(column.all_of(0).size(), 1u);
    ASSERT_EQ(column.all_of(1).size(), 1u);
    EXPECT_EQ(column.all_of(0)[0], column.all_of(1)[0]);
    EXPECT_EQ(column.all_of(2).size(), 2u);
}

TEST(KeyColumn, ExplodesIntoPairsOfTheRarestWords) {
    const PreparedTable t(one_attribute(Kind::kCompany), {"x"},
                          {{"1", "north harbour trading house"},
                           {"2", "harbour north"},
                           {"3", "trading house"},
                           {"4", "trading"},
                           {"5", "house house"}});
    // "house" and "trading" are there most often, so the three rarest of the first are harbour, north and one of them.
    EXPECT_EQ(words_of(t, KeyForm::kRare, 0).count("harbour\nnorth"), 1u);
    const KeyColumn column(t.table.attributes[0], {0, KeyForm::kRare}, {});
    EXPECT_EQ(column.all_of(0).size(), 3u);
    ASSERT_EQ(column.all_of(1).size(), 1u);
    EXPECT_NE(std::find(column.all_of(0).begin(), column.all_of(0).end(), column.all_of(1)[0]), column.all_of(0).end());
    EXPECT_EQ(column.all_of(3).size(), 0u);  // one word makes no pair
    EXPECT_EQ(column.all_of(4).size(), 0u);
}

TEST(KeyColumn, GivesTheOneKeyOfAFormThatDoesNotExplode) {
    const PreparedTable t(one_attribute(Kind::kFamilyName), {"x"}, {{"1", "Lee"}, {"2", ""}, {"3", "Leeds"}});
    const KeyColumn column(t.table.attributes[0], {0, KeyForm::kPrefix, 4}, {});
    EXPECT_EQ(column.of(0), 0u);
    EXPECT_EQ(column.all_of(0).size(), 0u);
    EXPECT_EQ(column.of(1), 0u);
    EXPECT_EQ(column.all_of(1).size(), 0u);
    EXPECT_NE(column.of(2), 0u);
    ASSERT_EQ(column.all_of(2).size(), 1u);
    EXPECT_EQ(column.all_of(2)[0], column.of(2));
}

TEST(Keys, AreEqualExactlyWhereAllPartsAre) {
    const score::Model m = test::default_model(test::customer_attributes());
    const test::Customers customers(60);
    const PreparedTable t(m, test::kCustomerColumns, customers.rows);
    const std::vector<BlockingRule> rules = {{{3}},
                                             {{1, KeyForm::kMetaphone}, {2, KeyForm::kYear}},
                                             {{0, KeyForm::kPrefix, 1}, {1, KeyForm::kPrefix, 2}},
                                             {{1, KeyForm::kPrefix, 2}, {0, KeyForm::kPrefix, 1}},
                                             {{5, KeyForm::kTokens}, {7}},
                                             {{5, KeyForm::kRare}}};
    JobContext context(2);
    const Keys keys(t.table, rules, context);
    ASSERT_EQ(keys.rules(), rules.size());
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        const bool many = ref::is_exploding(rules[rule]);
        EXPECT_EQ(keys.explodes(rule), many);
        std::map<Key, std::string> text_of;
        std::map<std::string, Key> key_of;
        for (Record r = 0; r < t.table.size(); r++) {
            std::set<Key> own;
            if (many)
                keys.each(rule, r, [&](Key key) { EXPECT_TRUE(own.insert(key).second) << "a key is there twice"; });
            else if (keys.of(rule, r) != 0)
                own = {keys.of(rule, r)};
            const auto texts = ref::keys_of(t.table, rules[rule], r);
            ASSERT_EQ(own.size(), texts.size()) << rule << " " << r;
            if (many) continue;
            Key alone = 7;
            keys.of_run(rule, r, {&alone, 1});
            ASSERT_EQ(alone, keys.of(rule, r));
            for (const auto& text : texts) {
                EXPECT_EQ(text_of.emplace(*own.begin(), text).first->second, text);
                EXPECT_EQ(key_of.emplace(text, *own.begin()).first->second, *own.begin());
            }
        }
    }
}

// Arrays explode, alone and two at a time, whatever the form.
TEST(Keys, OfArraysAreThoseOfTheirElements) {
    score::Model m = test::default_model({{"a", Kind::kText}, {"b", Kind::kText}, {"c", Kind::kText}});
    m.attributes[0].many = m.attributes[1].many = true;
    std::mt19937 random(8);
    std::vector<test::Row> rows;
    const auto list = [&] {
        std::string out = "{";
        for (std::size_t n = random() % 4; n > 0; n--) out += std::string(out.size() > 1 ? "," : "") + "w" + std::to_string(random() % 5);
        return out + "}";
    };
    for (int i = 0; i < 60; i++) rows.push_back({std::to_string(i), list(), list(), "c" + std::to_string(random() % 2)});
    const PreparedTable t(m, {"a", "b", "c"}, rows);
    const std::vector<BlockingRule> rules = {{{0}}, {{0}, {1}}, {{2}, {1, KeyForm::kPrefix, 2}, {0}}, {{1, KeyForm::kTokens}, {2}}};
    JobContext context(1);
    const Keys keys(t.table, rules, context);
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        EXPECT_TRUE(keys.explodes(rule));
        for (Record r = 0; r < t.table.size(); r++) {
            std::set<Key> own;
            keys.each(rule, r, [&](Key key) { EXPECT_TRUE(own.insert(key).second); });
            EXPECT_EQ(own.size(), ref::keys_of(t.table, rules[rule], r).size()) << rule << " " << r;
        }
    }
}

TEST(Keys, OfPlainTextCountCharacters) {
    score::Model m = test::default_model({{"a", Kind::kText}});
    m.attributes[0].form = score::Form::kPlain;
    const PreparedTable t(m, {"a"}, {{"1", "Łódź"}, {"2", "Łó"}});
    const Values& values = t.table.attributes[0];
    EXPECT_EQ(key_text(values, values.value(values.code(0)), {0, KeyForm::kPrefix, 3}), "Łód");
    EXPECT_EQ(key_text(values, values.value(values.code(0)), {0, KeyForm::kSuffix, 2}), "dź");
    EXPECT_EQ(key_text(values, values.value(values.code(1)), {0, KeyForm::kPrefix, 3}), std::nullopt);
    EXPECT_EQ(key_text(values, values.value(values.code(1)), {0, KeyForm::kSuffix, 2}), "Łó");
}

TEST(Keys, StopWhenAskedTo) {
    const score::Model m = test::default_model(test::customer_attributes());
    const test::Customers customers(20);
    const PreparedTable t(m, test::kCustomerColumns, customers.rows);
    const std::vector<BlockingRule> rules = {{{3}}};
    JobContext context(1);
    context.stop();
    EXPECT_THROW(Keys(t.table, rules, context), Error);
}

}  // namespace
}  // namespace cdp::link
