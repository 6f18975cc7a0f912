// SPDX-License-Identifier: PostgreSQL
#include "core/compare/closeness.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "ref/closeness.hpp"

namespace cdp::compare {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
const double kNan = std::nan("");

TEST(NumericSimilarity, IsOneHalfAtTheScale) {
    for (const Decay decay : {Decay::kLinear, Decay::kExponential, Decay::kGaussian}) {
        EXPECT_DOUBLE_EQ(numeric_similarity(10, 13, 3, decay), 0.5);
        EXPECT_DOUBLE_EQ(numeric_similarity(13, 10, 3, decay), 0.5);
        EXPECT_DOUBLE_EQ(numeric_similarity(7, 7, 3, decay), 1);
        EXPECT_EQ(numeric_similarity(kInf, kInf, 1, decay), 1);
        EXPECT_EQ(numeric_similarity(kNan, kNan, 1, decay), 1);
        EXPECT_EQ(numeric_similarity(kNan, 1, 1, decay), 0);
        EXPECT_EQ(numeric_similarity(-kInf, kInf, 1, decay), 0);
        EXPECT_EQ(numeric_similarity(-1e308, 1e308, 1e-300, decay), 0);
    }
    EXPECT_DOUBLE_EQ(numeric_similarity(0, 6, 3), 0);
    EXPECT_DOUBLE_EQ(numeric_similarity(0, 6, 3, Decay::kExponential), 0.25);
    EXPECT_DOUBLE_EQ(numeric_similarity(0, 6, 3, Decay::kGaussian), 0.0625);
}

TEST(NumericSimilarity, RefusesOddOptions) {
    for (const double scale : {0.0, -1.0, kInf, kNan}) EXPECT_THROW(numeric_similarity(1, 2, scale), Error);
    EXPECT_EQ(decay_named("linear"), Decay::kLinear);
    EXPECT_EQ(decay_named("exp"), Decay::kExponential);
    EXPECT_EQ(decay_named("gauss"), Decay::kGaussian);
    EXPECT_THROW(decay_named("step"), Error);
}

TEST(PercentDifference, IsAShareOfTheLarger) {
    EXPECT_DOUBLE_EQ(percent_difference(90, 100), 0.1);
    EXPECT_DOUBLE_EQ(percent_difference(-100, -90), 0.1);
    EXPECT_DOUBLE_EQ(percent_difference(0, 0), 0);
    EXPECT_DOUBLE_EQ(percent_difference(0, -5), 1);
    EXPECT_DOUBLE_EQ(percent_difference(-1, 1), 2);
    EXPECT_DOUBLE_EQ(percent_difference(-1e308, 1e308), 2);
    EXPECT_EQ(percent_difference(kInf, kInf), 0);
    EXPECT_EQ(percent_difference(kInf, -kInf), 2);
    EXPECT_EQ(percent_difference(kInf, 3), 1);
    EXPECT_EQ(percent_difference(kNan, kNan), 0);
    EXPECT_EQ(percent_difference(kNan, 3), kInf);
}

// Days since 1970-01-01 are those that `date +%s` gives, divided by 86400.
constexpr std::int64_t k1980May12 = 3784;

TEST(DateSimilarity, ClosenessAndSlips) {
    EXPECT_DOUBLE_EQ(date_similarity(k1980May12, k1980May12, 30), 1);
    EXPECT_DOUBLE_EQ(date_similarity(k1980May12, k1980May12 + 3, 30), 0.95);
    EXPECT_DOUBLE_EQ(date_similarity(k1980May12, k1980May12 + 207, 30), kSlip);   // 1980-12-05, swapped
    EXPECT_DOUBLE_EQ(date_similarity(k1980May12, k1980May12 + 206, 30), 0);       // 1980-12-04
    EXPECT_DOUBLE_EQ(date_similarity(k1980May12, k1980May12 + 3652, 30), kSlip);  // 1990-05-12, a digit
    EXPECT_DOUBLE_EQ(date_similarity(k1980May12, k1980May12 + 3653, 30), 0);      // 1990-05-13
    EXPECT_DOUBLE_EQ(date_similarity(k1980May12, k1980May12 + 9, 30), kSlip);     // 1980-05-21, two digits swapped
    EXPECT_DOUBLE_EQ(date_similarity(kBeforeAll, kBeforeAll, 1), 1);
    EXPECT_DOUBLE_EQ(date_similarity(kBeforeAll, kAfterAll, 1), 0);
    EXPECT_DOUBLE_EQ(date_similarity(kAfterAll, 0, 1), 0);
    EXPECT_THROW(date_similarity(1, 2, 0), Error);
    EXPECT_THROW(date_similarity(1, 1, -1), Error);
}

// Every day of 1 to 9999 is walked through, each against another one drawn at random and against its slips.
TEST(DateSimilarity, AgreesWithTheTextbook) {
    std::vector<ref::Calendar> calendar(1);
    while (calendar.back().year < 9999 || calendar.back().month < 12 || calendar.back().day < 31) {
        calendar.push_back(calendar.back());
        calendar.back().next();
    }
    std::mt19937 random(61);
    const auto check = [&](std::size_t i, std::size_t j) {
        const std::int64_t a = ref::Calendar::kFirst + static_cast<std::int64_t>(i);
        const std::int64_t b = ref::Calendar::kFirst + static_cast<std::int64_t>(j);
        const double apart = std::abs(static_cast<double>(a - b));
        double expected = std::max(0.0, 1 - apart / 60);
        if (i != j && ref::one_slip(calendar[i], calendar[j])) expected = std::max(expected, 7.0 / 8);
        ASSERT_DOUBLE_EQ(date_similarity(a, b, 30), expected) << a << " " << b;
        ASSERT_EQ(date_similarity(b, a, 30), date_similarity(a, b, 30)) << a << " " << b;
    };
    for (std::size_t i = 0; i < calendar.size(); i += 1 + random() % 200) {
        check(i, random() % calendar.size());
        for (const std::size_t days : {1, 9, 10, 27, 28, 29, 30, 31, 59, 90, 207, 365, 366, 3652, 3653, 36524, 36525})
            if (i + days < calendar.size()) check(i, i + days);
    }
}

TEST(DateSimilarity, FarDates) {
    EXPECT_DOUBLE_EQ(date_similarity(-2'440'588, -2'440'587, 1), 0.5);  // 4713 BC
    EXPECT_DOUBLE_EQ(date_similarity(2'145'042'541, -2'440'588, 2'147'483'647), 1 - 2'147'483'129.0 / 4'294'967'294.0);
    EXPECT_DOUBLE_EQ(date_similarity(2'145'042'541, 2'145'042'541 - 100, 30), 0);
}

struct Places {
    double lat1, lon1, lat2, lon2, km;
};

TEST(Haversine, PublishedValues) {
    static constexpr Places kPublished[] = {
        {45.7597, 4.8422, 48.8567, 2.3508, 392.2172595594006},  // Lyon, Paris: README of the Python package haversine
        {45.7597, 4.8422, 40.7033962, -74.2351462, 6163.43638211},  // Lyon, New York: its tests
        // Nashville, Los Angeles: Rosetta Code, which takes another radius.
        {36.12, -86.67, 33.94, -118.40, 2887.2599506071106 / 6372.8 * kEarthRadiusKm},
    };
    for (const Places& p : kPublished) {
        EXPECT_NEAR(haversine_km(p.lat1, p.lon1, p.lat2, p.lon2), p.km, 1e-8);
        EXPECT_EQ(haversine_km(p.lat1, p.lon1, p.lat2, p.lon2), haversine_km(p.lat2, p.lon2, p.lat1, p.lon1));
    }
}

TEST(Haversine, PolesAntipodesAndTheDateLine) {
    const double half = std::numbers::pi * kEarthRadiusKm;
    EXPECT_NEAR(haversine_km(90, 0, -90, 0), half, 1e-9);
    EXPECT_NEAR(haversine_km(0, 0, 0, 180), half, 1e-9);
    EXPECT_NEAR(haversine_km(12.5, -60, -12.5, 120), half, 1e-9);
    EXPECT_NEAR(haversine_km(12.5, -60, -12.5, 119.999999),
                half - 1e-6 / 180 * half * std::cos(12.5 * std::numbers::pi / 180), 1e-9);
    EXPECT_NEAR(haversine_km(90, 10, 90, -170), 0, 1e-9);
    EXPECT_EQ(haversine_km(10, 180, 10, -180), 0);
    EXPECT_NEAR(haversine_km(0, 179.5, 0, -179.5), half / 180, 1e-9);
    EXPECT_NEAR(haversine_km(48, 2, 48.00000001, 2), 1e-8 * half / 180, 1e-12);
}

TEST(Haversine, AgreesWithTheTextbook) {
    std::mt19937 random(67);
    std::uniform_real_distribution<double> lat(-90, 90), lon(-180, 180), little(-1e-4, 1e-4);
    for (int round = 0; round < 20000; round++) {
        const double a = lat(random), b = lon(random);
        const bool near = round % 3 == 0;
        const double c = near ? std::clamp(a + little(random), -90.0, 90.0) : lat(random);
        const double d = near ? std::clamp(b + little(random), -180.0, 180.0) : lon(random);
        ASSERT_NEAR(haversine_km(a, b, c, d), ref::sphere_angle(a, b, c, d) * kEarthRadiusKm, 1e-8)
            << a << " " << b << " " << c << " " << d;
    }
}

TEST(Haversine, RefusesWhatIsNoPlace) {
    EXPECT_THROW(haversine_km(90.1, 0, 0, 0), Error);
    EXPECT_THROW(haversine_km(0, 0, -91, 0), Error);
    EXPECT_THROW(haversine_km(0, 181, 0, 0), Error);
    EXPECT_THROW(haversine_km(0, 0, 0, -180.5), Error);
    EXPECT_THROW(haversine_km(kNan, 0, 0, 0), Error);
    EXPECT_THROW(haversine_km(0, 0, 0, kInf), Error);
}

TEST(VectorCosine, OfTheAngle) {
    using Vector = std::vector<double>;
    EXPECT_DOUBLE_EQ(vector_cosine(Vector{1, 2, 3}, Vector{1, 2, 3}), 1);
    EXPECT_DOUBLE_EQ(vector_cosine(Vector{1, 2, 3}, Vector{-2, -4, -6}), -1);
    EXPECT_DOUBLE_EQ(vector_cosine(Vector{1, 0}, Vector{0, 5}), 0);
    EXPECT_DOUBLE_EQ(vector_cosine(Vector{1, 0}, Vector{1, 1}), 1 / std::sqrt(2.0));
    EXPECT_DOUBLE_EQ(vector_cosine(Vector{1e308, 1e308}, Vector{1e-308, 1e-308}), 1);
    EXPECT_TRUE(std::isnan(vector_cosine(Vector{0, 0}, Vector{1, 1})));
    EXPECT_TRUE(std::isnan(vector_cosine(Vector{}, Vector{})));
    EXPECT_THROW(vector_cosine(Vector{1}, Vector{1, 2}), Error);
    EXPECT_THROW(vector_cosine(Vector{kNan}, Vector{1}), Error);
    EXPECT_THROW(vector_cosine(Vector{1}, Vector{kInf}), Error);
}

}  // namespace
}  // namespace cdp::compare
