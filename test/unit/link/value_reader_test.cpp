// SPDX-License-Identifier: PostgreSQL
#include "core/link/value_reader.hpp"

#include <gtest/gtest.h>

namespace cdp::link {
namespace {

using score::Form;

score::Attribute with_steps(std::initializer_list<const char*> steps, Form form = Form::kPlain, text::Kind kind = text::Kind::kText) {
    score::Attribute a;
    a.name = "x";
    a.kind = kind;
    a.form = form;
    for (const char* step : steps) a.steps.push_back(score::parse_transform(step, "here"));
    return a;
}

std::string read(const score::Attribute& a, std::string_view raw) { return ValueReader(a, true).read(raw).value_or("-"); }

TEST(ValueReader, PlainValuesStayAsTheyAre) {
    for (const char* text : {"", " ", "N/A", "Déjà Vu", "a  b"}) EXPECT_EQ(read(with_steps({}), text), text);
    EXPECT_EQ(read(with_steps({"text"}), "X"), "X");
}

TEST(ValueReader, StepsComeOneAfterTheOther) {
    EXPECT_EQ(read(with_steps({"lower", "regex('^[^@]+')", "substring(1, 3)"}), "ANNA@EXAMPLE.ORG"), "ann");
    EXPECT_EQ(read(with_steps({"upper"}), "straße élan"), "STRASSE ÉLAN");
    EXPECT_EQ(read(with_steps({"trim"}), "  a b "), "a b");
    EXPECT_EQ(read(with_steps({"trim"}), "   "), "");
    EXPECT_EQ(read(with_steps({"substring(2, 2)"}), "éàüö"), "àü");
    EXPECT_EQ(read(with_steps({"substring(-2)"}), "éàüö"), "üö");
    EXPECT_EQ(read(with_steps({"substring(-9, 2)"}), "abc"), "ab");
    EXPECT_EQ(read(with_steps({"substring(9)"}), "abc"), "");
    EXPECT_EQ(read(with_steps({"nullif('x')"}), "x"), "-");
    EXPECT_EQ(read(with_steps({"nullif('x')"}), "y"), "y");
    EXPECT_EQ(read(with_steps({"regex('[0-9]+')"}), "none"), "-");
    EXPECT_EQ(read(with_steps({"extract('[0-9]+')"}), "none"), "");
    EXPECT_EQ(read(with_steps({"soundex"}), "Robert"), "R163");
    EXPECT_EQ(read(with_steps({"date('%d/%m/%Y')"}), "14/07/1984"), "1984-07-14");
    EXPECT_EQ(read(with_steps({"date('%d/%m/%Y')"}), "soon"), "-");
}

TEST(ValueReader, ElementsOfLists) {
    EXPECT_EQ(read(with_steps({"element(1)"}), "{a,b,c}"), "a");
    EXPECT_EQ(read(with_steps({"element(-1)", "upper"}), "{a,b,c}"), "C");
    EXPECT_EQ(read(with_steps({"element(4)"}), "{a,b,c}"), "-");
    EXPECT_EQ(read(with_steps({"split(' ')", "element(2)"}), "anna maria"), "maria");
    EXPECT_EQ(read(with_steps({"split(' ')", "element(1)"}), "{no,array}"), "{no,array}");
}

TEST(ValueReader, ManyValues) {
    score::Attribute a = with_steps({"lower"});
    a.many = true;
    using List = std::vector<std::string>;
    EXPECT_EQ(ValueReader(a, true).read_many("{B,a,b}"), (List{"a", "b"}));
    EXPECT_EQ(ValueReader(a, true).read_many("{}"), List{}) << "an empty list is a value";
    a = with_steps({"double_metaphone"});
    a.many = true;
    EXPECT_EQ(ValueReader(a, true).read_many("Smith"), (List{"SM0", "XMT"}));
    a = with_steps({}, Form::kClean, text::Kind::kEmail);
    a.many = true;
    EXPECT_EQ(ValueReader(a, true).read_many("{Ann@Example.org,no mail}"), List{"ann@example.org"});
    EXPECT_EQ(ValueReader(a, true).read_many("{no mail}"), std::nullopt) << "and one of clean values only when one is left";
}

TEST(ValueReader, NumbersAndDatesAreReadStrictly) {
    const auto number = with_steps({}, Form::kPlain, text::Kind::kNumber), date = with_steps({}, Form::kPlain, text::Kind::kDate);
    EXPECT_EQ(read(number, "1.50"), "1.5");
    EXPECT_EQ(read(number, "-0"), "0");
    for (const char* text : {"", "1,5", "EUR 3", "1e999", "0x10"}) EXPECT_EQ(read(number, text), "-") << text;
    EXPECT_EQ(read(date, "1984-07-14"), "1984-07-14");
    EXPECT_EQ(read(date, "1984-07-14T10:00:00Z"), "1984-07-14 10:00:00");
    EXPECT_EQ(read(date, "14.7.1984"), "-");
}

}  // namespace
}  // namespace cdp::link
