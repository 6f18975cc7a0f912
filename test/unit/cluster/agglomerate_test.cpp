// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/agglomerate.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "ref/agglomerate.hpp"

namespace cdp::cluster {
namespace {

using score::Bits;
using score::Linkage;
using Roots = std::vector<std::uint32_t>;
using score::to_bits;

constexpr Linkage kLinkages[] = {Linkage::kAverage, Linkage::kSingle, Linkage::kComplete};

ref::Linkage twin(Linkage linkage) {
    return linkage == Linkage::kAverage  ? ref::Linkage::kAverage
           : linkage == Linkage::kSingle ? ref::Linkage::kSingle
                                         : ref::Linkage::kComplete;
}

ref::Agglomerated textbook(std::vector<Bits> weights, std::size_t n, Bits threshold, Linkage linkage,
                           const ref::Rules& rules = {}) {
    const Bits low = threshold - to_bits(5), high = threshold + to_bits(5);
    for (Bits& w : weights) w = w > high ? high + (w - high) / 16 : std::max(w, low);
    return ref::agglomerate(weights, n, threshold, twin(linkage), rules);
}

std::vector<Item> agglomerate(std::vector<Bits> weights, std::size_t n, Bits threshold, Linkage linkage) {
    Agglomerator agglomerator(threshold, linkage);
    const auto roots = agglomerator.run(weights, n);
    return {roots.begin(), roots.end()};
}

// A symmetric matrix; `draw` gives the weight of two items.
template <class Draw>
std::vector<Bits> matrix(std::size_t n, const Draw& draw) {
    std::vector<Bits> weights(n * n, 0);
    for (std::size_t a = 0; a < n; a++)
        for (std::size_t b = a + 1; b < n; b++) weights[a * n + b] = weights[b * n + a] = draw(a, b);
    return weights;
}

std::vector<Bits> in_bits(std::size_t n, const std::map<std::pair<int, int>, double>& known, double rest) {
    return matrix(n, [&](std::size_t a, std::size_t b) {
        const auto it = known.find({static_cast<int>(a), static_cast<int>(b)});
        return to_bits(it == known.end() ? rest : it->second);
    });
}

TEST(Agglomerate, NothingAndOne) {
    for (const Linkage linkage : kLinkages) {
        EXPECT_EQ(agglomerate({}, 0, 0, linkage), Roots{});
        EXPECT_EQ(agglomerate({0}, 1, 0, linkage), Roots{0});
    }
}

TEST(Agglomerate, TwoJoinAtTheThresholdAndNotBelow) {
    for (const Linkage linkage : kLinkages)
        for (const double t : {-3.0, 0.0, 2.5, 12.0}) {
            EXPECT_EQ(agglomerate({0, to_bits(t), to_bits(t), 0}, 2, to_bits(t), linkage), (Roots{0, 0})) << t;
            EXPECT_EQ(agglomerate({0, to_bits(t) - 1, to_bits(t) - 1, 0}, 2, to_bits(t), linkage), (Roots{0, 1})) << t;
        }
}

TEST(Agglomerate, LinkagesDifferOnAChain) {
    // 0 - 1 - 2 - 3 with neighbours at +6 and all others at -4.
    const auto chain = in_bits(4, {{{0, 1}, 6}, {{1, 2}, 6}, {{2, 3}, 6}}, -4);
    EXPECT_EQ(agglomerate(chain, 4, 0, Linkage::kSingle), (Roots{0, 0, 0, 0}));
    EXPECT_EQ(agglomerate(chain, 4, 0, Linkage::kComplete), (Roots{0, 0, 2, 2}));
    EXPECT_EQ(agglomerate(chain, 4, 0, Linkage::kAverage), (Roots{0, 0, 2, 2}));  // (6 - 4 - 4 - 4) / 4 < 0
    EXPECT_EQ(agglomerate(chain, 4, to_bits(-3), Linkage::kAverage), (Roots{0, 0, 0, 0}));
}

TEST(Agglomerate, AverageOutvotesOneBadPair) {
    const auto weights = in_bits(4, {{{0, 3}, -5}}, 6);
    EXPECT_EQ(agglomerate(weights, 4, 0, Linkage::kAverage), (Roots{0, 0, 0, 0}));
    EXPECT_EQ(agglomerate(weights, 4, 0, Linkage::kComplete), (Roots{0, 0, 0, 3}));
}

TEST(Agglomerate, WeightsAreClipped) {
    // As they are, (-40 + 13 + 13) / 3 is below 0; as they count, (-5 + 5.5 + 5.5) / 3 is above.
    const auto weights = in_bits(4, {{{0, 3}, -40}}, 13);
    EXPECT_EQ(agglomerate(weights, 4, 0, Linkage::kAverage), (Roots{0, 0, 0, 0}));
    // And a great weight does not outvote two clear contradictions: (40 - 13 - 13) / 3 against (7.2 - 5 - 5) / 3.
    const auto other = in_bits(4, {{{0, 1}, 50}, {{0, 2}, 50}, {{1, 2}, 50}, {{0, 3}, 40}}, -13);
    EXPECT_EQ(agglomerate(other, 4, 0, Linkage::kAverage), (Roots{0, 0, 0, 3}));
}

TEST(Agglomerate, TheClipMovesNoWeightAcrossTheThreshold) {
    for (const Linkage linkage : kLinkages) {
        for (const double t : {12.5, 20.0, 100.0}) {
            EXPECT_EQ(agglomerate(in_bits(3, {}, t), 3, to_bits(t), linkage), (Roots{0, 0, 0})) << t;
            EXPECT_EQ(agglomerate(in_bits(3, {}, t + 30), 3, to_bits(t), linkage), (Roots{0, 0, 0})) << t;
            EXPECT_EQ(agglomerate(in_bits(3, {}, t - 0.25), 3, to_bits(t), linkage), (Roots{0, 1, 2})) << t;
        }
        for (const double t : {-12.0, -20.0, -100.0}) {
            EXPECT_EQ(agglomerate(in_bits(3, {}, t), 3, to_bits(t), linkage), (Roots{0, 0, 0})) << t;
            EXPECT_EQ(agglomerate(in_bits(3, {}, t - 0.25), 3, to_bits(t), linkage), (Roots{0, 1, 2})) << t;
            EXPECT_EQ(agglomerate(in_bits(3, {}, -1e6), 3, to_bits(t), linkage), (Roots{0, 1, 2})) << t;
        }
    }
}

TEST(Agglomerate, TheDiagonalIsIgnored) {
    std::mt19937 random(3);
    for (int round = 0; round < 50; round++) {
        auto weights = matrix(9, [&](auto, auto) { return to_bits(static_cast<int>(random() % 24) - 12.0); });
        const auto expected = agglomerate(weights, 9, 0, Linkage::kAverage);
        for (std::size_t i = 0; i < 9; i++) weights[i * 9 + i] = static_cast<Bits>(random());
        ASSERT_EQ(agglomerate(weights, 9, 0, Linkage::kAverage), expected);
    }
}

TEST(Agglomerate, AgreesWithTheTextbook) {
    std::mt19937 random(1);
    for (const Linkage linkage : kLinkages)
        for (int round = 0; round < 500; round++) {
            const std::size_t n = 2 + random() % (round % 25 == 0 ? 36 : 14);
            // Few values, so that ties abound; or many; or groups that hang together.
            const unsigned steps = round % 3 == 0 ? 2 + random() % 4 : 1u << 25;
            std::vector<unsigned> group(n);
            for (auto& g : group) g = random() % 4;
            const double lean = round % 2 == 0 ? 9 : 0;
            const auto weights = matrix(n, [&](std::size_t a, std::size_t b) {
                const double w = static_cast<double>(random() % steps) / steps * 34 - 17;
                return to_bits(w + (group[a] == group[b] ? lean : -lean));
            });
            const Bits threshold = to_bits(static_cast<int>(random() % 29) - 14.0);
            ASSERT_EQ(agglomerate(weights, n, threshold, linkage), textbook(weights, n, threshold, linkage).root)
                << "n " << n << " round " << round << " linkage " << static_cast<int>(linkage);
        }
}

// Rules of every kind over n items, and must-links that contradict no cannot-link.
ref::Rules draw_rules(std::mt19937& random, unsigned n) {
    ref::Rules rules;
    if (random() % 2 == 0) {
        rules.source.resize(n);
        for (auto& s : rules.source) s = static_cast<int>(random() % 4) - 1;
    }
    for (unsigned l = random() % 3; l > 0; l--) {
        rules.limit.push_back(1 + random() % 2);
        rules.days.push_back(random() % 2 == 0 ? 0 : static_cast<int>(1 + random() % 4));
        auto& values = rules.value.emplace_back(n);
        for (auto& of_item : values)
            for (unsigned v = random() % 3; v > 0; v--) of_item.insert(random() % 5);
    }
    for (unsigned i = 0; i < n; i++) rules.day.push_back(static_cast<int>(random() % 9) - 1);
    if (random() % 3 == 0) rules.max_size = 1 + random() % 5;
    for (unsigned i = random() % 4; i > 0; i--) rules.must.emplace_back(random() % n, random() % n);
    Roots label(n);
    for (unsigned i = 0; i < n; i++) label[i] = i;
    for (int again = 0; again < 4; again++)
        for (const auto& [a, b] : rules.must) label[a] = label[b] = std::min(label[a], label[b]);
    for (unsigned i = random() % 4; i > 0; i--)
        if (const unsigned a = random() % n, b = random() % n; label[a] != label[b]) rules.cannot.emplace_back(a, b);
    return rules;
}

TEST(Agglomerate, AgreesWithTheTextbookUnderRules) {
    std::mt19937 random(6);
    std::size_t refused = 0;
    for (const Linkage linkage : kLinkages) {
        Agglomerator agglomerator(to_bits(-2), linkage);  // one for all rounds: nothing of one shows in the next
        for (int round = 0; round < 1200; round++) {
            const unsigned n = 2 + random() % 12;
            const unsigned steps = round % 3 == 0 ? 2 + random() % 4 : 1u << 25;
            auto weights = matrix(n, [&](auto, auto) { return to_bits(static_cast<double>(random() % steps) / steps * 24 - 9); });
            const ref::Rules drawn = draw_rules(random, n);
            std::vector<Allowance> allowances;
            for (std::size_t l = 0; l < drawn.limit.size(); l++)
                allowances.emplace_back(static_cast<std::uint32_t>(drawn.limit[l]), static_cast<std::uint32_t>(drawn.days[l]));
            JoinRules rules(std::move(allowances), drawn.max_size);
            rules.begin(n);
            std::vector<ItemPair> must;
            for (const auto& [a, b] : drawn.must) must.push_back({a, b});
            for (const auto& [a, b] : drawn.cannot) rules.keep_apart(a, b);
            for (Item i = 0; i < n; i++) {
                if (!drawn.source.empty() && drawn.source[i] >= 0) rules.set_source(i, static_cast<std::uint32_t>(drawn.source[i]));
                for (std::size_t l = 0; l < drawn.limit.size(); l++)
                    for (const unsigned v : drawn.value[l][i]) rules.add_value(i, l, v, drawn.day[i] < 0 ? Sighting::kAnyDay : drawn.day[i]);
            }
            const auto expected = textbook(weights, n, to_bits(-2), linkage, drawn);
            const auto roots = agglomerator.run(weights, n, must, &rules);
            ASSERT_EQ(Roots(roots.begin(), roots.end()), expected.root) << "n " << n << " round " << round;
            std::vector<ref::Refused> found;
            for (const Refusal& r : agglomerator.refusals())
                found.push_back({r.a, r.b, r.linkage, static_cast<int>(r.clash.rule), r.clash.limit, r.clash.left, r.clash.right});
            ASSERT_EQ(found, expected.refused) << "n " << n << " round " << round;
            refused += found.size();
            std::vector<Bits> joined;
            for (const Join& j : agglomerator.joins()) joined.push_back(j.linkage);
            ASSERT_EQ(joined, expected.joined) << "n " << n << " round " << round;
        }
    }
    EXPECT_GT(refused, 1000u);
}

TEST(Agglomerate, SourcesFreeOfDuplicatesAreMatchedOneToOne) {
    // Two records of each of two sources, all alike; the best pair first, what is left second.
    auto weights = in_bits(4, {{{0, 2}, 9}, {{0, 3}, 8}, {{1, 2}, 8.5}, {{1, 3}, 1}}, 7);
    JoinRules rules({}, 0);
    rules.begin(4);
    for (const Item i : {0u, 1u, 2u, 3u}) rules.set_source(i, i / 2);
    Agglomerator agglomerator(0, Linkage::kAverage);
    const auto roots = agglomerator.run(weights, 4, {}, &rules);
    EXPECT_EQ(Roots(roots.begin(), roots.end()), (Roots{0, 1, 0, 1}));
}

TEST(Agglomerate, StopsWhenToldTo) {
    const CancelToken stop([](const void*) noexcept { return true; }, nullptr);
    auto weights = in_bits(200, {}, 5);
    Agglomerator agglomerator(0, Linkage::kAverage);
    EXPECT_THROW(agglomerator.run(weights, 200, {}, nullptr, stop), Error);
}

TEST(Agglomerate, SingleLinkageIsComponentsAtTheThreshold) {
    std::mt19937 random(2);
    for (int round = 0; round < 100; round++) {
        const std::size_t n = 2 + random() % 30;
        const auto weights = matrix(n, [&](auto, auto) { return to_bits(random() % 12 == 0 ? 3 : -3); });
        Roots label(n);
        for (std::uint32_t i = 0; i < n; i++) label[i] = i;
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t a = 0; a < n; a++)
                for (std::size_t b = 0; b < n; b++)
                    if (a != b && weights[a * n + b] > 0 && label[b] < label[a]) {
                        label[a] = label[b];
                        moved = true;
                    }
        }
        ASSERT_EQ(agglomerate(weights, n, 0, Linkage::kSingle), label);
    }
}

using Partition = std::set<std::set<std::uint32_t>>;

Partition partition(const Roots& roots, const Roots& name) {
    std::map<std::uint32_t, std::set<std::uint32_t>> groups;
    for (std::size_t i = 0; i < roots.size(); i++) groups[roots[i]].insert(name[i]);
    Partition out;
    for (auto& [root, members] : groups) out.insert(std::move(members));
    return out;
}

TEST(Agglomerate, TheOrderOfItemsDoesNotMatterWithoutTies) {
    std::mt19937 random(4);
    for (const Linkage linkage : kLinkages)
        for (int round = 0; round < 120; round++) {
            const std::size_t n = 2 + random() % 18;
            // Above the lower clip and all different, so that nothing is tied.
            const auto weights = matrix(n, [&](auto, auto) { return to_bits(random() % (23u << 20) / 0x1p20 - 5); });
            Roots same(n), order(n);
            for (std::uint32_t i = 0; i < n; i++) same[i] = order[i] = i;
            std::shuffle(order.begin(), order.end(), random);
            const auto shuffled = matrix(n, [&](std::size_t a, std::size_t b) { return weights[order[a] * n + order[b]]; });
            ASSERT_EQ(partition(agglomerate(weights, n, 0, linkage), same),
                      partition(agglomerate(shuffled, n, 0, linkage), order));
        }
}

TEST(Agglomerate, RootsAreTheSmallestOfTheirClusterAndThresholdsNest) {
    std::mt19937 random(5);
    for (int round = 0; round < 100; round++) {
        const std::size_t n = 2 + random() % 20;
        const auto weights = matrix(n, [&](auto, auto) { return to_bits(random() % (6u << 20) / 0x1p20 - 3); });
        for (const Linkage linkage : kLinkages) {
            Roots before;
            for (const double t : {2.0, 1.0, 0.0, -1.0, -2.0}) {
                const Roots roots = agglomerate(weights, n, to_bits(t), linkage);
                for (std::uint32_t i = 0; i < n; i++) {
                    ASSERT_LE(roots[i], i);
                    ASSERT_EQ(roots[roots[i]], roots[i]);
                    // These linkages have no inversions: where nothing is clipped, a lower threshold only joins what a higher one gave.
                    if (!before.empty()) {
                        ASSERT_EQ(roots[i], roots[before[i]]);
                    }
                }
                before = roots;
            }
        }
    }
}

TEST(Agglomerate, FiveHundredEqualItemsAreFast) {
    const std::size_t n = 500;
    EXPECT_EQ(agglomerate(in_bits(n, {}, 5), n, 0, Linkage::kAverage), Roots(n, 0));
    EXPECT_EQ(agglomerate(in_bits(n, {}, -5), n, 0, Linkage::kAverage).back(), n - 1);
}

}  // namespace
}  // namespace cdp::cluster
