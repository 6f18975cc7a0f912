// SPDX-License-Identifier: PostgreSQL
// Set algebra on the stored bytes of two sets, chunk by chunk, without building either in memory. O(bytes).
#pragma once

#include <string_view>

#include "core/base/cancel.hpp"
#include "core/segment/idset_writer.hpp"

namespace cdp::segment {

enum class IdSetOperation { kUnion, kIntersection, kDifference, kSymmetricDifference };

void combine(IdSetOperation operation, std::string_view a, std::string_view b, IdSetWriter& writer, const CancelToken& cancel);

// How many ids both have; with `enough`, the count stops there or a little above.
std::uint64_t common_count(std::string_view a, std::string_view b, const CancelToken& cancel, std::uint64_t enough = UINT64_MAX);
// True when every id of b is one of a.
bool contains_all(std::string_view a, std::string_view b, const CancelToken& cancel);
// Size of the result of combine().
std::uint64_t combined_count(IdSetOperation operation, std::string_view a, std::string_view b, const CancelToken& cancel);

}  // namespace cdp::segment
