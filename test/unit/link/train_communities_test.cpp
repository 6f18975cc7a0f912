// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_communities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;
using text::Kind;

const std::vector<std::string> kColumns = {"given_name", "family_name"};
constexpr unsigned kNames = 150;  // of either kind and language

std::string word(char first, unsigned n) {
    std::string out(1, first);
    for (int i = 0; i < 4; i++, n /= 20) out += static_cast<char>('a' + n % 20);
    return out;
}

// People of several languages; a share of them has a family name of any language.
std::vector<Row> people(std::size_t n, unsigned languages, double mixed) {
    std::mt19937 random(11);
    std::vector<Row> out;
    for (std::size_t i = 0; i < n; i++) {
        const unsigned language = static_cast<unsigned>(random() % languages);
        const bool any = static_cast<double>(random() % 1000) < mixed * 1000;
        const unsigned other = any ? static_cast<unsigned>(random() % languages) : language;
        out.push_back({std::to_string(i), word('g', language * kNames + static_cast<unsigned>(random() % kNames)),
                       word('f', other * kNames + static_cast<unsigned>(random() % kNames))});
    }
    return out;
}

score::Model names_model() {
    score::Model m = test::default_model({{"given_name", Kind::kGivenName}, {"family_name", Kind::kFamilyName}});
    for (auto& c : m.comparisons) c.alike[score::kNamesake] = true;
    return m;
}

std::optional<score::Communities> learnt(const std::vector<Row>& rows, const score::Model& model = names_model()) {
    const PreparedTable t(model, kColumns, rows);
    JobContext context(1);
    return learn_communities(model, t.table, context);
}

TEST(TrainCommunities, NamesOfOneLanguageWeighLessTogether) {
    const auto rows = people(20'000, 4, 0.1);
    const auto found = learnt(rows);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->left, 0u);
    EXPECT_EQ(found->right, 1u);
    ASSERT_EQ(found->bits.size(), found->count * found->count);
    double same = 0, mixed = 0;
    for (unsigned l = 0; l < 4; l++)
        for (unsigned i = 0; i < kNames; i++) {
            const auto bits = [&](unsigned language) {
                return found->bits[*found->left_values.find(word('g', l * kNames + i)) * found->count +
                                   *found->right_values.find(word('f', language * kNames + i))];
            };
            same += bits(l) / (4 * kNames);
            mixed += bits((l + 1) % 4) / (4 * kNames);
        }
    EXPECT_LT(same, mixed - 2);  // four languages: 2 bits, and nine of ten names are of the own one
}

TEST(TrainCommunities, AreNotFoundWhereNamesSayNothingOfEachOther) {
    EXPECT_FALSE(learnt(people(20'000, 4, 1)));
    EXPECT_FALSE(learnt(people(20'000, 1, 0)));
}

TEST(TrainCommunities, NeedRecordsAndTwoNamesThatNamesakesShare) {
    EXPECT_FALSE(learnt(people(300, 4, 0.1)));
    EXPECT_FALSE(learnt({}));
    score::Model model = names_model();
    model.comparisons[1].alike[score::kNamesake] = false;
    EXPECT_FALSE(learnt(people(20'000, 4, 0.1), model));
}

TEST(TrainCommunities, DoNotDependOnTheOrderOfTheRecords) {
    auto rows = people(20'000, 3, 0.2);
    const auto one = learnt(rows);
    std::shuffle(rows.begin(), rows.end(), std::mt19937(5));
    const auto two = learnt(rows);
    ASSERT_TRUE(one && two);
    EXPECT_EQ(one->bits, two->bits);
    EXPECT_EQ(one->left_values, two->left_values);
    EXPECT_EQ(one->right_values, two->right_values);
}

}  // namespace
}  // namespace cdp::link
