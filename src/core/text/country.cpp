// SPDX-License-Identifier: PostgreSQL
#include "core/text/country.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestName = 128;

// Folded names that ICU does not give.
constexpr WordValue<std::string_view> kAliasWords[] = {
    {"angleterre", "GB"},
    {"britain", "GB"},
    {"burma", "MM"},
    {"cabo verde", "CV"},
    {"cape verde", "CV"},
    {"chine", "CN"},
    {"czech republic", "CZ"},
    {"ecosse", "GB"},
    {"england", "GB"},
    {"espagne", "ES"},
    {"estados unidos de america", "US"},
    {"etats unis d amerique", "US"},
    {"etats unis damerique", "US"},
    {"eua", "US"},
    {"grande bretagne", "GB"},
    {"great britain", "GB"},
    {"grossbritannien", "GB"},
    {"holanda", "NL"},
    {"holland", "NL"},
    {"hollande", "NL"},
    {"hong kong", "HK"},
    {"inglaterra", "GB"},
    {"ireland republic of", "IE"},
    {"ivory coast", "CI"},
    {"korea", "KR"},
    {"luxemburgo", "LU"},
    {"macau", "MO"},
    {"macedonia", "MK"},
    {"northern ireland", "GB"},
    {"palestine", "PS"},
    {"republic of ireland", "IE"},
    {"republique tcheque", "CZ"},
    {"russian federation", "RU"},
    {"scotland", "GB"},
    {"swaziland", "SZ"},
    {"tchequie", "CZ"},
    {"the netherlands", "NL"},
    {"turkey", "TR"},
    {"turkiye", "TR"},
    {"uae", "AE"},
    {"uk", "GB"},
    {"united states of america", "US"},
    {"vereinigte staaten von amerika", "US"},
    {"wales", "GB"},
};
constexpr WordMap<std::string_view, std::size(kAliasWords)> kAliases(kAliasWords);

// Distinguishing signs of vehicles in international traffic (1968 convention on road traffic) that people write for a
// country: those of Europe and Canada that are not an ISO code already.
constexpr WordValue<std::string_view> kVehicleSigns[] = {
    {"a", "AT"}, {"b", "BE"}, {"cdn", "CA"}, {"d", "DE"}, {"e", "ES"}, {"f", "FR"}, {"fl", "LI"}, {"h", "HU"}, {"i", "IT"},
    {"l", "LU"}, {"m", "MT"}, {"n", "NO"}, {"nmk", "MK"}, {"p", "PT"}, {"s", "SE"}, {"slo", "SI"}, {"v", "VA"},
};
constexpr WordMap<std::string_view, std::size(kVehicleSigns)> kSigns(kVehicleSigns);

using Names = std::vector<std::pair<std::string, std::string>>;

void add_display_name(const std::string& country, const char* language, Names& names) {
    UChar buffer[kLongestName];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t n = uloc_getDisplayCountry(("und_" + country).c_str(), language, buffer, kLongestName, &status);
    if (U_FAILURE(status) || n <= 0 || n >= static_cast<int32_t>(kLongestName)) return;
    std::string utf8;
    icu::UnicodeString(buffer, n).toUTF8String(utf8);
    if (std::string folded = fold(utf8); folded.size() > 2) names.emplace_back(std::move(folded), country);
}

// Folded code or name -> code, sorted by name. Where two countries share a name, the first entry made wins.
Names make_names() {
    Names names;
    const char* const* const all = uloc_getISOCountries();
    for (const char* const* country = all; *country != nullptr; country++) {
        names.emplace_back(fold(*country), *country);
        const std::string locale = std::string("und_") + *country;
        if (const std::string three = fold(uloc_getISO3Country(locale.c_str())); three.size() == 3)
            names.emplace_back(three, *country);
    }
    for (const char* language : {"en", "fr", "de", "es", "it", "nl", "pl", "pt"})
        for (const char* const* country = all; *country != nullptr; country++)
            add_display_name(*country, language, names);
    for (const char* const* country = all; *country != nullptr; country++) {
        char likely[ULOC_FULLNAME_CAPACITY];
        UErrorCode status = U_ZERO_ERROR;
        uloc_addLikelySubtags((std::string("und_") + *country).c_str(), likely, sizeof likely, &status);
        if (U_SUCCESS(status)) add_display_name(*country, likely, names);
    }
    std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    names.erase(std::unique(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
                names.end());
    return names;
}

}  // namespace

std::string country_code(std::string_view s) {
    if (s.empty() || s.size() > kLongestName) return {};
    const std::string name = fold(s);
    if (const std::string_view* alias = kAliases.find(name)) return std::string(*alias);
    static const Names* const names = new Names(make_names());
    const auto it = std::lower_bound(names->begin(), names->end(), name,
                                     [](const auto& entry, const std::string& key) { return entry.first < key; });
    if (it != names->end() && it->first == name) return it->second;
    const std::string_view* sign = kSigns.find(name);
    return sign != nullptr ? std::string(*sign) : std::string();
}

}  // namespace cdp::text
