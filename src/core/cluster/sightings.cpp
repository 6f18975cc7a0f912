// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/sightings.hpp"

#include <map>

namespace cdp::cluster {

Window fullest_window(std::span<const Sighting> sightings, std::uint32_t days) {
    std::map<std::uint32_t, std::size_t> counts;  // by code, of the window that ends with `end`
    std::size_t begin = 0;
    for (; begin < sightings.size() && sightings[begin].day == Sighting::kAnyDay; begin++) counts[sightings[begin].code]++;
    Window best{counts.size(), Sighting::kAnyDay, days};
    for (std::size_t end = begin; end < sightings.size(); end++) {
        const Window here{0, sightings[end].day, days};
        for (; !here.holds(sightings[begin].day); begin++)
            if (const auto out = counts.find(sightings[begin].code); --out->second == 0) counts.erase(out);
        counts[sightings[end].code]++;
        if (counts.size() > best.codes) best = {counts.size(), here.last, days};
    }
    return best;
}

}  // namespace cdp::cluster
