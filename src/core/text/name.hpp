// SPDX-License-Identifier: PostgreSQL
// Names of persons: the clean display form and the key for comparison.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/text/name_words.hpp"

namespace cdp::text {

inline constexpr std::size_t kLongestName = 1024;  // bytes; longer texts are no names

// A name in clean form, parted from what stands in front of and behind it.
struct CleanName {
    std::string title;    // "Frau Prof. Dr."; as written, but not in capitals throughout
    std::string name;     // what normalize_name gives
    std::string degrees;  // "PhD"; as written
    std::string written;  // the name before its letter case was settled
};

// A given, family or full name as one would print it: composed, single spaces, no title or civility in front (M.,
// Mme, Dr, Herr, Sra., Pan, M. et Mme) and no degree behind (PhD, MD), typographic apostrophes and dashes made plain.
// All capitals and all small letters become capitalised words, with grammatical particles inside small (Jean de la
// Fontaine, Anna von Berg) but not those that are part of the name (Le Pen, Di Maria, El Khomri, Ben Ali), Mc, O' and
// D' as usual; in mixed text only words in capitals change (Jean DUPONT, John McDONALD), since the writer knew.
// nullopt when no letter is left, or titles alone (Dr., M. et Mme). Nothing is guessed: digits, misspellings and the
// order of words stay.
std::optional<CleanName> clean_name(std::string_view s);
std::optional<std::string> normalize_name(std::string_view s);

// The match form of a name: fold without titles, degrees and generational suffixes (Jr, III, fils). May be empty.
// Cheap and thread-safe.
struct NameKey {
    std::string name;
    name_words::Generation generation = name_words::Generation::kNone;
};
NameKey name_key_parts(std::string_view s);
std::string name_key(std::string_view s);

// True for a folded word that is a title or a civility in some language.
bool is_title_word(std::string_view folded) noexcept;

// True for a folded word that ties a family name together: de, van, von, al, dos …
bool is_name_particle(std::string_view folded) noexcept;

}  // namespace cdp::text
