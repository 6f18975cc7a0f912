// SPDX-License-Identifier: PostgreSQL
#include "core/compare/sketch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ref/qgram.hpp"
#include "ref/sketch.hpp"
#include "unit/compare/random_words.hpp"

namespace cdp::compare {
namespace {

using Signature = std::vector<std::int32_t>;

std::vector<std::string_view> views(const std::vector<std::string>& list) { return {list.begin(), list.end()}; }

Signature signature_of(const std::vector<std::string>& elements, std::size_t size) {
    Signature signature(size);
    minhash(views(elements), signature);
    return signature;
}

Signature bands_of(const Signature& signature, int rows) {
    Signature bands(signature.size() / static_cast<std::size_t>(rows));
    minhash_bands(signature, rows, bands);
    return bands;
}

std::vector<std::string> numbers(int from, int to) {
    std::vector<std::string> list;
    for (int i = from; i < to; i++) list.push_back(std::to_string(i));
    return list;
}

TEST(MinHash, IsWhatTheDefinitionReads) {
    RandomWords random(31);
    for (int i = 0; i < 300; i++) {
        const auto list = random.list(30);
        const std::size_t size = 1 + random.below(70);
        EXPECT_EQ(signature_of(list, size), ref::minhash(list, size));
    }
    EXPECT_EQ(signature_of({}, 3), Signature({-1, -1, -1}));
}

// Signatures are stored: they may never change.
TEST(MinHash, StaysAsItIs) {
    EXPECT_EQ(signature_of({"jean", "dupont"}, 4), Signature({375914602, 1707149274, 659739806, 434506412}));
    EXPECT_EQ(bands_of(signature_of({"jean", "dupont"}, 4), 2), Signature({-1482329588, -266928094}));
    EXPECT_EQ(simhash(views({"jean", "dupont", "paris"})), -3501395791544483283);
}

TEST(MinHash, IsOfTheSet) {
    EXPECT_EQ(signature_of({"b", "a", "b", "a"}, 64), signature_of({"a", "b"}, 64));
    const Signature a = signature_of(numbers(0, 50), 64), b = signature_of(numbers(40, 90), 64);
    Signature least;
    for (std::size_t i = 0; i < a.size(); i++)
        least.push_back(static_cast<std::uint32_t>(a[i]) < static_cast<std::uint32_t>(b[i]) ? a[i] : b[i]);
    EXPECT_EQ(signature_of(numbers(0, 90), 64), least);
}

// Four standard errors at 1,024 places are 1/16.
TEST(MinHash, EstimatesJaccard) {
    const auto left = numbers(0, 1000);
    const Signature a = signature_of(left, 1024);
    for (const int shift : {0, 1, 10, 100, 300, 500, 900, 1000}) {
        const auto right = numbers(shift, 1000 + shift);
        const double exact = ref::jaccard(std::set<std::string>(left.begin(), left.end()),
                                          std::set<std::string>(right.begin(), right.end()));
        const Signature b = signature_of(right, 1024);
        EXPECT_NEAR(minhash_similarity(a, b), exact, 1.0 / 16) << shift;
        EXPECT_EQ(minhash_similarity(a, b), minhash_similarity(b, a));
    }
    EXPECT_EQ(minhash_similarity(signature_of({}, 8), signature_of({}, 8)), 1);
    EXPECT_EQ(minhash_similarity(signature_of({}, 8), signature_of({"a"}, 8)), 0);
    EXPECT_EQ(minhash_similarity(Signature{}, Signature{}), 1);
}

// 1 - (1 - s^rows)^bands, over many pairs of sets of similarity 1/2.
TEST(MinHash, BandsMeetAsOftenAsTheyShould) {
    constexpr int kPairs = 2000;
    int met = 0;
    for (int i = 0; i < kPairs; i++) {
        const auto left = numbers(100 * i, 100 * i + 30), right = numbers(100 * i + 10, 100 * i + 40);
        const Signature x = bands_of(signature_of(left, 32), 4), y = bands_of(signature_of(right, 32), 4);
        bool any = false;
        for (std::size_t band = 0; band < x.size(); band++) any = any || x[band] == y[band];
        met += any ? 1 : 0;
    }
    const double expected = 1 - std::pow(1 - std::pow(0.5, 4), 8);
    EXPECT_NEAR(static_cast<double>(met) / kPairs, expected, 4 * std::sqrt(expected * (1 - expected) / kPairs));
}

TEST(MinHash, BandsTellWhichTheyAre) {
    const Signature bands = bands_of(Signature(16, 7), 4);
    EXPECT_EQ(std::set<std::int32_t>(bands.begin(), bands.end()).size(), 4U);
}

TEST(MinHash, RefusesOddSizes) {
    EXPECT_THROW(checked_signature(0), Error);
    EXPECT_THROW(checked_signature(kMaxSignature + 1), Error);
    EXPECT_EQ(checked_signature(kMaxSignature), kMaxSignature);
    EXPECT_THROW(checked_rows(0, 8), Error);
    EXPECT_THROW(checked_rows(3, 8), Error);
    EXPECT_EQ(checked_rows(8, 8), 8);
    EXPECT_THROW(minhash_similarity(Signature(3), Signature(4)), Error);
}

TEST(SimHash, IsWhatTheDefinitionReads) {
    RandomWords random(32);
    for (int i = 0; i < 300; i++) {
        const auto list = random.list(30);
        EXPECT_EQ(simhash(views(list)), ref::simhash(list));
    }
    EXPECT_EQ(simhash({}), 0);
}

// The bits of two lists differ as often as the angle between them is a part of a half turn.
TEST(SimHash, DistanceFollowsTheAngle) {
    double sum = 0;
    constexpr int kPairs = 400;
    for (int i = 0; i < kPairs; i++) {
        const auto left = numbers(1000 * i, 1000 * i + 200), right = numbers(1000 * i + 100, 1000 * i + 300);
        sum += simhash_distance(simhash(views(left)), simhash(views(right)));
    }
    EXPECT_NEAR(sum / kPairs, 64.0 / 3, 0.6);  // cosine 1/2 is 60 degrees
    EXPECT_EQ(simhash_distance(0, -1), 64);
    EXPECT_EQ(simhash_distance(5, 5), 0);
}

TEST(Sketches, CanBeStopped) {
    const std::vector<std::string_view> many(200000, "x");
    const CancelToken stop([](const void*) noexcept { return true; }, nullptr);
    Signature signature(64);
    EXPECT_THROW(minhash(many, signature, stop), Error);
    EXPECT_THROW(simhash(many, stop), Error);
}

}  // namespace
}  // namespace cdp::compare
