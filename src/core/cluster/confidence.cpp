// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/confidence.hpp"

#include <algorithm>

namespace cdp::cluster {

using link::Link;
using link::Record;

Vec<score::Bits> confidences(const Vec<Record>& cluster, const Vec<Link>& links, const Vec<Link>& near, const Vec<RecordPair>& must) {
    Vec<score::Bits> best(cluster.size(), kUnlinked, cluster.get_allocator()), lowest(cluster.size(), kUnlinked, cluster.get_allocator());
    const auto see = [&](Record a, Record b, score::Bits weight) {
        if (cluster[a] != cluster[b]) return;
        for (const Record r : {a, b}) best[r] = std::max(best[r], weight);
    };
    for (const auto* some : {&links, &near})
        for (const Link& l : *some) see(l.a, l.b, l.weight);
    for (const RecordPair& p : must) see(p.a, p.b, kCertain);
    for (Record r = 0; r < cluster.size(); r++) {
        if (best[r] == kUnlinked) continue;
        score::Bits& own = lowest[cluster[r]];
        own = own == kUnlinked ? best[r] : std::min(own, best[r]);
    }
    return lowest;
}

}  // namespace cdp::cluster
