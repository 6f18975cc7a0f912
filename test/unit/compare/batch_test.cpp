// SPDX-License-Identifier: PostgreSQL
#include "core/compare/batch.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

// Texts one after another, with nothing behind the last: reading past it is found by the sanitizer.
class Pool {
public:
    explicit Pool(const std::vector<std::string>& texts) {
        offsets_.push_back(0);
        for (const std::string& s : texts) {
            bytes_.insert(bytes_.end(), s.begin(), s.end());
            offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
        }
        bytes_.shrink_to_fit();
    }
    TextSpan texts() const { return {bytes_.data(), offsets_}; }

private:
    std::vector<unsigned char> bytes_;
    std::vector<std::uint32_t> offsets_;
};

class Batch : public testing::TestWithParam<Lanes> {
protected:
    void SetUp() override {
        if (!has_lanes(GetParam())) GTEST_SKIP() << "not on this processor";
    }

    // Every measure of the query and each text, against the functions for pairs.
    void check(const std::string& query, const std::vector<std::string>& texts, std::size_t bound, double cutoff) {
        const Pool pool(texts);
        const TextBatch batch(pool.texts(), GetParam());
        const Bytes q = bytes_of(query);
        std::vector<std::uint16_t> lev(texts.size()), osa(texts.size()), lev_bound(texts.size());
        std::vector<double> winkler(texts.size()), winkler_cut(texts.size());
        batch.levenshtein(q, lev);
        batch.osa_distance(q, osa);
        batch.levenshtein(q, lev_bound, bound);
        batch.jaro_winkler(q, winkler);
        batch.jaro_winkler(q, winkler_cut, 0.25, 0.5, cutoff);
        for (std::size_t i = 0; i < texts.size(); i++) {
            const std::string& t = texts[i];
            ASSERT_EQ(lev[i], levenshtein(query, t)) << query << " / " << t;
            ASSERT_EQ(lev_bound[i], levenshtein(query, t, bound)) << query << " / " << t;
            ASSERT_EQ(osa[i], osa_distance(query, t)) << query << " / " << t;
            ASSERT_EQ(winkler[i], jaro_winkler(query, t)) << query << " / " << t;
            ASSERT_EQ(winkler_cut[i], jaro_winkler(query, t, 0.25, 0.5, cutoff)) << query << " / " << t;
        }
    }
};

TEST_P(Batch, GivesWhatPairsGive) {
    RandomStrings random(111);
    for (int round = 0; round < 400; round++) {
        const std::size_t most = round % 4 == 0 ? 90 : round % 4 == 1 ? 8 : 20, alphabet = 2 + random.below(30);
        const std::string query = random.string(random.below(round % 3 == 0 ? 80 : most + 1), alphabet);
        std::vector<std::string> texts(random.below(200));
        for (std::string& t : texts)
            t = random.below(2) == 0 ? random.string(random.below(most + 1), alphabet)
                                     : random.edited(query, random.below(5), alphabet);
        check(query, texts, random.below(6), static_cast<double>(random.below(100)) / 100);
    }
}

TEST_P(Batch, EveryLengthOfQueryAndText) {
    RandomStrings random(112);
    std::vector<std::string> texts;
    for (std::size_t n = 0; n <= 130; n++)
        for (const std::size_t alphabet : {1, 2, 7}) texts.push_back(random.string(n, alphabet));
    for (const std::size_t n : {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 128})
        for (const std::size_t alphabet : {1, 3}) check(random.string(n, alphabet), texts, n / 2, .6);
}

TEST_P(Batch, ZeroBytesAndHighBytesAreUnitsAsAnyOther) {
    check(std::string("\0\xff"
                      "a\0",
                      4),
          {std::string("\0\xff", 2), std::string(9, '\0'), "", "a\xff", std::string(1, '\0')}, 2, 0);
}

TEST_P(Batch, NoTexts) {
    const TextBatch batch(TextSpan{}, GetParam());
    batch.levenshtein(bytes_of("abc"), {});
    batch.jaro_winkler(bytes_of("abc"), {});
}

TEST_P(Batch, DistancesStayWithinTheirType) {
    const Pool pool({std::string(70'000, 'a')});
    const TextBatch batch(pool.texts(), GetParam());
    std::vector<std::uint16_t> out(1);
    batch.levenshtein(bytes_of("b"), out);
    EXPECT_EQ(out[0], 65535);
}

INSTANTIATE_TEST_SUITE_P(Widths, Batch, testing::Values(Lanes::kBaseline, Lanes::kAvx2, Lanes::kAvx512),
                         [](const auto& p) {
                             return p.param == Lanes::kBaseline ? "baseline"
                                    : p.param == Lanes::kAvx2   ? "avx2"
                                                                : "avx512";
                         });

TEST(BatchLanes, TheBestOnesAreThere) { EXPECT_TRUE(has_lanes(Lanes::kBaseline) && has_lanes(best_lanes())); }

}  // namespace
}  // namespace cdp::compare
