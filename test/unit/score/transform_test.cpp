// SPDX-License-Identifier: PostgreSQL
#include "core/score/transform.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

TEST(Transform, ReadsWhatItPrints) {
    for (const char* text :
         {"text", "lower", "upper", "trim", "substring(2)", "substring(-4)", "substring(1, 3)", "regex('^[^@]+')", "regex('@(.+)$', 1)",
          "extract('[0-9]+')", "nullif('')", "nullif('it''s')", "date('%d/%m/%Y')", "element(1)", "element(-1)", "split(', ')", "soundex",
          "double_metaphone"}) {
        const Transform t = parse_transform(text, "here");
        EXPECT_EQ(print_transform(t), text);
        EXPECT_EQ(parse_transform(print_transform(t), "here"), t);
    }
    EXPECT_EQ(print_transform(parse_transform("  substring ( 1 ,3 ) ", "here")), "substring(1, 3)");
}

TEST(Transform, TakesItsArguments) {
    const Transform t = parse_transform("regex('a''(b)', 1)", "here");
    EXPECT_EQ(t.kind, TransformKind::kRegex);
    EXPECT_EQ(t.text, "a'(b)");
    EXPECT_EQ(t.start, 1);
    const Transform s = parse_transform("substring(-3, 2)", "here");
    EXPECT_EQ(s.start, -3);
    EXPECT_EQ(s.length, 2);
}

TEST(Transform, MistakesNameThePlaceAndTheStep) {
    for (const char* text : {"", "lowercase", "lower()", "lower x", "substring", "substring()", "substring('a')", "substring(0)", "substring(1, -1)",
                             "substring(1", "regex(3)", "regex('(')", "regex('a', 1)", "regex('a", "nullif(x)", "date('')", "date('day')",
                             "date('%Q')", "element(0)", "split('')", "substring(99999999999)", "regex('a', -1)"}) {
        try {
            parse_transform(text, "model.attributes[1].steps[0]");
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kInvalidModel) << text;
            EXPECT_TRUE(std::string(e.what()).starts_with("model.attributes[1].steps[0]: ")) << e.what();
            EXPECT_FALSE(e.hint().empty());
        }
    }
}

TEST(Transform, HostileTextIsReadOrRefused) {
    RandomBytes random(5);
    const std::vector<std::string> words = {"lower", "regex", "substring", "(", ")", "'a'", ",", "1", "-2", "'(a|b)'", "date", "'%Y'", "split"};
    for (int i = 0; i < 3000; i++) {
        const std::string text = i % 2 == 0 ? random.words(words, 6) : random.bytes(random.below(12));
        try {
            const Transform t = parse_transform(text, "here");
            EXPECT_EQ(parse_transform(print_transform(t), "here"), t) << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kInvalidModel);
        }
    }
}

}  // namespace
}  // namespace cdp::score
