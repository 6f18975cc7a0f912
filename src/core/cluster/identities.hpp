// SPDX-License-Identifier: PostgreSQL
// Which cluster goes on under which profile id, and what that means for the profiles. Ids stay with the greatest overlap, so
// only they have a history.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::cluster {

using ProfileId = std::int64_t;

// Records of a cluster that belonged to a profile.
struct Overlap {
    std::size_t cluster;
    ProfileId profile;
    std::int64_t records;
    std::int64_t since;         // of the longest membership
    std::int64_t first_record;  // the oldest
};

// Of clusters to profiles, for those that have one.
using Assignment = std::map<std::size_t, ProfileId>;

// Gives ids to clusters that have none, of profiles that nobody has: greatest overlap first, then the older profile, the longer
// membership, the older record.
void assign_ids(std::vector<Overlap> overlaps, Assignment& assigned);

struct ProfileEvent {
    std::string event;
    ProfileId profile;
    ProfileId other;  // 0: none
};

struct Changes {
    const std::vector<Overlap>& overlaps;
    const Assignment& assigned;
    const std::set<std::size_t>& fresh;      // clusters whose id is a new one
    const std::set<ProfileId>& known;        // profiles that there were
};

// What became of the profiles: of those among overlaps and `left`, and of those assigned. In order of profile, event, other.
std::vector<ProfileEvent> profile_events(const Changes& changes, const std::set<ProfileId>& left);

}  // namespace cdp::cluster
