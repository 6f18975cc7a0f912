// SPDX-License-Identifier: PostgreSQL
#include "core/link/co_clusters.hpp"

#include <algorithm>
#include <array>

#include "core/base/hash.hpp"

namespace cdp::link {

namespace {

constexpr int kRounds = 30;
constexpr float kSpread = 0.5F;      // of the probabilities that it begins with
constexpr float kLeast = 1e-36F;     // a pair less probable than this in every class says nothing
constexpr std::size_t kSlice = 4096;  // pairs between two looks at the token

// A probability, or a count, for each class. why: of one size, so that loops over it become vector instructions.
using Shares = std::array<float, CoClusters::kMost>;

// The values of one side.
class Side {
public:
    Side(std::span<const std::uint64_t> seeds, std::size_t classes, std::pmr::memory_resource* memory)
        : probability(seeds.size(), Shares{}, memory), count(seeds.size(), Shares{}, memory) {
        for (std::size_t i = 0; i < seeds.size(); i++)
            for (std::size_t k = 0; k < classes; k++) {
                constexpr float kUnit = 0x1p-24F;
                probability[i][k] = 1 + kSpread * kUnit * static_cast<float>(combine64(seeds[i], k) >> 40);
            }
    }

    // Counts become probabilities within each class.
    void settle(const std::array<double, CoClusters::kMost>& totals) {
        Shares scale;
        for (std::size_t k = 0; k < scale.size(); k++) scale[k] = totals[k] > 0 ? static_cast<float>(1 / totals[k]) : 0;
        for (std::size_t i = 0; i < count.size(); i++)
            for (std::size_t k = 0; k < scale.size(); k++) probability[i][k] = count[i][k] * scale[k];
    }

    void classes_of(Vec<std::uint8_t>& out) const {
        out.reserve(count.size());
        for (const Shares& c : count) out.push_back(static_cast<std::uint8_t>(std::max_element(c.begin(), c.end()) - c.begin()));
    }

    Vec<Shares> probability, count;
};

// Adds the pair to the counts of its values, divided among the classes as they explain it.
void divide(const Shares& share, Side& left, Side& right, const ValuePair& pair) {
    const Shares &l = left.probability[pair.left], &r = right.probability[pair.right];
    Shares joint;
    for (std::size_t k = 0; k < joint.size(); k++) joint[k] = share[k] * l[k] * r[k];
    float sum = 0;
    for (const float j : joint) sum += j;
    if (!(sum > kLeast)) return;
    const float scale = 1 / sum;
    Shares &to_left = left.count[pair.left], &to_right = right.count[pair.right];
    for (std::size_t k = 0; k < joint.size(); k++) {
        const float part = joint[k] * scale;
        to_left[k] += part;
        to_right[k] += part;
    }
}

}  // namespace

CoClusters co_cluster(std::span<const ValuePair> pairs, std::span<const std::uint64_t> left_seeds,
                      std::span<const std::uint64_t> right_seeds, std::size_t classes, std::pmr::memory_resource* memory,
                      const CancelToken& token) {
    Side left(left_seeds, classes, memory), right(right_seeds, classes, memory);
    Shares share{};
    std::fill_n(share.begin(), classes, 1.0F / static_cast<float>(classes));
    for (int round = 0; round < kRounds; round++) {
        std::fill(left.count.begin(), left.count.end(), Shares{});
        std::fill(right.count.begin(), right.count.end(), Shares{});
        for (std::size_t i = 0; i < pairs.size(); i++) {
            if (i % kSlice == 0) token.check();
            divide(share, left, right, pairs[i]);
        }
        std::array<double, CoClusters::kMost> totals{};
        for (const Shares& c : left.count)
            for (std::size_t k = 0; k < c.size(); k++) totals[k] += c[k];
        double all = 0;
        for (const double t : totals) all += t;
        for (std::size_t k = 0; k < share.size(); k++) share[k] = all > 0 ? static_cast<float>(totals[k] / all) : 0;
        left.settle(totals);
        right.settle(totals);
    }
    CoClusters out{Vec<std::uint8_t>(memory), Vec<std::uint8_t>(memory)};
    left.classes_of(out.left);
    right.classes_of(out.right);
    return out;
}

}  // namespace cdp::link
