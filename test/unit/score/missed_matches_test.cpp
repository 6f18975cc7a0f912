// SPDX-License-Identifier: PostgreSQL
#include "core/score/missed_matches.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace cdp::score {
namespace {

// Expected matches by what they agree on, of classes with a size and a probability for each attribute, a key each.
struct Class {
    double size;
    std::vector<double> agrees;
};

CaptureInput input_of(const std::vector<Class>& classes, const std::vector<KeySet>& rules, double* missed) {
    const std::size_t n = classes[0].agrees.size();
    CaptureInput input;
    input.rules = rules;
    for (std::size_t a = 0; a < n; a++) input.attributes.push_back(KeySet{1} << a);
    *missed = 0;
    for (KeySet set = 0; set < KeySet{1} << n; set++) {
        double matches = 0;
        for (const auto& [size, agrees] : classes) {
            double p = size;
            for (std::size_t a = 0; a < n; a++) p *= (set >> a & 1) != 0 ? agrees[a] : 1 - agrees[a];
            matches += p;
        }
        const bool seen = std::any_of(rules.begin(), rules.end(), [&](KeySet rule) { return (rule & ~set) == 0; });
        if (seen)
            input.found.emplace_back(set, matches);
        else
            *missed += matches;
    }
    return input;
}

// Chapman's estimate of two lists is (n1 + 1) (n2 + 1) / (m + 1) - 1.
TEST(MissedMatches, OfTwoListsLikePetersen) {
    double missed = 0;
    const auto input = input_of({{10'000, {0.8, 0.5}}}, {1, 2}, &missed);
    EXPECT_DOUBLE_EQ(missed, 1000);
    EXPECT_NEAR(*missed_matches(input, {}), 1000, 10);
}

TEST(MissedMatches, RulesOfSeveralKeys) {
    double missed = 0;
    const auto input = input_of({{50'000, {0.9, 0.8, 0.7, 0.6}}}, {0b0011, 0b0100}, &missed);
    EXPECT_NEAR(*missed_matches(input, {}), missed, 0.15 * missed);
}

// Matches that fail everywhere at once: one class alone would see a tenth of what is missed.
TEST(MissedMatches, BadlyKeptRecords) {
    double missed = 0;
    const auto input = input_of({{70'000, {0.95, 0.9, 0.92, 0.97}}, {30'000, {0.4, 0.3, 0.5, 0.35}}}, {1, 2, 4, 8}, &missed);
    EXPECT_NEAR(*missed_matches(input, {}), missed, 0.15 * missed);
    EXPECT_GT(missed, 4000);
}

TEST(MissedMatches, NothingMissedWhereRulesSeeAll) {
    CaptureInput input{{1, 2, 4}, {0b001, 0b010, 0b100}, {{0b111, 1000}}};
    EXPECT_LT(*missed_matches(input, {}), 1);
}

TEST(MissedMatches, TooLittleToTell) {
    EXPECT_FALSE(missed_matches({{1, 2}, {1, 2}, {{3, 9}}}, {}).has_value());
    EXPECT_FALSE(missed_matches({{3}, {1, 2}, {{3, 900}, {1, 50}}}, {}).has_value());
    EXPECT_FALSE(missed_matches({}, {}).has_value());
}

TEST(MissedMatches, OrderDoesNotShow) {
    double missed = 0;
    auto input = input_of({{700, {0.9, 0.8, 0.7}}, {300, {0.5, 0.4, 0.3}}}, {1, 6}, &missed);
    const auto first = missed_matches(input, {});
    std::mt19937 random(5);
    for (int i = 0; i < 5; i++) {
        std::shuffle(input.found.begin(), input.found.end(), random);
        EXPECT_EQ(missed_matches(input, {}), first);
    }
}

// Many keys of one attribute make many states; the cells stay few enough to list.
TEST(MissedMatches, ManyKeys) {
    std::mt19937 random(9);
    CaptureInput input;
    for (int a = 0; a < 12; a++) input.attributes.push_back(KeySet{0x1F} << 5 * a);
    for (int r = 0; r < 20; r++) input.rules.push_back(KeySet{1} << random() % 60 | KeySet{1} << random() % 60);
    for (int i = 0; i < 3000; i++) {
        KeySet set = input.rules[random() % input.rules.size()];
        for (int k = 0; k < 60; k++) set |= KeySet{random() % 3 == 0} << k;
        input.found.emplace_back(set, 1 + random() % 10);
    }
    const auto missed = missed_matches(input, {});
    ASSERT_TRUE(missed.has_value());
    EXPECT_GE(*missed, 0);
    const CancelToken cancelled([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(missed_matches(input, cancelled), Error);
}

}  // namespace
}  // namespace cdp::score
