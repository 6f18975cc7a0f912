// SPDX-License-Identifier: PostgreSQL
#include "core/compare/best_pair.hpp"

#include <gtest/gtest.h>

#include "core/compare/levenshtein.hpp"
#include "ref/levenshtein.hpp"
#include "ref/qgram.hpp"
#include "ref/token_measure.hpp"
#include "unit/compare/random_words.hpp"

namespace cdp::compare {
namespace {

using List = std::vector<std::string_view>;

double best(const List& a, const List& b, std::string_view measure) { return best_pair(a, b, pair_measure(measure)); }

TEST(BestPair, TakesTheBest) {
    EXPECT_NEAR(best({"DIXON", "MARTHA"}, {"x", "MARHTA"}, "jaro_winkler"), 0.961, 0.0005);
    EXPECT_DOUBLE_EQ(best({"kitten", "abc"}, {"sitting"}, "levenshtein_similarity"), 1 - 3.0 / 7);
    EXPECT_DOUBLE_EQ(best({"night"}, {"nacht", "day"}, "dice"), 0.25);
    EXPECT_DOUBLE_EQ(best({"a"}, {"b", "c"}, "jaro"), 0);
    EXPECT_DOUBLE_EQ(best({""}, {"b", ""}, "jaro"), 1);
    EXPECT_DOUBLE_EQ(best({"Жуков"}, {"Zoé", "Жуков"}, "cosine"), 1);
}

TEST(BestPair, RefusesAnUnknownMeasure) {
    EXPECT_THROW(pair_measure("levenshtein"), Error);
    EXPECT_THROW(pair_measure(""), Error);
    EXPECT_THROW(pair_measure("JARO"), Error);
}

TEST(BestPair, AgreesWithTheTextbook) {
    RandomWords random(53);
    const auto sets = [](auto similarity) {
        return [similarity](const ref::Word& x, const ref::Word& y) {
            return similarity(ref::qgrams(x, 2), ref::qgrams(y, 2));
        };
    };
    using Grams = std::set<ref::Word>;
    for (int round = 0; round < 600; round++) {
        const auto a = random.list(round % 5 == 0 ? 20 : 4), b = random.list(round % 5 == 0 ? 20 : 4);
        const List x(a.begin(), a.end()), y(b.begin(), b.end());
        const auto expect = [&](const char* measure, auto textbook) {
            ASSERT_NEAR(best(x, y, measure), ref::best_pair(a, b, textbook), 1e-12) << measure << " round " << round;
            ASSERT_NEAR(best(y, x, measure), ref::best_pair(a, b, textbook), 1e-12) << measure << " round " << round;
        };
        expect("jaro", [](const ref::Word& p, const ref::Word& q) { return ref::jaro(p, q); });
        expect("jaro_winkler", [](const ref::Word& p, const ref::Word& q) { return ref::jaro_winkler(p, q); });
        expect("levenshtein_similarity", [](const ref::Word& p, const ref::Word& q) {
            return normalized_similarity(ref::levenshtein(p, q), p.size(), q.size());
        });
        expect("indel_similarity", &ref::indel_ratio);
        expect("jaccard", sets([](const Grams& p, const Grams& q) { return ref::jaccard(p, q); }));
        expect("dice", sets([](const Grams& p, const Grams& q) { return ref::dice(p, q); }));
        expect("overlap", sets([](const Grams& p, const Grams& q) { return ref::overlap(p, q); }));
        expect("cosine", sets([](const Grams& p, const Grams& q) { return ref::cosine(p, q); }));
    }
}

}  // namespace
}  // namespace cdp::compare
