// SPDX-License-Identifier: PostgreSQL
#include "core/text/phone_line.hpp"

#include <gtest/gtest.h>

namespace cdp::text {
namespace {

std::optional<PhoneLine> line_of(std::string text, bool north_america = false) {
    const std::size_t first = text.find_first_of("0123456789+");
    return phone_line(std::move(text), first, north_america);
}

TEST(PhoneLine, CutsWhatIsSaidBehind) {
    const struct { const char* text; const char* number; const char* extension; bool doubtful; } cases[] = {
        {"06 63 80 12 91", "06 63 80 12 91", "", false},
        {"Tel: 030 901820 B\x1Aro", "030 901820", "", false},
        {"030 901820 Durchwahl: 12 (Empfang)", "030 901820", "12", false},
        {"030 901820 oder 030 5551234", "030 901820", "", true},
        {"030 901820 app 1234567890", "030 901820", "", true},
        {"6174935143 x 12", "6174935143", "12", false},
        {"663801291.0", "663801291", "", false},
        {"+33663801291.0", "+33663801291", "", false},
        {"06.63.80.12.0", "06.63.80.12.0", "", false},
    };
    for (const auto& c : cases) {
        const auto line = line_of(c.text);
        ASSERT_TRUE(line) << c.text;
        EXPECT_EQ(line->number, c.number) << c.text;
        EXPECT_EQ(line->extension, c.extension) << c.text;
        EXPECT_EQ(line->doubtful, c.doubtful) << c.text;
    }
}

TEST(PhoneLine, LettersAreDialledOnlyWhereTheyMayBe) {
    EXPECT_EQ(line_of("1-800-FLOWERS", true)->number, "1-800-3569377");
    EXPECT_TRUE(line_of("1-800-FLOWERS", true)->doubtful);
    EXPECT_EQ(line_of("617 493 5143 home", true)->number, "617 493 5143");
    EXPECT_EQ(line_of("0800 FLOWERS")->number, "0800 3569377");
    EXPECT_EQ(line_of("030 FLOWERS")->number, "030");
}

TEST(PhoneLine, LettersAmongDigitsAreNone) {
    for (const char* text : {"06 63 8O 12 91", "06 63 80 12 9 O", "O6 63 80 12 91", "0663801291p", "06 63 80 12 XX", "06 63\x1A"})
        EXPECT_FALSE(line_of(text)) << text;
}

}  // namespace
}  // namespace cdp::text
