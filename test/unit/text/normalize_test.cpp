// SPDX-License-Identifier: PostgreSQL
// Properties of every normaliser through its one door, and the small kinds that have no file of their own.
#include "core/text/normalize.hpp"

#include <gtest/gtest.h>

#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

constexpr std::string_view kRegions[] = {"", "FR", "United Kingdom", "US", "DE", "CA", "NL", "PL", "IE"};

TEST(Normalize, IdempotentAndWellFormedForEveryKind) {
    Nasty nasty(9);
    for (int i = 0; i < 6000; i++) {
        const std::string s = nasty.next();
        const NormalizeOptions options{kRegions[static_cast<std::size_t>(i) % std::size(kRegions)], i % 2 == 0};
        for (std::size_t k = 0; k < kKindCount; k++) {
            const Kind kind = static_cast<Kind>(k);
            const auto once = normalize(kind, s, options);
            if (!once) continue;
            EXPECT_TRUE(valid_utf8(*once)) << kind_name(kind);
            EXPECT_FALSE(once->empty()) << kind_name(kind);
            EXPECT_EQ(normalize(kind, *once, options), once) << kind_name(kind) << ": " << s;
        }
    }
}

TEST(Normalize, SmallKinds) {
    EXPECT_EQ(normalize(Kind::kCountry, "Frankreich"), "FR");
    EXPECT_EQ(normalize(Kind::kBoolean, "Oui"), "true");
    EXPECT_EQ(normalize(Kind::kBoolean, "maybe"), std::nullopt);
    EXPECT_EQ(normalize(Kind::kNumber, " +007,50 "), "7.5");
    EXPECT_EQ(normalize(Kind::kNumber, "-0.0"), "0");
    EXPECT_EQ(normalize(Kind::kNumber, "1.2.3"), std::nullopt);
    EXPECT_EQ(normalize(Kind::kText, " a\t b\xFF"), "a b");
    EXPECT_EQ(normalize(Kind::kText, " "), std::nullopt);
    EXPECT_EQ(normalize(Kind::kCity, "SAINT-ETIENNE"), "Saint-Etienne");
}

TEST(Gender, WordsAndCodes) {
    const struct { const char* text; const char* gender; } cases[] = {
        {"F", "F"}, {"Femme", "F"}, {"w", "F"}, {"weiblich", "F"}, {"Mme", "F"}, {"Sig.ra", "F"}, {"2", "F"}, {"K", "F"},
        {"m", "M"}, {"Homme", "M"}, {"H", "M"}, {"m\u00E4nnlich", "M"}, {"M.", "M"}, {"m\u0119\u017Cczyzna", "M"},
        {"divers", "X"}, {"non-binary", "X"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_gender(c.text), c.gender) << c.text;
    for (const char* text : {"", "?", "unknown", "0", "9", "female male"}) EXPECT_EQ(normalize_gender(text), std::nullopt) << text;
}

}  // namespace
}  // namespace cdp::text
