// SPDX-License-Identifier: PostgreSQL
#include "core/link/measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/compare/closeness.hpp"
#include "core/compare/damerau.hpp"
#include "core/compare/jaro.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"
#include "core/compare/qgram.hpp"
#include "core/link/match_form.hpp"
#include "core/link/value_reader.hpp"
#include "core/text/name_table.hpp"
#include "core/text/nickname.hpp"
#include "core/text/soundex.hpp"
#include "core/text/timestamp.hpp"
#include "core/text/utf8.hpp"

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

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();  // passes no test

// Calls a kernel with both texts as bytes where each is ASCII, else as code points.
template <class Kernel>
auto on_characters(std::string_view s, std::string_view t, const Kernel& kernel) {
    if (text::is_ascii(s) && text::is_ascii(t)) return kernel(compare::bytes_of(s), compare::bytes_of(t));
    std::vector<char32_t> x, y;
    text::decode_utf8(s, x);
    text::decode_utf8(t, y);
    return kernel(compare::CodePoints(x), compare::CodePoints(y));
}

// The first character.
std::string_view initial_of(std::string_view word) noexcept {
    std::size_t n = 1;
    while (n < word.size() && (static_cast<unsigned char>(word[n]) & 0xC0) == 0x80) n++;
    return word.substr(0, n);
}

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
        return x.size() > 1 && y.size() > 1 &&
               on_characters(x, y, [](auto p, auto q) { return compare::jaro_winkler(p, q); }) >= kAlikeWords;
    });
    return static_cast<double>(found) / static_cast<double>(n);
}

bool is_initial(const Side& a, const Side& b) {
    if (a.words() == 0 || b.words() == 0) return false;
    const std::string_view x = a.word(0), y = b.word(0), initial = initial_of(x);
    return (x == initial || y == initial_of(y)) && initial == initial_of(y);
}

bool is_acronym_of(const Side& shorter, const Side& longer) {
    if (shorter.words() != 1 || longer.words() < 2) return false;
    std::string_view rest = shorter.word(0);
    for (std::size_t i = 0; i < longer.words(); i++) {
        const std::string_view initial = initial_of(longer.word(i));
        if (!rest.starts_with(initial)) return false;
        rest.remove_prefix(initial.size());
    }
    return rest.empty();
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

double months_between(std::int32_t a, std::int32_t b) noexcept {
    const auto months = [](std::int32_t date) { return date / 10000 * 12 + date / 100 % 100; };
    return std::abs(months(a) - months(b));
}

double days_between(std::int32_t a, std::int32_t b) noexcept {
    return static_cast<double>(std::llabs(text::days_of(a) - text::days_of(b)));
}

double km_between(const Side& a, const Side& b) {
    const Place x = a.values.place(a.value), y = b.values.place(b.value);
    return compare::haversine_km(x.latitude, x.longitude, y.latitude, y.longitude);
}

// Vectors of different lengths, and those of length zero, have no angle between them.
double cosine(std::span<const float> a, std::span<const float> b) noexcept {
    if (a.size() != b.size()) return kNothing;
    double product = 0, x = 0, y = 0;
    for (std::size_t i = 0; i < a.size(); i++) {
        product += static_cast<double>(a[i]) * b[i];
        x += static_cast<double>(a[i]) * a[i];
        y += static_cast<double>(b[i]) * b[i];
    }
    return x > 0 && y > 0 ? product / (std::sqrt(x) * std::sqrt(y)) : kNothing;
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

// What the measures of characters make of two texts.
struct CharacterMeasure {
    Measure m;

    template <class Units>
    double operator()(Units s, Units t) const {
        switch (m) {
            case Measure::kLevenshtein: return static_cast<double>(compare::levenshtein(s, t));
            case Measure::kOsa: return static_cast<double>(compare::osa_distance(s, t));
            case Measure::kDamerau: return static_cast<double>(compare::damerau_levenshtein(s, t));
            case Measure::kLevenshteinSimilarity:
                return compare::normalized_similarity(compare::levenshtein(s, t), s.size(), t.size());
            case Measure::kJaro: return compare::jaro(s, t);
            case Measure::kJaccard: return compare::jaccard(s, t, 2);
            case Measure::kCharacterJaccard: return compare::jaccard(s, t, 1);
            case Measure::kSuffix: return static_cast<double>(compare::common_suffix(s, t));
            case Measure::kPrefix: return static_cast<double>(compare::common_prefix(s, t));
            default: return compare::jaro_winkler(s, t);
        }
    }
};

double measure_values(Measure m, const Values& left, Code a, const Values& right, Code b) {
    const Side x{left, left.value(a)}, y{right, right.value(b)};
    const std::string_view s = x.value.text, t = y.value.text;
    switch (m) {
        case Measure::kPresent: return 1;
        case Measure::kExact: return same(s == t);
        case Measure::kLevenshtein:
        case Measure::kOsa:
        case Measure::kDamerau:
        case Measure::kLevenshteinSimilarity:
        case Measure::kJaro:
        case Measure::kJaroWinkler:
        case Measure::kJaccard:
        case Measure::kCharacterJaccard:
        case Measure::kSuffix:
        case Measure::kPrefix:
            if (left.is_ascii() && right.is_ascii()) return CharacterMeasure{m}(compare::bytes_of(s), compare::bytes_of(t));
            return on_characters(s, t, CharacterMeasure{m});
        case Measure::kUser: return on_characters(user_of(s), user_of(t), CharacterMeasure{Measure::kJaroWinkler});
        case Measure::kTokenJaccard: return token_jaccard(x, y);
        case Measure::kTokenOverlap: return token_overlap(x, y);
        case Measure::kInitial: return same(is_initial(x, y));
        case Measure::kNickname: return same(same_nickname(x, y));
        case Measure::kDistinctNames: return same(distinct_names(x, y));
        case Measure::kSubset: return same(is_subset(x, y));
        case Measure::kAcronym: return same(is_acronym_of(x, y) || is_acronym_of(y, x));
        case Measure::kAbbreviation: return same(is_abbreviation(x, y));
        case Measure::kDateParts: return date_parts(x.value.date, y.value.date);
        case Measure::kDays: return days_between(x.value.date, y.value.date);
        case Measure::kMonths: return months_between(x.value.date, y.value.date);
        case Measure::kYears: return std::abs(x.value.date / 10000 - y.value.date / 10000);
        case Measure::kElapsed:
        case Measure::kDifference: return std::abs(x.value.number - y.value.number);
        case Measure::kPercent: return compare::percent_difference(x.value.number, y.value.number);
        case Measure::kHouseNumber: return same(same_house(x, y));
        case Measure::kSoundex: return same(same_soundex(x, y));
        case Measure::kShared: return same(s == t);
        case Measure::kKm: return km_between(x, y);
        case Measure::kCosine: return cosine(left.vector(x.value), right.vector(y.value));
        case Measure::kIs: break;
    }
    return 0;
}

// The elements of a list, or the one value.
struct Elements {
    Elements(const Values& v, const Code& code)
        : values(v.is_list() ? v.elements() : v), codes(v.is_list() ? v.list(code) : std::span<const Code>(&code, 1)) {}
    const Values& values;
    std::span<const Code> codes;
};

std::size_t shared_elements(const Elements& a, const Elements& b) {
    std::size_t n = 0;
    for (const Code code : a.codes) {
        const Code same_text = &a.values == &b.values ? code : b.values.find(a.values.value(code).text);
        n += std::binary_search(b.codes.begin(), b.codes.end(), same_text) ? 1 : 0;
    }
    return n;
}

double measure_lists(Measure m, const Values& left, Code a, const Values& right, Code b) {
    const Elements x(left, a), y(right, b);
    if (m == Measure::kPresent) return 1;
    if (m == Measure::kExact && left.is_list() && right.is_list()) return same(left.value(a).text == right.value(b).text);
    if (m == Measure::kShared) return static_cast<double>(shared_elements(x, y));
    if (m == Measure::kSubset) {
        const std::size_t shared = shared_elements(x, y);
        return same(shared > 0 && shared == std::min(x.codes.size(), y.codes.size()));
    }
    double best = kNothing;
    for (const Code p : x.codes)
        for (const Code q : y.codes) {
            const double value = measure_values(m, x.values, p, y.values, q);
            if (!(score::is_distance(m) ? value >= best : value <= best)) best = value;
        }
    return best;
}

}  // namespace

double measure(Measure m, const Values& left, Code a, const Values& right, Code b) {
    if (left.is_list() || right.is_list()) return measure_lists(m, left, a, right, b);
    return measure_values(m, left, a, right, b);
}

Code code_of_literal(const Values& values, const std::string& text) {
    const auto& attribute = values.attribute();
    std::optional<std::string> form;
    if (attribute.form == score::Form::kClean) {
        form = match_form(attribute.kind, text, true);
        if (form->empty()) form.reset();
    } else {
        form = attribute.form == score::Form::kPlain ? plain_form(attribute.kind, text) : text;
    }
    const Code code = form ? values.find(*form) : kMissing;
    return code == kMissing ? kNoRecord : code;
}

}  // namespace cdp::link
