// SPDX-License-Identifier: PostgreSQL
// What happens to text on its way into a customer system: case, lost accents, slips of the finger, misread forms,
// wrong encodings. Strings are valid UTF-8 before and after.
#pragma once

#include <string>
#include <string_view>

#include "data/random.hpp"

namespace cdp::sample {

// Upper or lower case of Latin, Greek and Cyrillic letters; other text stays.
void to_upper(std::string& text);
void to_lower(std::string& text);

// Accented Latin letters to ASCII; umlauts as two letters (ue) where `german` is set. Other scripts stay.
void drop_accents(std::string& text, bool german);

// The local part of an e-mail address: drop_accents, lower case, letters and digits only.
std::string mail_form(std::string_view text, bool german);

// One slip: a neighbouring key, two letters swapped, one left out, one doubled. Shorter than 3 letters stays.
void slip(std::string& text, Random& random);

// One letter or digit misread as another of the same shape (0 and O, 1 and l, rn and m).
void misread(std::string& text, Random& random);

// UTF-8 read as Windows-1252 and stored as UTF-8 again (é becomes Ã©).
void garble(std::string& text);

// The first letter and a full stop.
void to_initial(std::string& text);

}  // namespace cdp::sample
