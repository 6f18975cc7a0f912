// SPDX-License-Identifier: PostgreSQL
// One query against many texts at once, of bytes: each lane of a vector register holds one text, a bit per unit, and
// the units of the query pass over all lanes together. Texts of up to 8, 16, 32 and 64 units share registers with
// their like, in whatever order they come. Results are those of the functions for pairs, bit by bit.
#pragma once

#include <vector>

#include "core/compare/batch_lanes.hpp"
#include "core/compare/jaro.hpp"

namespace cdp::compare {

// Texts side by side: text i is bytes[offsets[i]] up to, not including, bytes[offsets[i + 1]].
struct TextSpan {
    const unsigned char* bytes = nullptr;
    std::span<const std::uint32_t> offsets;

    std::size_t size() const noexcept { return offsets.empty() ? 0 : offsets.size() - 1; }
    Bytes operator[](std::size_t i) const noexcept { return {bytes + offsets[i], bytes + offsets[i + 1]}; }
    // How many bytes may be read from the beginning of text i.
    std::size_t readable(std::size_t i) const noexcept { return offsets.back() - offsets[i]; }
};

// The vector registers to use: 16 bytes, which every machine has or the compiler replaces, 32 or 64.
enum class Lanes { kBaseline, kAvx2, kAvx512 };

// Whether this processor has them.
bool has_lanes(Lanes lanes) noexcept;

// The widest that this processor has.
Lanes best_lanes() noexcept;

namespace detail {

// Texts that fill a register, and which ones they are.
template <class Lane>
struct LaneBlock {
    LaneTexts<Lane> texts;
    std::array<std::uint32_t, kMostLanes<Lane>> number;
    std::size_t count = 0;
};

}  // namespace detail

// Texts made ready for any number of queries. It refers to those of more than 64 units, which must outlive it, and
// copies the others; `memory` is used when it is made.
class TextBatch {
public:
    // `lanes` must be there.
    explicit TextBatch(const TextSpan& texts, Lanes lanes = best_lanes(),
                       std::pmr::memory_resource* memory = std::pmr::new_delete_resource());

    // Distances from the query to each text, as many as there are texts; bound + 1 where it is more than `bound`, and
    // never more than 65,535. Queries and texts of more than 64 units are compared one by one, with the cost and the
    // errors of the function for pairs; otherwise nothing is thrown.
    void levenshtein(Bytes query, std::span<std::uint16_t> distances, std::size_t bound = kUnbounded,
                     const Work& work = {}) const;
    void osa_distance(Bytes query, std::span<std::uint16_t> distances, std::size_t bound = kUnbounded,
                      const Work& work = {}) const;

    // Similarities of the query and each text, 0 where they are below `cutoff`. Otherwise as above.
    void jaro_winkler(Bytes query, std::span<double> similarities, double prefix_weight = kPrefixWeight,
                      double boost_threshold = kBoostThreshold, double cutoff = 0, const Work& work = {}) const;

private:
    template <class Lane>
    using Blocks = std::pmr::vector<detail::LaneBlock<Lane>>;

    template <class Lane>
    void add(Blocks<Lane>& blocks, Bytes text, std::size_t readable, std::size_t i);
    template <class Scorer>
    void score(Bytes query, Scorer&& scorer) const;

    TextSpan texts_;
    Lanes lanes_;
    Blocks<std::uint8_t> upto8_;
    Blocks<std::uint16_t> upto16_;
    Blocks<std::uint32_t> upto32_;
    Blocks<std::uint64_t> upto64_;
    std::pmr::vector<std::uint32_t> longer_;
};

}  // namespace cdp::compare
