// SPDX-License-Identifier: PostgreSQL
#include "core/compare/query.hpp"

#include <gtest/gtest.h>

#include "core/compare/jaro.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/qgram.hpp"

namespace cdp::compare {
namespace {

using LevenshteinQuery = Query<LevenshteinPattern<unsigned char>, LevenshteinPattern<char32_t>>;

std::size_t pairwise(std::string_view a, std::string_view b) {
    return with_characters(a, b, {},
                           [](auto x, auto y, const Work& work) { return levenshtein(x, y, kUnbounded, work); });
}

std::size_t prepared(LevenshteinQuery& query, std::string_view b) {
    return query.against(b, {},
                         [](const auto& p, auto y, const Work& work) { return p.distance(y, kUnbounded, work); });
}

// Every width of query against every width of text, twice, so that what the first one prepared is used again.
TEST(Query, AnswersAsThePairwiseMeasure) {
    const std::string texts[] = {"",
                                 "Muller",
                                 "Müller",
                                 "Mu\u0308ller",
                                 "Żółć",
                                 "山田",
                                 std::string(300, 'x'),
                                 "M\xffu",
                                 "Måns" + std::string(130, 'y')};
    for (const std::string& a : texts) {
        LevenshteinQuery query(a, {});
        for (int round = 0; round < 2; round++)
            for (const std::string& b : texts) EXPECT_EQ(prepared(query, b), pairwise(a, b)) << a << " | " << b;
    }
}

// Options of the measure are options of the query.
TEST(Query, TakesOptions) {
    using QgramQuery = Query<QgramPattern<unsigned char>, QgramPattern<char32_t>, int>;
    const std::string texts[] = {"",     "a",    "Jean", "Jeanne", "aaaaaaa", "Müller", "Mu\u0308ller", "山田太郎", std::string(90, 'x') + "é",
                                 "Żółć " + std::string(200, 'y')};
    for (int q = 1; q <= 8; q++)
        for (const std::string& a : texts) {
            QgramQuery query(a, q, {});
            for (int round = 0; round < 2; round++)
                for (const std::string& b : texts) {
                    const SetSizes wanted = with_characters(
                        a, b, {}, [q](auto x, auto y, const Work& work) { return detail::qgram_sizes(x, y, q, work); });
                    EXPECT_EQ(query.against(b, {}, [](auto& p, auto y, const Work& work) { return p.sizes(y, work); }), wanted)
                        << a << " | " << b << " | " << q;
                }
        }
    EXPECT_THROW(QgramQuery("a", 0, {}), Error);
}

TEST(Query, RefusesTextsThatAreTooLong) {
    const std::string huge((kMaxUnits + 1) * 4, 'x');
    EXPECT_THROW(LevenshteinQuery(huge, {}), Error);
}

}  // namespace
}  // namespace cdp::compare
