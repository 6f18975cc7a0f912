// SPDX-License-Identifier: PostgreSQL
#include "core/text/postcode.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "core/text/ascii.hpp"
#include "core/text/country.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestInput = 64;

// A shape of letters (A), digits (9) and either (#).
bool has_shape(std::string_view s, std::string_view shape) {
    if (s.size() != shape.size()) return false;
    for (std::size_t i = 0; i < s.size(); i++) {
        const bool digit = is_ascii_digit(s[i]);
        if (shape[i] == '9' ? !digit : shape[i] == 'A' ? digit : false) return false;
    }
    return true;
}

// A code of fixed shape; `split` is where `separator` goes, 0 for nowhere.
struct Format {
    std::string_view country;
    std::string_view shape;
    std::uint8_t split;
    char separator;
    std::uint8_t fewest_digits;  // what spreadsheets leave of a code with leading zeros
    int first;                   // smallest and largest value of the first four digits
    int last;
};

constexpr Format kFormats[] = {
    {"AT", "9999", 0, ' ', 4, 1000, 9999},      {"BE", "9999", 0, ' ', 4, 1000, 9999},
    {"CA", "A9A9A9", 3, ' ', 6, 0, 9999},       {"CH", "9999", 0, ' ', 4, 1000, 9699},
    {"DE", "99999", 0, ' ', 4, 106, 9999},      {"ES", "99999", 0, ' ', 4, 100, 5299},
    {"FR", "99999", 0, ' ', 4, 10, 9899},       {"IE", "A9#####", 3, ' ', 7, 0, 9999},
    {"IT", "99999", 0, ' ', 3, 1, 9819},        {"LU", "9999", 0, ' ', 4, 1000, 9999},
    {"NL", "9999AA", 4, ' ', 6, 1000, 9999},    {"PL", "99999", 2, '-', 3, 0, 9999},
    {"PT", "9999999", 4, '-', 7, 1000, 9999},   {"US", "99999", 0, ' ', 3, 50, 9995},
    {"US", "999999999", 5, '-', 7, 50, 9995},
};

// Territories whose codes are those of another country.
constexpr WordValue<std::string_view> kServedWords[] = {
    {"AS", "US"}, {"BL", "FR"}, {"GF", "FR"}, {"GG", "GB"}, {"GP", "FR"}, {"GU", "US"}, {"IM", "GB"}, {"JE", "GB"},
    {"LI", "CH"}, {"MC", "FR"}, {"MF", "FR"}, {"MP", "US"}, {"MQ", "FR"}, {"NC", "FR"}, {"PF", "FR"}, {"PM", "FR"},
    {"PR", "US"}, {"RE", "FR"}, {"SM", "IT"}, {"TF", "FR"}, {"VA", "IT"}, {"VI", "US"}, {"WF", "FR"}, {"YT", "FR"},
};
constexpr WordMap<std::string_view, std::size(kServedWords)> kServed(kServedWords);

// Prefixes of codes: ISO 3166, and the distinguishing signs of vehicles that post used before.
constexpr WordValue<std::string_view> kPrefixWords[] = {
    {"A", "AT"},   {"AT", "AT"},  {"B", "BE"},   {"BE", "BE"}, {"CA", "CA"}, {"CDN", "CA"}, {"CH", "CH"}, {"D", "DE"},
    {"DE", "DE"},  {"E", "ES"},   {"ES", "ES"},  {"F", "FR"},  {"FR", "FR"}, {"FRA", "FR"}, {"I", "IT"},  {"IT", "IT"},
    {"L", "LU"},   {"LI", "CH"},  {"LU", "LU"},  {"MC", "FR"}, {"NL", "NL"}, {"P", "PT"},   {"PL", "PL"}, {"PT", "PT"},
    {"RSM", "IT"}, {"US", "US"},  {"USA", "US"},
};
constexpr WordMap<std::string_view, std::size(kPrefixWords)> kPrefixes(kPrefixWords);

// What follows a French code of an organisation with mail of its own, and its number there.
constexpr std::string_view kBusinessWords[] = {"bp", "cdx", "cedex", "cedx", "cs", "cx", "sp", "tsa"};
constexpr WordSet<std::size(kBusinessWords)> kBusiness(kBusinessWords);

bool all_digits(std::string_view s) {
    for (char c : s)
        if (!is_ascii_digit(c)) return false;
    return !s.empty();
}

// Codes that have the shape and the range but that the country does not give out.
bool is_given_out(const Format& format, std::string_view code) {
    const std::string_view head = code.substr(0, 2);
    if (format.country == "DE") return head != "05" && head != "43" && head != "62";
    if (format.country == "FR") return head != "96";
    if (format.country == "NL") return !code.ends_with("SA") && !code.ends_with("SD") && !code.ends_with("SS");
    if (format.country == "CA")
        return std::string_view("WZ").find(code[0]) == std::string_view::npos &&
               code.find_first_of("DFIOQU") == std::string_view::npos;
    return true;
}

std::optional<std::string> apply(const Format& format, std::string code, bool pad) {
    const bool digits_only = format.shape.find_first_not_of('9') == std::string_view::npos;
    if (pad && digits_only && code.size() >= format.fewest_digits && code.size() < format.shape.size() && all_digits(code))
        code.insert(0, format.shape.size() - code.size(), '0');
    if (!has_shape(code, format.shape)) return std::nullopt;
    if (format.shape.starts_with("9999")) {
        int head = 0;
        for (std::size_t i = 0; i < 4; i++) head = head * 10 + (code[i] - '0');
        if (head < format.first || head > format.last) return std::nullopt;
    }
    if (!is_given_out(format, code)) return std::nullopt;
    if (format.split != 0) code.insert(code.begin() + format.split, format.separator);
    return code;
}

// Outward and inward code by the forms and the letters of BS 7666 (2006).
std::optional<std::string> british(std::string code) {
    if (code == "GIR0AA") return "GIR 0AA";
    if (code.size() < 5 || code.size() > 7) return std::nullopt;
    const std::string_view whole = code;
    const std::string_view out = whole.substr(0, code.size() - 3);
    const std::string_view in = whole.substr(code.size() - 3);
    const auto one_of = [](char c, std::string_view set) { return set.find(c) != std::string_view::npos; };
    if (!has_shape(in, "9AA") || one_of(in[1], "CIKMOV") || one_of(in[2], "CIKMOV") || one_of(out[0], "QVX"))
        return std::nullopt;
    bool known = false;
    for (std::string_view shape : {"A9", "A99", "AA9", "AA99", "A9A", "AA9A"}) known = known || has_shape(out, shape);
    if (!known || one_of(out[1], "IJZ")) return std::nullopt;
    code.insert(code.size() - 3, 1, ' ');
    return code;
}

// Letters and digits in capitals, without a French business form behind five digits and a spreadsheet's ".0".
std::string compact(std::string_view folded) {
    std::string out;
    std::string_view rest = folded;
    while (!rest.empty()) {
        const std::string_view tail = rest;
        const std::string_view word = next_word(rest);
        const std::size_t letters = word.find_first_of("0123456789");
        const bool whole = out.size() >= 4 && all_digits(out);
        if (whole && kBusiness.contains(word.substr(0, letters)) && ascii_digits(tail).size() <= 7) break;
        if (const std::size_t glued = word.find("cedex"); out.empty() && glued == 5 && all_digits(word.substr(0, glued)))
            return std::string(word.substr(0, glued));
        for (char c : word) out.push_back(ascii_upper(c));
    }
    return out;
}

// The letters in front of a code that starts with digits; none where they are part of it.
std::string_view prefix_of(std::string_view code) {
    const std::size_t digit = code.find_first_of("0123456789");
    if (digit == std::string_view::npos || digit == 0 || digit > 3 || code.size() - digit < 4) return {};
    for (std::size_t i = digit; i < digit + 4; i++)
        if (!is_ascii_digit(code[i])) return {};
    return code.substr(0, digit);
}

// By the formats of a country; `known` tells whether there are any. With `pad`, zeros lost in front come back.
std::optional<std::string> in_country(std::string_view iso, std::string_view code, bool& known, bool pad = true) {
    known = true;
    if (iso == "GB") return british(std::string(code));
    known = false;
    const std::string_view prefix = prefix_of(code);
    const std::string_view* prefix_country = prefix.empty() ? nullptr : kPrefixes.find(prefix);
    if (prefix_country != nullptr && *prefix_country == iso) code.remove_prefix(prefix.size());
    for (const Format& format : kFormats) {
        if (format.country != iso) continue;
        known = true;
        if (auto clean = apply(format, std::string(code), pad)) return clean;
    }
    return std::nullopt;
}

// What stands in front of a number that is no code.
constexpr std::string_view kNumberedWords[] = {
    "apartado", "apt", "box", "bp", "cs", "highway", "no", "postbus", "postfach", "road", "route", "ste", "suite", "tsa", "unit",
};
constexpr WordSet<std::size(kNumberedWords)> kNumbered(kNumberedWords);

// The words of a folded text, and where those with digits begin and end.
class Beside {
public:
    Beside(std::string_view s, std::string_view folded) : article_(s.find(" De ") != std::string_view::npos) {
        while (!folded.empty()) {
            const std::string_view tail = folded;
            const std::string_view word = next_word(folded);
            // 75008 Paris CEDEX 08
            const std::string_view form = word.substr(0, word.find_first_of("0123456789"));
            if (!words_.empty() && kBusiness.contains(form) && ascii_digits(tail).size() <= 7) break;
            words_.push_back(word);
        }
        last_ = words_.size();
        while (first_ < last_ && !has_digit(words_[first_])) first_++;
        while (last_ > first_ && !has_digit(words_[last_ - 1])) last_--;
    }

    // The code of a country beside the name of a place, with a word around it that may be part of it: 75001 Paris,
    // F 75001 Paris, 1234 AB Delft, London SW1A 1AA, Reno NV 89501. Codes of digits stand in front, but for those of the US.
    std::optional<std::string> code(std::string_view iso) const {
        if (!has_place(2)) return std::nullopt;
        const bool behind_place = iso == "US" || iso == "GB" || iso == "CA" || iso == "IE" || iso == "NL";
        bool known = false;
        for (const std::size_t before : {1U, 0U})
            for (const std::size_t behind : {1U, 0U}) {
                if (first_ < before || last_ + behind > words_.size()) continue;
                const std::size_t begin = first_ - before;
                if (begin > 0 && (!behind_place || kNumbered.contains(words_[begin - 1]))) continue;
                // 3737 De Bilt
                if (behind == 1 && article_ && words_[last_] == "de") continue;
                if (auto clean = in_country(iso, joined(begin, last_ + behind), known, false)) return clean;
            }
        return std::nullopt;
    }

    // The same where no country tells the form: four to six digits and British and Canadian codes, beside a word that is too
    // long to be part of a code.
    std::optional<std::string> code() const {
        if (!has_place(3) || (first_ > 0 && kNumbered.contains(words_[first_ - 1]))) return std::nullopt;
        std::string code = joined(first_, last_);
        if (auto gb = british(code)) return gb;
        if (has_shape(code, "A9A9A9")) return code.insert(3, 1, ' ');
        const bool parted = first_ > 0 ? words_[first_ - 1].size() > 3 : words_[last_].size() > 2;
        if (parted && all_digits(code) && code.size() >= 4 && code.size() <= 6) return code;
        return std::nullopt;
    }

private:
    static bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

    // True for digits, and a word around them of so many letters.
    bool has_place(std::size_t letters) const {
        for (std::size_t i = 0; i < words_.size() && first_ < last_; i++)
            if ((i < first_ || i >= last_) && words_[i].size() >= letters) return true;
        return false;
    }

    std::string joined(std::size_t begin, std::size_t end) const {
        std::string out;
        for (std::size_t i = begin; i < end; i++)
            for (const char c : words_[i]) out.push_back(ascii_upper(c));
        return out;
    }

    std::vector<std::string_view> words_;
    const bool article_;
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

std::optional<std::string> anywhere(std::string_view s, std::string code) {
    if (auto gb = british(code)) return gb;
    if (has_shape(code, "A9A9A9")) return code.insert(3, 1, ' ');
    if (has_shape(code, "9999AA")) return code.insert(4, 1, ' ');
    if (has_shape(code, "999999999") && s.find('-') != std::string_view::npos) return code.insert(5, 1, '-');
    if (code.size() < 2 || code.size() > 10) return std::nullopt;
    if (code.find_first_of("0123456789") == std::string::npos) return std::nullopt;
    return code;
}

// Without a country: a prefix and its hyphen tell one.
std::optional<std::string> unknown_country(std::string_view s, std::string code) {
    const std::string_view prefix = prefix_of(code);
    if (!prefix.empty() && s.size() > prefix.size() && s[prefix.size()] == '-') {
        bool known = false;
        const std::string_view* country = kPrefixes.find(prefix);
        if (country != nullptr)
            if (const auto clean = in_country(*country, code, known)) return anywhere(*clean, compact(fold(*clean)));
    }
    return anywhere(s, std::move(code));
}

// The country whose post serves this one.
std::string serving_country(std::string_view country) {
    const std::string iso = country_code(country);
    const std::string_view* const served = kServed.find(iso);
    return served != nullptr ? std::string(*served) : iso;
}

// The departement of a French code: three digits overseas, 2A and 2B in Corsica.
std::string departement(std::string_view code) {
    const std::string_view head = code.substr(0, 3);
    if (head == "200" || head == "201") return "2A";
    if (head == "202" || head == "206") return "2B";
    return std::string(code.substr(0, head >= "970" ? 3 : 2));
}

// The country whose codes alone look like this clean code; empty where several do.
std::string_view country_by_shape(std::string_view code) {
    const std::size_t gap = code.find(' ');
    if (gap != std::string_view::npos)
        return has_shape(code, "A9A 9A9") ? "CA" : has_shape(code, "9999 AA") ? "NL" : "GB";
    return has_shape(code, "99999-9999") || (code.size() == 10 && code[5] == '-') ? "US" : "";
}

void set_parts(std::string_view iso, PostcodeParts& parts) {
    const std::string_view code = parts.code;
    const std::string_view front = code.substr(0, code.find_first_of(" -"));
    if (iso == "GB") {
        parts.area = front.substr(0, front.find_first_of("0123456789"));
        parts.district = front;
        parts.sector = code.substr(0, front.size() + 2);
    } else if (iso == "CA" || iso == "IE") {
        parts.area = front.substr(0, 1);
        parts.district = front;
    } else if (iso == "FR") {
        parts.area = departement(code);
        parts.district = code;
    } else if (iso == "PL") {
        parts.area = front;
        parts.district = code;
    } else {
        parts.area = front.substr(0, iso == "US" ? 3 : 2);
        parts.district = front;
    }
}

}  // namespace

std::optional<PostcodeParts> parse_postcode(std::string_view s, std::string_view country) {
    auto code = normalize_postcode(s, country);
    if (!code) return std::nullopt;
    PostcodeParts parts;
    parts.code = std::move(*code);
    const std::string served = serving_country(country);
    const std::string_view iso = served.empty() ? country_by_shape(parts.code) : std::string_view(served);
    const auto serves = [&](const Format& format) { return format.country == iso; };
    if (iso == "GB" || std::any_of(std::begin(kFormats), std::end(kFormats), serves)) set_parts(iso, parts);
    return parts;
}

std::optional<std::string> normalize_postcode(std::string_view s, std::string_view country) {
    if (s.size() > kLongestInput) return std::nullopt;
    s = trim_ascii(s);
    if (s.ends_with(".0")) s.remove_suffix(2);
    const std::string folded = fold(s);
    std::string code = compact(folded);
    if (code.empty()) return std::nullopt;
    const std::string iso = serving_country(country);
    bool known = false;
    auto clean = in_country(iso, code, known);
    if (clean) return clean;
    if (known) return Beside(s, folded).code(iso);
    if (auto beside = Beside(s, folded).code()) return beside;
    return iso.empty() ? unknown_country(s, std::move(code)) : anywhere(s, std::move(code));
}

}  // namespace cdp::text
