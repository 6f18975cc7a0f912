// SPDX-License-Identifier: PostgreSQL
// How well a cluster hangs together, for the people who look at doubtful ones first: density, weakest link, bridges,
// articulation points, and what makes one suspect that two things were merged into one.
#pragma once

#include <bit>
#include <limits>

#include "core/cluster/graph.hpp"
#include "core/cluster/sightings.hpp"
#include "core/link/link.hpp"

namespace cdp::cluster {

// A last join that was less than this many bits above the threshold is a close call: odds of less than eight to one.
inline constexpr double kCloseCall = 3;

// Why a cluster is suspected, a bit each.
enum Suspicion : unsigned char {
    kBridge = 1,       // one link holds two groups of two records or more together
    kCloseJoin = 2,    // its last join was a close call
    kIdentifiers = 4,  // more distinct values of an identifier than one thing has
    kDuplicates = 8,   // two records of a source that is free of duplicates
    kOversized = 16,   // more records than a cluster may have
    kCut = 32,         // cut out of a component that was too large
};

// A pair is a link here when its match weight reaches the threshold "component", whether or not blocking proposed it.
struct ClusterProfile {
    static constexpr score::Bits kUnknown = std::numeric_limits<score::Bits>::min();

    link::Record cluster = 0;  // its smallest record
    std::uint32_t size = 0;
    std::uint64_t links = 0;
    score::Bits weakest_link = kUnknown;   // pairs of at least this weight alone hold it together
    link::Record left = 0, right = 0;      // the pair of that weight; or the bridge that parts it most evenly; or one record: none
    score::Bits weakest_pair = kUnknown;   // the least of all match weights
    score::Bits mean = kUnknown;           // of all match weights, clipped as for joining
    score::Bits last_join = kUnknown;      // linkage of the last join; none where must-links made the cluster
    std::uint32_t bridges = 0, articulation_points = 0;
    unsigned char suspicions = 0;          // of Suspicion
    int identifier = -1;                   // the attribute of which it has too many values

    double density() const noexcept { return 2.0 * static_cast<double>(links) / size / (size - 1); }
    int suspicion_count() const noexcept { return std::popcount(suspicions); }
};

// The day on which a record was seen, by the dates `seen`; any day where that is null or says nothing.
std::int32_t day_of(const link::Values* seen, link::Record r) noexcept;

// Memory is kept from cluster to cluster.
class Profiler {
public:
    Profiler(const link::Scorer& scorer, score::Bits threshold);  // where joining stops

    // Everything but last_join and what follows from it, and kCut. `weights` are those of all pairs of the records: n * n
    // values, symmetric, diagonal ignored.
    ClusterProfile describe(std::span<const link::Record> records, std::span<const score::Bits> weights,
                            const CancelToken& token = {});
    // The same without weakest link, weakest pair and mean, for a cluster that is too large for all its pairs.
    ClusterProfile describe(std::span<const link::Record> records, std::span<const link::Link> links,
                            const CancelToken& token = {});
    void set_last_join(ClusterProfile& profile, score::Bits linkage) const noexcept;

private:
    struct Limited {
        int attribute;
        std::size_t values;  // distinct ones that one thing may have
        std::uint32_t days = 0;  // in a window of so many; 0: ever
        int seen = -1;           // attribute of the days
    };

    ClusterProfile begin(std::span<const link::Record> records);
    void find_bridges(ClusterProfile& profile, std::span<const link::Record> records, const CancelToken& token);
    void find_weakest(ClusterProfile& profile, std::span<const link::Record> records, std::span<const score::Bits> weights);
    void suspect_values(ClusterProfile& profile, std::span<const link::Record> records);
    bool has_too_many(const Limited& limited, std::span<const link::Record> records);

    const link::Scorer* scorer_;
    score::Bits threshold_;
    std::vector<Limited> limited_;
    std::vector<link::Code> duplicate_free_;  // sources
    Graph graph_;
    Vec<Graph::Edge> edges_;
    Vec<link::Code> codes_;
    std::vector<score::Bits> best_;
    std::vector<std::uint32_t> partner_;
    std::vector<Sighting> sightings_;
};

}  // namespace cdp::cluster
