// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/identities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace cdp::cluster {
namespace {

std::string text_of(const std::vector<ProfileEvent>& events) {
    std::string out;
    for (const auto& e : events)
        out += (out.empty() ? "" : ", ") + e.event + " " + std::to_string(e.profile) + (e.other == 0 ? "" : " " + std::to_string(e.other));
    return out;
}

// The same in rounds: pairs that come first for both of their sides, until none is left.
Assignment in_rounds(std::vector<Overlap> open) {
    const auto before = [](const Overlap& x, const Overlap& y) {
        return std::tie(y.records, x.profile, x.since, x.first_record) < std::tie(x.records, y.profile, y.since, y.first_record);
    };
    Assignment out;
    while (!open.empty()) {
        std::vector<Overlap> best;
        for (const Overlap& o : open)
            if (std::none_of(open.begin(), open.end(), [&](const Overlap& n) {
                    return (n.cluster == o.cluster || n.profile == o.profile) && before(n, o);
                }))
                best.push_back(o);
        for (const Overlap& b : best) {
            out.emplace(b.cluster, b.profile);
            std::erase_if(open, [&](const Overlap& o) { return o.cluster == b.cluster || o.profile == b.profile; });
        }
    }
    return out;
}

TEST(Identities, GreatestOverlapKeepsTheId) {
    Assignment assigned;
    assign_ids({{0, 7, 2, 50, 1}, {0, 3, 1, 10, 4}, {1, 7, 3, 60, 2}}, assigned);
    EXPECT_EQ(assigned, (Assignment{{0, 3}, {1, 7}}));
    // the older profile, then the longer membership, then the older record
    Assignment ties;
    assign_ids({{0, 5, 1, 9, 1}, {0, 4, 1, 9, 2}, {1, 4, 1, 8, 3}, {2, 4, 1, 8, 1}}, ties);
    EXPECT_EQ(ties, (Assignment{{0, 5}, {2, 4}}));
    // ids that are given stay given
    assign_ids({{1, 4, 9, 1, 1}, {1, 6, 1, 1, 1}}, ties);
    EXPECT_EQ(ties.at(1), 6);
}

TEST(Identities, TheSameInRounds) {
    std::mt19937 random(7);
    for (int run = 0; run < 500; run++) {
        std::vector<Overlap> overlaps;
        std::int64_t record = 1;
        for (std::size_t c = 0; c < 1 + random() % 6; c++)
            for (ProfileId p = 1; p < 6; p++)
                if (random() % 2 == 0) overlaps.push_back({c, p, static_cast<std::int64_t>(1 + random() % 3), static_cast<std::int64_t>(random() % 2), record++});
        Assignment assigned;
        assign_ids(overlaps, assigned);
        EXPECT_EQ(assigned, in_rounds(overlaps)) << run;
    }
}

TEST(Identities, EventsTellWhatHappened) {
    const std::set<std::size_t> none;
    EXPECT_EQ(text_of(profile_events({{}, {{0, 9}}, {0}, {}}, {})), "created 9");
    // two become one
    EXPECT_EQ(text_of(profile_events({{{0, 1, 2, 0, 1}, {0, 2, 1, 0, 3}}, {{0, 1}}, none, {1, 2}}, {})), "merged 1 2, redirected 2 1");
    // one comes apart
    EXPECT_EQ(text_of(profile_events({{{0, 1, 2, 0, 1}, {1, 1, 1, 0, 3}}, {{0, 1}, {1, 8}}, {1}, {1}}, {})), "split 8 1");
    // an id comes back, out of the one it had gone to
    EXPECT_EQ(text_of(profile_events({{{0, 1, 2, 0, 1}, {1, 1, 1, 0, 3}}, {{0, 1}, {1, 2}}, none, {1}}, {})), "restored 2 1");
    // the last record goes
    EXPECT_EQ(text_of(profile_events({{}, {}, none, {4}}, {4})), "retired 4");
    EXPECT_EQ(text_of(profile_events({{{0, 4, 1, 0, 1}}, {{0, 4}}, none, {4}}, {4})), "");
    // whoever goes leads to where most of it went, the older of two
    EXPECT_EQ(text_of(profile_events({{{0, 5, 1, 0, 1}, {0, 3, 2, 0, 2}, {1, 5, 1, 0, 4}, {1, 2, 2, 0, 5}}, {{0, 3}, {1, 2}}, none, {2, 3, 5}}, {})),
              "merged 2 5, redirected 5 2");
}

}  // namespace
}  // namespace cdp::cluster
