// SPDX-License-Identifier: PostgreSQL
// Phone numbers: E.164 through libphonenumber, and a cheap key of digits for comparison.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// Code of the country that a text tells: all that country_code reads, calling codes (33, +33; of one that several countries
// share, the main one). Empty for anything else.
std::string region_code(std::string_view region);

// E.164 ("+33663801291") when the number carries its country ("+…", "00…") or `region` says it, as region_code reads it;
// any other region is none. A trunk zero ("+33 (0)6 …") goes, letters of a vanity number (1-800-FLOWERS) become digits, remarks behind go ("(bureau)").
// Letters among the digits (9O) are misread digits: nullopt. A number that carries its country ignores `region`;
// otherwise it is read by the plan of `region`, so a wrong region gives a wrong number, or nullopt where the length is
// impossible there. Extensions (x12, poste 12, Durchwahl 12) are dropped, or with `keep_extension` written as in
// RFC 3966: "+16174935143;ext=12". Without any country a number of 6 to 15 digits gives those digits, since nothing
// tells more. Junk (is_placeholder) and other texts give nullopt. 20-30 us.
std::optional<std::string> normalize_phone(std::string_view s, std::string_view region = {}, bool keep_extension = false);

// What libphonenumber's metadata tell about a number that is valid in its country's plan; nullopt for any other.
struct PhoneFacts {
    std::string region;     // ISO 3166, or 001 for numbers of no country (+800)
    std::string_view kind;  // mobile, fixed, fixed_or_mobile, toll_free, premium, shared_cost, voip, personal, pager,
                            // company, voicemail or unknown
};
std::optional<PhoneFacts> phone_facts(std::string_view s, std::string_view region = {});

// A number taken apart for comparison. Without a country only the digits are known, and `country` is 0.
struct PhoneParts {
    int country = 0;        // calling code
    std::string national;   // significant digits, without calling code and trunk prefix
    std::string extension;  // digits, mostly empty
};
std::optional<PhoneParts> phone_parts(std::string_view s, std::string_view region = {});

// The digits that tell numbers apart, for comparison of raw or clean numbers: no extension, no "(0)", no leading
// zeros. The country code stays where it was written, so two keys of one number may differ by a prefix.
std::string phone_key(std::string_view s);

// A fingerprint of the library's metadata (calling codes and example numbers of all regions): it changes when an
// update of libphonenumber may change results.
std::string phone_metadata_fingerprint();

}  // namespace cdp::text
