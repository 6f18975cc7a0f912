// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/confidence.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace cdp::cluster {
namespace {

using link::Link;
using link::Record;

TEST(Confidence, IsTheLeastOfTheBestLinksInside) {
    //       0 - 1 - 2   3 - 4   5   6 = 7   8, 9
    const Vec<Record> cluster{0, 0, 0, 3, 3, 5, 6, 6, 8, 8};
    const auto sure = confidences(cluster, {{0, 1, 90}, {1, 2, 70}, {2, 3, 99}, {3, 4, 50}}, {{0, 2, -5}, {4, 5, -2}, {8, 9, -3}}, {{3, 5}, {6, 7}});
    EXPECT_EQ(sure, (Vec<score::Bits>{70, kUnlinked, kUnlinked, 50, kUnlinked, kUnlinked, kCertain, kUnlinked, -3, kUnlinked}));
    EXPECT_TRUE(confidences({}, {}, {}, {}).empty());
}

TEST(Confidence, OfRandomClusters) {
    std::mt19937 random(11);
    for (int run = 0; run < 300; run++) {
        const auto n = static_cast<Record>(1 + random() % 12);
        Vec<Record> cluster;
        for (Record r = 0; r < n; r++) cluster.push_back(random() % 3 == 0 || r == 0 ? r : cluster[random() % r]);
        Vec<Link> links, near;
        Vec<RecordPair> must;
        std::map<Record, score::Bits> best;
        for (Record a = 0; a < n; a++)
            for (Record b = a + 1; b < n; b++) {
                const unsigned what = random() % 5;
                const auto weight = static_cast<score::Bits>(random() % 40) - (what == 1 ? 50 : 0);
                if (what == 0) links.push_back({a, b, weight});
                if (what == 1) near.push_back({a, b, weight});
                if (what == 2) must.push_back({a, b});
                if (what > 2 || cluster[a] != cluster[b]) continue;
                for (const Record r : {a, b}) {
                    score::Bits& own = best.emplace(r, kUnlinked).first->second;
                    own = std::max(own, what == 2 ? kCertain : weight);
                }
            }
        const auto sure = confidences(cluster, links, near, must);
        for (Record c = 0; c < n; c++) {
            score::Bits least = kUnlinked;
            for (const auto& [r, weight] : best)
                if (cluster[r] == c && (least == kUnlinked || weight < least)) least = weight;
            EXPECT_EQ(sure[c], least) << "run " << run << " cluster " << c;
        }
    }
}

}  // namespace
}  // namespace cdp::cluster
