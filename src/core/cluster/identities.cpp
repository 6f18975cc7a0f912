// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/identities.hpp"

#include <algorithm>
#include <tuple>

namespace cdp::cluster {

void assign_ids(std::vector<Overlap> overlaps, Assignment& assigned) {
    std::set<ProfileId> taken;
    for (const auto& [cluster, profile] : assigned) taken.insert(profile);
    std::sort(overlaps.begin(), overlaps.end(), [](const Overlap& x, const Overlap& y) {
        return std::tie(y.records, x.profile, x.since, x.first_record) < std::tie(x.records, y.profile, y.since, y.first_record);
    });
    for (const Overlap& o : overlaps)
        if (!assigned.contains(o.cluster) && taken.insert(o.profile).second) assigned.emplace(o.cluster, o.profile);
}

namespace {

// The profile other than `not_this` that most records of a cluster come from; 0: none.
ProfileId origin_of(const std::vector<Overlap>& overlaps, std::size_t cluster, ProfileId not_this) {
    const Overlap* best = nullptr;
    for (const Overlap& o : overlaps)
        if (o.cluster == cluster && o.profile != not_this && (best == nullptr || std::tie(best->records, o.profile) < std::tie(o.records, best->profile)))
            best = &o;
    return best == nullptr ? 0 : best->profile;
}

// Where most records of a profile that goes have gone to; 0: nowhere.
ProfileId target_of(const Changes& changes, ProfileId profile) {
    std::int64_t most = 0;
    ProfileId target = 0;
    for (const Overlap& o : changes.overlaps) {
        if (o.profile != profile) continue;
        const ProfileId to = changes.assigned.at(o.cluster);
        if (o.records > most || (o.records == most && to < target)) {
            most = o.records;
            target = to;
        }
    }
    return target;
}

}  // namespace

std::vector<ProfileEvent> profile_events(const Changes& changes, const std::set<ProfileId>& left) {
    std::vector<ProfileEvent> out;
    std::set<ProfileId> concerned = left, kept;
    for (const Overlap& o : changes.overlaps) concerned.insert(o.profile);
    for (const auto& [cluster, profile] : changes.assigned) {
        kept.insert(profile);
        if (changes.fresh.contains(cluster)) {
            const ProfileId origin = origin_of(changes.overlaps, cluster, 0);
            out.push_back({origin == 0 ? "created" : "split", profile, origin});
        } else if (!changes.known.contains(profile)) {
            out.push_back({"restored", profile, origin_of(changes.overlaps, cluster, profile)});
        }
    }
    for (const ProfileId profile : concerned) {
        if (!changes.known.contains(profile) || kept.contains(profile)) continue;
        const ProfileId target = target_of(changes, profile);
        out.push_back({target == 0 ? "retired" : "redirected", profile, target});
        if (target != 0) out.push_back({"merged", target, profile});
    }
    std::sort(out.begin(), out.end(), [](const ProfileEvent& x, const ProfileEvent& y) {
        return std::tie(x.profile, x.event, x.other) < std::tie(y.profile, y.event, y.other);
    });
    return out;
}

}  // namespace cdp::cluster
