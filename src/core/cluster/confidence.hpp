// SPDX-License-Identifier: PostgreSQL
// How sure clusters are: as sure as their least sure record, which is as sure as its best link to another record of the cluster.
#pragma once

#include <limits>

#include "core/cluster/decisions.hpp"
#include "core/link/link.hpp"

namespace cdp::cluster {

inline constexpr score::Bits kCertain = std::numeric_limits<score::Bits>::max();   // a must-link
inline constexpr score::Bits kUnlinked = std::numeric_limits<score::Bits>::min();  // no link inside

// As match weights, of each cluster by its smallest record. A record without a link inside is left out of account. `links` and `near` are all links that records have, in any order.
Vec<score::Bits> confidences(const Vec<link::Record>& cluster, const Vec<link::Link>& links, const Vec<link::Link>& near, const Vec<RecordPair>& must);

}  // namespace cdp::cluster
