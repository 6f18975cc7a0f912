// SPDX-License-Identifier: PostgreSQL
#include "core/link/measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "core/compare/closeness.hpp"
#include "core/compare/jaro.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"
#include "core/compare/qgram.hpp"
#include "core/text/name_table.hpp"
#include "core/text/nickname.hpp"
#include "core/text/soundex.hpp"

namespace cdp::link {

using score::Measure;

namespace {

constexpr double kAlikeWords = 0.9;  // Jaro-Winkler at which two words count as one misspelt
constexpr std::size_t kMaxOverlapWords = 32;

struct Side {
    const Values& values;
    const Value& value;
    std::string_view word(std::size_t i) const { return values.word(values.words(value)[i]); }
    std::size_t words() const { return value.words; }
};

double same(bool yes) noexcept { return yes ? 1 : 0; }

bool has_word(const Side& side, std::string_view word, std::size_t before) {
    for (std::size_t i = 0; i < before; i++)
        if (side.word(i) == word) return true;
    return false;
}

// The words of both sides as sets.
struct WordSets {
    std::size_t left = 0, right = 0, common = 0;

    WordSets(const Side& a, const Side& b) {
        for (std::size_t i = 0; i < a.words(); i++) {
            if (has_word(a, a.word(i), i)) continue;
            left++;
            common += has_word(b, a.word(i), b.words()) ? 1 : 0;
        }
        for (std::size_t i = 0; i < b.words(); i++) right += has_word(b, b.word(i), i) ? 0 : 1;
    }
};

double token_jaccard(const Side& a, const Side& b) {
    const WordSets sets(a, b);
    const std::size_t all = sets.left + sets.right - sets.common;
    return all == 0 ? 1 : static_cast<double>(sets.common) / static_cast<double>(all);
}

bool is_subset(const Side& a, const Side& b) {
    const WordSets sets(a, b);
    return sets.common > 0 && sets.common == std::min(sets.left, sets.right);
}

// Each word of the side with fewer takes the first free equal word of the other, then the first alike. Of sides
// with equally many, the one whose text sorts first does the taking, so that the result is the same from either.
double token_overlap(const Side& a, const Side& b) {
    const bool a_takes = a.words() != b.words() ? a.words() < b.words() : a.value.text <= b.value.text;
    const Side& fewer = a_takes ? a : b;
    const Side& more = a_takes ? b : a;
    const std::size_t n = std::min(fewer.words(), kMaxOverlapWords), m = std::min(more.words(), kMaxOverlapWords);
    if (n == 0) return 0;
    std::array<bool, kMaxOverlapWords> taken{}, placed{};
    std::size_t found = 0;
    const auto place = [&](auto alike) {
        for (std::size_t i = 0; i < n; i++)
            for (std::size_t j = 0; j < m && !placed[i]; j++)
                if (!taken[j] && alike(fewer.word(i), more.word(j))) {
                    taken[j] = placed[i] = true;
                    found++;
                }
    };
    place([](std::string_view x, std::string_view y) { return x == y; });
    place([](std::string_view x, std::string_view y) {
        return x.size() > 1 && y.size() > 1 && compare::jaro_winkler(x, y) >= kAlikeWords;
    });
    return static_cast<double>(found) / static_cast<double>(n);
}

bool is_initial(const Side& a, const Side& b) {
    if (a.words() == 0 || b.words() == 0) return false;
    const std::string_view x = a.word(0), y = b.word(0);
    return (x.size() == 1 || y.size() == 1) && x[0] == y[0];
}

bool is_acronym_of(const Side& shorter, const Side& longer) {
    if (shorter.words() != 1 || longer.words() < 2 || shorter.word(0).size() != longer.words()) return false;
    for (std::size_t i = 0; i < longer.words(); i++)
        if (shorter.word(0)[i] != longer.word(i)[0]) return false;
    return true;
}

bool is_abbreviation(const Side& a, const Side& b) {
    if (a.words() != b.words()) return false;
    for (std::size_t i = 0; i < a.words(); i++) {
        const std::string_view x = a.word(i), y = b.word(i);
        if (!x.starts_with(y) && !y.starts_with(x)) return false;
    }
    return a.words() > 0;
}

bool same_nickname(const Side& a, const Side& b) { return text::share_nickname(a.value.nickname, b.value.nickname); }

bool is_well_known(std::string_view name) { return text::is_given_name(name) || text::nickname_id(name) != 0; }

bool distinct_names(const Side& a, const Side& b) {
    if (a.words() == 0 || b.words() == 0 || a.word(0) == b.word(0) || same_nickname(a, b)) return false;
    return is_well_known(a.word(0)) && is_well_known(b.word(0));
}

int date_parts(std::int32_t a, std::int32_t b) noexcept {
    const int year_a = a / 10000, month_a = a / 100 % 100, day_a = a % 100;
    const int year_b = b / 10000, month_b = b / 100 % 100, day_b = b % 100;
    const int straight = (month_a == month_b ? 1 : 0) + (day_a == day_b ? 1 : 0);
    const int swapped = month_a == day_b && day_a == month_b ? 2 : 0;
    return (year_a == year_b ? 1 : 0) + std::max(straight, swapped);
}

// Days since 1970-01-01 in the proleptic Gregorian calendar, by the year that begins in March.
long days_of(std::int32_t date) noexcept {
    long year = date / 10000;
    const long month = date / 100 % 100, day = date % 100;
    year -= month <= 2 ? 1 : 0;
    const long era = year / 400, year_of_era = year - era * 400;
    const long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

std::size_t common_prefix(std::string_view a, std::string_view b) noexcept {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

std::size_t common_suffix(std::string_view a, std::string_view b) noexcept {
    return static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin());
}

// The first word that starts with a digit.
std::string_view house_number(const Side& side) {
    for (std::size_t i = 0; i < side.words(); i++) {
        const std::string_view word = side.word(i);
        if (word[0] >= '0' && word[0] <= '9') return word;
    }
    return {};
}

bool same_house(const Side& a, const Side& b) {
    const std::string_view x = house_number(a), y = house_number(b);
    return !x.empty() && x == y;
}

bool same_soundex(const Side& a, const Side& b) {
    return a.words() > 0 && b.words() > 0 && text::soundex(a.word(0)) == text::soundex(b.word(0));
}

}  // namespace

double measure(Measure m, const Values& left, Code a, const Values& right, Code b) {
    const Side x{left, left.value(a)}, y{right, right.value(b)};
    const std::string_view s = x.value.text, t = y.value.text;
    switch (m) {
        case Measure::kPresent: return 1;
        case Measure::kExact: return same(s == t);
        case Measure::kLevenshtein: return static_cast<double>(compare::levenshtein(s, t));
        case Measure::kOsa: return static_cast<double>(compare::osa_distance(s, t));
        case Measure::kLevenshteinSimilarity:
            return compare::normalized_similarity(compare::levenshtein(s, t), s.size(), t.size());
        case Measure::kJaro: return compare::jaro(s, t);
        case Measure::kJaroWinkler: return compare::jaro_winkler(s, t);
        case Measure::kJaccard: return compare::jaccard(s, t, 2);
        case Measure::kTokenJaccard: return token_jaccard(x, y);
        case Measure::kTokenOverlap: return token_overlap(x, y);
        case Measure::kInitial: return same(is_initial(x, y));
        case Measure::kNickname: return same(same_nickname(x, y));
        case Measure::kDistinctNames: return same(distinct_names(x, y));
        case Measure::kSubset: return same(is_subset(x, y));
        case Measure::kAcronym: return same(is_acronym_of(x, y) || is_acronym_of(y, x));
        case Measure::kAbbreviation: return same(is_abbreviation(x, y));
        case Measure::kDateParts: return date_parts(x.value.date, y.value.date);
        case Measure::kDays: return static_cast<double>(std::labs(days_of(x.value.date) - days_of(y.value.date)));
        case Measure::kYears: return std::abs(x.value.date / 10000 - y.value.date / 10000);
        case Measure::kDifference: return std::abs(x.value.number - y.value.number);
        case Measure::kPercent: return compare::percent_difference(x.value.number, y.value.number);
        case Measure::kSuffix: return static_cast<double>(common_suffix(s, t));
        case Measure::kPrefix: return static_cast<double>(common_prefix(s, t));
        case Measure::kUser: return compare::jaro_winkler(user_of(s), user_of(t));
        case Measure::kHouseNumber: return same(same_house(x, y));
        case Measure::kSoundex: return same(same_soundex(x, y));
    }
    return 0;
}

}  // namespace cdp::link
