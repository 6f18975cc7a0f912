// SPDX-License-Identifier: PostgreSQL
#include "core/compare/batch.hpp"

#include <optional>

#include "core/compare/jaro_score.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"

namespace cdp::compare {

bool has_lanes(Lanes lanes) noexcept {
#if defined(__x86_64__)
    switch (lanes) {
        case Lanes::kAvx512:
            return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512dq");
        case Lanes::kAvx2: return __builtin_cpu_supports("avx2");
        case Lanes::kBaseline: return true;
    }
#endif
    return lanes == Lanes::kBaseline;
}

Lanes best_lanes() noexcept {
    return has_lanes(Lanes::kAvx512) ? Lanes::kAvx512 : has_lanes(Lanes::kAvx2) ? Lanes::kAvx2 : Lanes::kBaseline;
}

namespace {

using detail::BatchKernels, detail::LaneKernels, detail::LaneMatches;
using detail::kMaxLaneUnits, detail::kMostLanes;

const BatchKernels& kernels_of(Lanes lanes) noexcept {
#if defined(__x86_64__)
    if (lanes == Lanes::kAvx512) return detail::kAvx512Kernels;
    if (lanes == Lanes::kAvx2) return detail::kAvx2Kernels;
#endif
    return detail::kBaselineKernels;
}

template <class Lane>
const LaneKernels<Lane>& kernels_for(const BatchKernels& all) noexcept {
    if constexpr (sizeof(Lane) == 1) return all.of8;
    if constexpr (sizeof(Lane) == 2) return all.of16;
    if constexpr (sizeof(Lane) == 4) return all.of32;
    if constexpr (sizeof(Lane) == 8) return all.of64;
}

template <class Lane>
constexpr Lane lane_rows(std::size_t n) noexcept {
    return n == 0 ? Lane{0} : static_cast<Lane>(static_cast<Lane>(~Lane{0}) >> (kBits<Lane> - n));
}

template <bool Transpositions>
class DistanceScorer {
public:
    DistanceScorer(Bytes query, std::span<std::uint16_t> distances, std::size_t bound, Lanes lanes, const Work& work)
        : query_(query), distances_(distances), bound_(bound), kernels_(kernels_of(lanes)), work_(work) {}

    template <class Lane>
    void score(const detail::LaneBlock<Lane>& block) noexcept {
        alignas(detail::kWidestRegister) std::array<Lane, kMostLanes<Lane>> found;
        const auto& kernels = kernels_for<Lane>(kernels_);
        (Transpositions ? kernels.osa : kernels.levenshtein)(query_, block.texts, found.data());
        for (std::size_t lane = 0; lane < block.count; lane++) put(block.number[lane], found[lane]);
    }

    void one(Bytes text, std::size_t i) {
        if (!pattern_) pattern_.emplace(query_);
        put(i, pattern_->distance(text, bound_, work_));
    }

private:
    void put(std::size_t i, std::size_t distance) noexcept {
        const std::size_t most = std::min<std::size_t>(bound_, 0xfffe) + 1;
        distances_[i] = static_cast<std::uint16_t>(std::min(distance, most));
    }

    Bytes query_;
    std::span<std::uint16_t> distances_;
    std::size_t bound_;
    const BatchKernels& kernels_;
    const Work& work_;
    std::optional<detail::EditPattern<Transpositions, unsigned char>> pattern_;
};

class JaroWinklerScorer {
public:
    JaroWinklerScorer(Bytes query, std::span<double> similarities, const JaroBoost& boost, double cutoff, Lanes lanes,
                      const Work& work)
        : query_(query), out_(similarities), boost_(boost), cutoff_(cutoff), kernels_(kernels_of(lanes)), work_(work) {}

    template <class Lane>
    void score(const detail::LaneBlock<Lane>& block) noexcept {
        LaneMatches<Lane> found;
        kernels_for<Lane>(kernels_).jaro(query_, block.texts, found);
        for (std::size_t lane = 0; lane < block.count; lane++) {
            const JaroMatches matches{found.count[lane], found.out_of_order[lane]};
            const double base = jaro_score(matches, query_.size(), block.texts.size[lane]);
            out_[block.number[lane]] = at_least(boost_.apply(base, found.prefix[lane]), cutoff_);
        }
    }

    void one(Bytes text, std::size_t i) {
        if (!pattern_) pattern_.emplace(query_);
        out_[i] = pattern_->jaro_winkler(text, boost_.weight, boost_.threshold, cutoff_, work_);
    }

private:
    Bytes query_;
    std::span<double> out_;
    JaroBoost boost_;
    double cutoff_;
    const BatchKernels& kernels_;
    const Work& work_;
    std::optional<JaroPattern<unsigned char>> pattern_;
};

}  // namespace

template <class Lane>
void TextBatch::add(Blocks<Lane>& blocks, Bytes text, std::size_t readable, std::size_t i) {
    constexpr std::size_t kRoom = kBits<Lane>;
    const std::size_t lanes = kernels_of(lanes_).bytes / sizeof(Lane);
    if (blocks.empty() || blocks.back().count == lanes) blocks.emplace_back();
    detail::LaneBlock<Lane>& block = blocks.back();
    const std::size_t lane = block.count++;
    std::memcpy(block.texts.units.data() + lane * kRoom, text.data(), readable >= kRoom ? kRoom : text.size());
    block.texts.rows[lane] = lane_rows<Lane>(text.size());
    block.texts.size[lane] = static_cast<Lane>(text.size());
    block.number[lane] = static_cast<std::uint32_t>(i);
}

TextBatch::TextBatch(const TextSpan& texts, Lanes lanes, std::pmr::memory_resource* memory)
    : texts_(texts), lanes_(lanes), upto8_(memory), upto16_(memory), upto32_(memory), upto64_(memory), longer_(memory) {
    for (std::size_t i = 0; i < texts.size(); i++) {
        const Bytes text = texts[i];
        const std::size_t readable = texts.readable(i);
        if (text.size() <= 8)
            add(upto8_, text, readable, i);
        else if (text.size() <= 16)
            add(upto16_, text, readable, i);
        else if (text.size() <= 32)
            add(upto32_, text, readable, i);
        else if (text.size() <= kMaxLaneUnits)
            add(upto64_, text, readable, i);
        else
            longer_.push_back(static_cast<std::uint32_t>(i));
    }
}

// `scorer` has score(block), and one(text, i) for what does not fit in lanes.
template <class Scorer>
void TextBatch::score(Bytes query, Scorer&& scorer) const {
    if (query.size() > kMaxLaneUnits) {
        for (std::size_t i = 0; i < texts_.size(); i++) scorer.one(texts_[i], i);
        return;
    }
    for (const auto& block : upto8_) scorer.score(block);
    for (const auto& block : upto16_) scorer.score(block);
    for (const auto& block : upto32_) scorer.score(block);
    for (const auto& block : upto64_) scorer.score(block);
    for (const std::uint32_t i : longer_) scorer.one(texts_[i], i);
}

void TextBatch::levenshtein(Bytes query, std::span<std::uint16_t> distances, std::size_t bound,
                            const Work& work) const {
    score(query, DistanceScorer<false>(query, distances, bound, lanes_, work));
}

void TextBatch::osa_distance(Bytes query, std::span<std::uint16_t> distances, std::size_t bound,
                             const Work& work) const {
    score(query, DistanceScorer<true>(query, distances, bound, lanes_, work));
}

void TextBatch::jaro_winkler(Bytes query, std::span<double> similarities, double prefix_weight, double boost_threshold,
                             double cutoff, const Work& work) const {
    score(query, JaroWinklerScorer(query, similarities, {prefix_weight, boost_threshold}, cutoff, lanes_, work));
}

}  // namespace cdp::compare
