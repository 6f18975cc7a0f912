// SPDX-License-Identifier: PostgreSQL
#include "core/segment/overlap.hpp"

#include <string>

#include "core/base/error.hpp"
#include "core/segment/idset_algebra.hpp"
#include "core/segment/idset_reader.hpp"

namespace cdp::segment {

std::pmr::vector<PairOverlap> overlaps(std::span<const std::string_view> sets, std::pmr::memory_resource* memory, const CancelToken& cancel) {
    std::pmr::vector<std::uint64_t> sizes(memory);
    for (const std::string_view set : sets) {
        cancel.check();
        sizes.push_back(cardinality(set));
    }
    std::pmr::vector<PairOverlap> pairs(memory);
    pairs.reserve(sets.size() * (sets.size() + 1) / 2);
    for (std::uint32_t a = 0; a < sets.size(); a++)
        for (std::uint32_t b = a; b < sets.size(); b++) {
            cancel.check();
            pairs.push_back({a, b, sizes[a], sizes[b], a == b ? sizes[a] : common_count(sets[a], sets[b], cancel)});
        }
    return pairs;
}

namespace {

// Fills counts[m] with the size of the intersection of the sets in m, for every m that extends `chosen` by sets from
// `next` on; `common` is the intersection of those chosen.
void count_intersections(std::span<const std::string_view> sets, std::size_t next, std::size_t chosen, std::string_view common,
                         std::pmr::vector<std::uint64_t>& counts, std::pmr::memory_resource* memory, const CancelToken& cancel) {
    for (std::size_t i = next; i < sets.size(); i++) {
        const std::size_t with = chosen | std::size_t{1} << i;
        std::pmr::string bytes(memory);
        std::string_view both = sets[i];
        if (chosen != 0) {
            IdSetWriter writer(memory);
            combine(IdSetOperation::kIntersection, common, sets[i], writer, cancel);
            bytes.resize(writer.size());
            writer.write(reinterpret_cast<unsigned char*>(bytes.data()));
            both = bytes;
        }
        counts[with] = cardinality(both);
        if (counts[with] > 0) count_intersections(sets, i + 1, with, both, counts, memory, cancel);
    }
}

}  // namespace

std::pmr::vector<std::uint64_t> combination_counts(std::span<const std::string_view> sets, std::pmr::memory_resource* memory,
                                                   const CancelToken& cancel) {
    if (sets.size() > kMostCombined)
        throw Error(ErrorCode::kInvalidArgument, std::to_string(sets.size()) + " sets are too many for all their combinations",
                    "The limit is 8.", "Use cdp.segment_overlap for pairs.");
    std::pmr::vector<std::uint64_t> counts(std::size_t{1} << sets.size(), 0, memory);
    count_intersections(sets, 0, 0, {}, counts, memory, cancel);
    // What is in all of m and perhaps in others, less what is in others: by inclusion and exclusion, one set at a time.
    for (std::size_t i = 0; i < sets.size(); i++)
        for (std::size_t m = 0; m < counts.size(); m++)
            if ((m >> i & 1) == 0) counts[m] -= counts[m | std::size_t{1} << i];
    counts[0] = 0;
    return counts;
}

}  // namespace cdp::segment
