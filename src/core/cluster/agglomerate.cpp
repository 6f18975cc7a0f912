// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/agglomerate.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace cdp::cluster {

namespace {

using score::Bits;
using score::Linkage;

constexpr Bits kNone = std::numeric_limits<Bits>::min();

class Agglomeration {
public:
    Agglomeration(std::vector<Bits> weights, std::size_t n, Bits threshold, Linkage linkage)
        : n_(n), linkage_(linkage), sums_(std::move(weights)), size_(n, 1), best_(n, 0), value_(n, kNone), root_(n) {
        const Bits clip = score::to_bits(kClip);
        const Bits low = std::min(-clip, threshold - 1), high = std::max(clip, threshold);
        for (auto& w : sums_) w = std::clamp(w, low, high);
        std::iota(root_.begin(), root_.end(), 0u);
        active_ = root_;
        for (const auto i : active_) find_best(i);
    }

    std::vector<std::uint32_t> run(Bits threshold) {
        while (active_.size() > 1) {
            // The smallest of equals: active_ is ascending, and so are the partners looked at.
            const auto a = *std::max_element(active_.begin(), active_.end(),
                                             [&](auto x, auto y) { return value_[x] < value_[y]; });
            if (value_[a] == kNone || value_[a] < threshold) break;
            join(a, best_[a]);
        }
        for (auto& r : root_)
            while (root_[r] != r) r = root_[r];
        return root_;
    }

private:
    Bits& sum(std::size_t a, std::size_t b) noexcept { return sums_[a * n_ + b]; }

    Bits linkage(std::size_t a, std::size_t b) noexcept {
        return linkage_ == Linkage::kAverage ? sum(a, b) / static_cast<Bits>(size_[a] * size_[b]) : sum(a, b);
    }

    // The best partner with a larger number.
    void find_best(std::uint32_t a) noexcept {
        value_[a] = kNone;
        for (const auto b : active_) {
            if (b <= a) continue;
            const Bits v = linkage(a, b);
            if (v > value_[a]) {
                value_[a] = v;
                best_[a] = b;
            }
        }
    }

    void merge_sums(std::uint32_t a, std::uint32_t b, std::uint32_t other) noexcept {
        Bits& to = sum(a, other);
        switch (linkage_) {
            case Linkage::kAverage: to += sum(b, other); break;
            case Linkage::kSingle: to = std::max(to, sum(b, other)); break;
            case Linkage::kComplete: to = std::min(to, sum(b, other)); break;
        }
        sum(other, a) = to;
    }

    void join(std::uint32_t a, std::uint32_t b) {
        active_.erase(std::lower_bound(active_.begin(), active_.end(), b));
        root_[b] = a;
        for (const auto other : active_)
            if (other != a) merge_sums(a, b, other);
        size_[a] += size_[b];
        find_best(a);
        for (const auto other : active_) {
            if (other >= b) break;
            if (other == a) continue;
            if (best_[other] == a || best_[other] == b) {
                find_best(other);
            } else if (other < a) {
                const Bits v = linkage(other, a);
                if (v > value_[other] || (v == value_[other] && a < best_[other])) {
                    value_[other] = v;
                    best_[other] = a;
                }
            }
        }
    }

    std::size_t n_;
    Linkage linkage_;
    std::vector<Bits> sums_;  // average: sum of weights between two clusters; else their greatest or least
    std::vector<std::size_t> size_;
    std::vector<std::uint32_t> best_;
    std::vector<Bits> value_;
    std::vector<std::uint32_t> root_;
    std::vector<std::uint32_t> active_;
};

}  // namespace

std::vector<std::uint32_t> agglomerate(std::vector<Bits> weights, std::size_t n, Bits threshold, Linkage linkage) {
    return Agglomeration(std::move(weights), n, threshold, linkage).run(threshold);
}

}  // namespace cdp::cluster
