// SPDX-License-Identifier: PostgreSQL
// The text form of a set: {-3,1,5-9}. Members ascend; three neighbours or more are a range, two stand alone.
#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

#include "core/base/cancel.hpp"
#include "core/segment/idset_builder.hpp"

namespace cdp::segment {

// Ids and ranges in any order, repeated or not, with blanks between them. Throws Error(kInvalidText), or kOutOfRange for
// an id that does not fit 64 bits.
void read_text(std::string_view text, IdSetBuilder& set, const CancelToken& cancel);

// Throws Error(kLimitExceeded) beyond `most` bytes.
void write_text(std::string_view set, std::pmr::string& text, std::size_t most, const CancelToken& cancel);

}  // namespace cdp::segment
