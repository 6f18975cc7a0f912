// SPDX-License-Identifier: PostgreSQL
#include "core/link/letters.hpp"

#include <random>

#include <gtest/gtest.h>

#include "core/compare/jaro.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"

namespace cdp::link {
namespace {

using score::Measure;

bool ruled_out(Measure measure, double bound, std::string_view a, std::string_view b) {
    return LetterBound(measure, bound).rules_out(letters_of(a), letters_of(b));
}

TEST(LetterBound, NeverRulesOutWhatReachesTheBound) {
    std::mt19937 random(5);
    std::size_t out = 0, in = 0;
    for (int i = 0; i < 60000; i++) {
        const std::string alphabet = i % 3 == 0 ? "0123456789" : i % 3 == 1 ? "abcdefghijklmnopqrstuvwxyz" : "ab c@.1";
        const auto text = [&] {
            std::string s(random() % 14, ' ');
            for (char& c : s) c = alphabet[random() % alphabet.size()];
            return s;
        };
        const std::string a = text();
        std::string b = random() % 2 == 0 ? text() : a;
        if (!b.empty()) std::swap(b[random() % b.size()], b[random() % b.size()]);
        const auto check = [&](Measure measure, double value, bool distance) {
            ASSERT_FALSE(ruled_out(measure, value, a, b)) << a << " " << b << " " << value;
            const double far = distance ? value - 3 : value + 0.2;
            (ruled_out(measure, far, a, b) ? out : in)++;
        };
        const auto edits = compare::levenshtein(a, b);
        check(Measure::kLevenshtein, static_cast<double>(edits), true);
        check(Measure::kOsa, static_cast<double>(compare::osa_distance(a, b)), true);
        check(Measure::kLevenshteinSimilarity, compare::normalized_similarity(edits, a.size(), b.size()), false);
        check(Measure::kJaro, compare::jaro(a, b), false);
        check(Measure::kJaroWinkler, compare::jaro_winkler(a, b), false);
    }
    EXPECT_GT(out, 10000u);
    EXPECT_GT(in, 10000u);
}

TEST(LetterBound, RulesOutUnlikeTexts) {
    EXPECT_TRUE(ruled_out(Measure::kJaroWinkler, 0.7, "james", "bonita"));
    EXPECT_TRUE(ruled_out(Measure::kLevenshtein, 1, "12345", "12399"));
    EXPECT_FALSE(ruled_out(Measure::kLevenshtein, 2, "12345", "12399"));
    EXPECT_TRUE(ruled_out(Measure::kOsa, 2, "anna", "annabella"));
    EXPECT_FALSE(ruled_out(Measure::kOsa, 1, "anna", "nana"));
    EXPECT_TRUE(ruled_out(Measure::kLevenshteinSimilarity, 0.5, "anna", "peter"));
}

TEST(LetterBound, LeavesEmptyAndLongTextsToTheMeasure) {
    const std::string longer(300, 'a'), other(300, 'b');
    EXPECT_FALSE(ruled_out(Measure::kJaro, 0.9, longer, other));
    EXPECT_FALSE(ruled_out(Measure::kLevenshtein, 1, longer, "b"));
    EXPECT_FALSE(ruled_out(Measure::kJaro, 0.9, "", ""));
    EXPECT_FALSE(ruled_out(Measure::kLevenshtein, 0, "", "b"));
    EXPECT_TRUE(LetterBound().empty());
    EXPECT_FALSE(LetterBound().rules_out(letters_of("a"), letters_of("b")));
}

TEST(LetterBound, ServesMeasuresOfCharacters) {
    EXPECT_TRUE(LetterBound::serves(Measure::kUser));
    EXPECT_TRUE(LetterBound::is_distance(Measure::kOsa));
    EXPECT_FALSE(LetterBound::is_distance(Measure::kJaro));
    EXPECT_FALSE(LetterBound::serves(Measure::kTokenOverlap));
}

}  // namespace
}  // namespace cdp::link
