// SPDX-License-Identifier: PostgreSQL
// Phone numbers: E.164 through libphonenumber, and a cheap key of digits for comparison.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// E.164 ("+33663801291") when the number carries its country ("+…", "00…") or `region` says it: two letters of
// ISO 3166, or a country's name as country_code reads it. Extensions are dropped. nullopt when the length is
// impossible in that country. Without either, a number of 6 to 15 digits gives those digits, since nothing tells
// the country; junk (is_placeholder) and any other text give nullopt. 20-30 us.
std::optional<std::string> normalize_phone(std::string_view s, std::string_view region = {});

// The digits that tell numbers apart, for comparison of raw or clean numbers: no extension, no "(0)", no leading
// zeros. The country code stays where it was written, so two keys of one number may differ by a prefix.
std::string phone_key(std::string_view s);

// A fingerprint of the library's metadata (calling codes and example numbers of all regions): it changes when an
// update of libphonenumber may change results.
std::string phone_metadata_fingerprint();

}  // namespace cdp::text
