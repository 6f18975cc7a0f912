// SPDX-License-Identifier: PostgreSQL
#include "core/text/date.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongest = 64;  // bytes; no date with its time and zone is longer

constexpr WordValue<int> kMonthWords[] = {
    {"abr", 4}, {"abril", 4}, {"ago", 8}, {"agosto", 8}, {"aou", 8}, {"aout", 8}, {"apr", 4}, {"april", 4},
    {"aprile", 4}, {"aug", 8}, {"august", 8}, {"augustus", 8}, {"avr", 4}, {"avril", 4}, {"cze", 6}, {"czerwca", 6},
    {"czerwiec", 6}, {"dec", 12}, {"december", 12}, {"decembre", 12}, {"dez", 12}, {"dezember", 12}, {"dezembro", 12},
    {"dic", 12}, {"dicembre", 12}, {"diciembre", 12}, {"ene", 1}, {"enero", 1}, {"feb", 2}, {"febbraio", 2},
    {"febr", 2}, {"febrero", 2}, {"februar", 2}, {"februari", 2}, {"february", 2}, {"fev", 2}, {"fevereiro", 2},
    {"fevr", 2}, {"fevrier", 2}, {"gen", 1}, {"gennaio", 1}, {"giu", 6}, {"giugno", 6}, {"gru", 12}, {"grudnia", 12},
    {"grudzien", 12}, {"jaen", 1}, {"jan", 1}, {"janeiro", 1}, {"janner", 1}, {"januar", 1}, {"januari", 1},
    {"january", 1}, {"janv", 1}, {"janvier", 1}, {"juil", 7}, {"juillet", 7}, {"juin", 6}, {"jul", 7}, {"julho", 7},
    {"juli", 7}, {"julio", 7}, {"july", 7}, {"jun", 6}, {"june", 6}, {"junho", 6}, {"juni", 6}, {"junio", 6},
    {"kwi", 4}, {"kwiecien", 4}, {"kwietnia", 4}, {"lip", 7}, {"lipca", 7}, {"lipiec", 7}, {"lis", 11},
    {"listopad", 11}, {"listopada", 11}, {"lug", 7}, {"luglio", 7}, {"lut", 2}, {"lutego", 2}, {"luty", 2},
    {"maart", 3}, {"maerz", 3}, {"mag", 5}, {"maggio", 5}, {"mai", 5}, {"maio", 5}, {"maj", 5}, {"maja", 5},
    {"mar", 3}, {"marca", 3}, {"march", 3}, {"marco", 3}, {"mars", 3}, {"marz", 3}, {"marzec", 3}, {"marzo", 3},
    {"may", 5}, {"mayo", 5}, {"mei", 5}, {"mrt", 3}, {"mrz", 3}, {"nov", 11}, {"november", 11}, {"novembre", 11},
    {"novembro", 11}, {"noviembre", 11}, {"oct", 10}, {"october", 10}, {"octobre", 10}, {"octubre", 10}, {"okt", 10},
    {"oktober", 10}, {"ott", 10}, {"ottobre", 10}, {"out", 10}, {"outubro", 10}, {"paz", 10}, {"pazdziernik", 10},
    {"pazdziernika", 10}, {"sep", 9}, {"sept", 9}, {"september", 9}, {"septembre", 9}, {"septiembre", 9}, {"set", 9},
    {"setembro", 9}, {"setiembre", 9}, {"settembre", 9}, {"sie", 8}, {"sierpien", 8}, {"sierpnia", 8}, {"sty", 1},
    {"styczen", 1}, {"stycznia", 1}, {"wrz", 9}, {"wrzesien", 9}, {"wrzesnia", 9},
};
constexpr WordMap<int, std::size(kMonthWords)> kMonths(kMonthWords);

// Months in Roman numerals, between a day and a year of four digits: 14 VII 1984.
constexpr std::string_view kRomanMonths[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};

// The month of a Roman numeral, 0 for none.
int roman_month(std::string_view word) {
    const auto* const at = std::find(std::begin(kRomanMonths), std::end(kRomanMonths), word);
    return at == std::end(kRomanMonths) ? 0 : static_cast<int>(at - kRomanMonths) + 1;
}

constexpr std::string_view kFillerWords[] = {"a",  "d",   "dal", "de",  "del", "den", "der",  "do", "e",  "el", "er",
                                             "il", "le",  "nd",  "nian", "o", "of", "on",  "r",    "rd", "re", "ri", "st",
                                             "th", "the", "yue"};
constexpr WordSet<std::size(kFillerWords)> kFillers(kFillerWords);

// Days of the week, folded, in the languages of the months; "do" is a filler already.
constexpr std::string_view kWeekdayWords[] = {
    "czw", "czwartek", "di", "dienstag", "dim", "dimanche", "dinsdag", "dom", "domenica", "domingo", "donderdag",
    "donnerstag", "feira", "fr", "freitag", "fri", "friday", "gio", "giovedi", "jeu", "jeudi", "jue", "jueves", "lun",
    "lundi", "lunedi", "lunes", "ma", "maandag", "mardi", "martedi", "martes", "mer", "mercoledi", "mercredi", "mi",
    "mie", "miercoles", "mittwoch", "mo", "mon", "monday", "montag", "ndz", "niedziela", "piatek", "pon",
    "poniedzialek", "pt", "quarta", "quinta", "sa", "sab", "sabado", "sam", "samedi", "samstag", "sat", "saturday",
    "segunda", "sexta", "so", "sob", "sobota", "sonnabend", "sonntag", "sr", "sroda", "sun", "sunday", "terca", "thu",
    "thur", "thurs", "thursday", "tue", "tues", "tuesday", "ven", "vendredi", "venerdi", "vie", "viernes", "vr",
    "vrijdag", "wed", "wednesday", "wo", "woensdag", "wt", "wtorek", "za", "zaterdag", "zo", "zondag",
};
constexpr WordSet<std::size(kWeekdayWords)> kWeekdays(kWeekdayWords);

constexpr std::string_view kTimeWordList[] = {"am", "cest", "cet", "gmt", "h", "m", "min", "pm", "s", "t", "utc", "z"};
constexpr WordSet<std::size(kTimeWordList)> kTimeWords(kTimeWordList);

// A maximal run of digits or of letters in a folded text.
struct Token {
    std::string_view text;
    bool digits = false;
};

constexpr std::size_t kMostTokens = 16;

struct Tokens {
    std::array<Token, kMostTokens> list{};
    std::size_t count = 0;
    bool overflow = false;
};

Tokens tokenize(std::string_view folded) {
    Tokens tokens;
    std::size_t at = 0;
    while (at < folded.size()) {
        if (folded[at] == ' ') {
            at++;
            continue;
        }
        const bool digits = is_ascii_digit(folded[at]);
        const std::size_t begin = at;
        while (at < folded.size() && folded[at] != ' ' && is_ascii_digit(folded[at]) == digits) at++;
        if (tokens.count == kMostTokens) {
            tokens.overflow = true;
            break;
        }
        tokens.list[tokens.count++] = {folded.substr(begin, at - begin), digits};
    }
    return tokens;
}

int number(std::string_view digits) {
    int value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
}

constexpr bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

std::optional<CivilDate> checked(int year, int month, int day) {
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
    if (day > kDays[month - 1] + (month == 2 && leap(year) ? 1 : 0)) return std::nullopt;
    return CivilDate{year, month, day};
}

// The year of two or four digits; -1 for any other length.
int year_of(std::string_view digits, int pivot) {
    if (digits.size() == 4) return number(digits);
    if (digits.size() != 2) return -1;
    const int yy = number(digits);
    return yy <= pivot ? 2000 + yy : 1900 + yy;
}

// Eight digits in one: year first where that is a date of a plausible century, else the year last.
std::optional<CivilDate> compact(std::string_view d, bool day_first) {
    const int year = number(d.substr(0, 4));
    if (year >= 1500 && year < 3000)
        if (auto date = checked(year, number(d.substr(4, 2)), number(d.substr(6, 2)))) return date;
    const int a = number(d.substr(0, 2));
    const int b = number(d.substr(2, 2));
    const int last = number(d.substr(4, 4));
    if (auto date = day_first ? checked(last, b, a) : checked(last, a, b)) return date;
    return day_first ? checked(last, a, b) : checked(last, b, a);
}

// Three groups of digits.
std::optional<CivilDate> numeric(const Token (&part)[3], bool day_first, int pivot) {
    const std::string_view a = part[0].text;
    const std::string_view b = part[1].text;
    const std::string_view c = part[2].text;
    if (b.size() > 2) return std::nullopt;
    if (a.size() == 4 && c.size() <= 2) return checked(number(a), number(b), number(c));
    if (a.size() > 2) return std::nullopt;
    const int year = year_of(c, pivot);
    if (year < 0) return std::nullopt;
    if (a.size() == 2 && c.size() == 2 && number(a) > 31)  // 72-05-12
        return checked(year_of(a, pivot), number(b), number(c));
    auto date = day_first ? checked(year, number(b), number(a)) : checked(year, number(a), number(b));
    if (!date) date = day_first ? checked(year, number(a), number(b)) : checked(year, number(b), number(a));
    return date;
}

// A month written in letters, and two groups of digits around it.
std::optional<CivilDate> worded(const Token (&part)[3], int pivot) {
    int month = 0;
    bool roman = false;
    std::string_view rest[2];
    std::size_t n = 0;
    for (const Token& token : part) {
        if (token.digits) {
            if (n == 2) return std::nullopt;
            rest[n++] = token.text;
        } else {
            if (month != 0) return std::nullopt;
            const int* const named = kMonths.find(token.text);
            month = named != nullptr ? *named : roman_month(token.text);
            roman = named == nullptr;
        }
    }
    if (n != 2) return std::nullopt;
    if (rest[0].size() == 4) std::swap(rest[0], rest[1]);
    if (rest[0].size() > 2 || (roman && rest[1].size() != 4)) return std::nullopt;
    const int year = year_of(rest[1], pivot);
    return year < 0 ? std::nullopt : checked(year, month, number(rest[0]));
}

bool is_filler(const Token& token) {
    return !token.digits && (kFillers.contains(token.text) || kWeekdays.contains(token.text));
}

// "mar" is March, and mardi, martes or martedi where another month follows: mar. 5 mai 1972.
bool starts_with_tuesday(const Tokens& tokens) {
    if (tokens.list[0].text != "mar") return false;
    for (std::size_t i = 1; i < tokens.count; i++)
        if (!tokens.list[i].digits && kMonths.find(tokens.list[i].text) != nullptr) return true;
    return false;
}

// True for a minus sign: a hyphen behind another separator, in front of a digit (14/07/-1984).
bool has_minus(std::string_view raw) {
    char before = ' ';
    for (std::size_t i = 0; i + 1 < raw.size(); i++) {
        const bool separator = std::string_view("-/.,").find(before) != std::string_view::npos;
        if (raw[i] == '-' && separator && is_ascii_digit(raw[i + 1])) return true;
        if (raw[i] != ' ') before = raw[i];
    }
    return false;
}

// What follows the date must be a time of day: "t101112", or numbers marked by ":", "t" or "h", and a zone.
bool is_time(const Tokens& tokens, std::size_t from, std::string_view raw) {
    if (from == tokens.count) return true;
    const bool after_t = tokens.list[from].text == "t";
    const bool marked = after_t || raw.find(':') != std::string_view::npos ||
                        (from + 1 < tokens.count && tokens.list[from + 1].text == "h");
    std::size_t numbers = 0;
    for (std::size_t i = from; i < tokens.count; i++) {
        const Token& token = tokens.list[i];
        if (!token.digits) {
            if (!kTimeWords.contains(token.text)) return false;
            continue;
        }
        const bool compact = after_t && numbers == 0 && (token.text.size() == 4 || token.text.size() == 6);
        const bool clock = numbers >= 3 || (token.text.size() <= 2 && number(token.text) <= (numbers == 0 ? 24 : 60));
        if (!compact && !clock) return false;
        numbers += compact ? 3 : 1;
    }
    return marked;
}

}  // namespace

std::optional<CivilDate> parse_date(std::string_view s, bool day_first, int pivot) {
    s = trim_ascii(s);
    if (s.empty() || s.size() > kLongest || s.front() == '-' || has_minus(s)) return std::nullopt;
    const std::string folded = fold(s);
    const Tokens tokens = tokenize(folded);
    if (tokens.count == 0 || tokens.overflow) return std::nullopt;

    const Token& first = tokens.list[0];
    if (first.digits && first.text.size() >= 8) {
        if (first.text.size() == 14) return tokens.count == 1 ? compact(first.text.substr(0, 8), day_first) : std::nullopt;
        if (first.text.size() != 8) return std::nullopt;
        const bool fraction = tokens.count == 2 && tokens.list[1].text == "0";  // 19720512.0 of a spreadsheet
        return fraction || is_time(tokens, 1, s) ? compact(first.text, day_first) : std::nullopt;
    }

    Token part[3];
    std::size_t n = 0;
    std::size_t at = starts_with_tuesday(tokens) ? 1 : 0;
    bool month_word = false;
    for (; at < tokens.count && n < 3; at++) {
        const Token& token = tokens.list[at];
        if (token.digits) {
            if (token.text.size() > 4) return std::nullopt;
            part[n++] = token;
        } else if (kMonths.find(token.text) != nullptr || (n == 1 && part[0].digits && roman_month(token.text) != 0)) {
            month_word = true;
            part[n++] = token;
        } else if (!is_filler(token)) {
            return std::nullopt;
        }
    }
    if (n != 3) return std::nullopt;
    while (at < tokens.count && is_filler(tokens.list[at])) at++;
    if (!is_time(tokens, at, s)) return std::nullopt;
    return month_word ? worded(part, pivot) : numeric(part, day_first, pivot);
}

std::optional<std::string> normalize_date(std::string_view s, bool day_first, int pivot) {
    const auto date = parse_date(s, day_first, pivot);
    if (!date) return std::nullopt;
    std::string iso = "0000-00-00";
    const auto write = [&iso](std::size_t at, std::size_t width, int value) {
        for (; width > 0; width--, value /= 10) iso[at + width - 1] = static_cast<char>('0' + value % 10);
    };
    write(0, 4, date->year);
    write(5, 2, date->month);
    write(8, 2, date->day);
    return iso;
}

int date_field_order(std::string_view raw) noexcept {
    std::array<int, 2> fields{};
    std::size_t at = 0;
    for (int& field : fields) {
        const std::size_t begin = at;
        for (; at < raw.size() && at < begin + 2 && raw[at] >= '0' && raw[at] <= '9'; at++)
            field = field * 10 + (raw[at] - '0');
        if (at == begin || at == raw.size() || std::string_view("/.- ").find(raw[at++]) == std::string_view::npos)
            return 0;
    }
    const auto [first, second] = fields;
    if (first < 1 || second < 1 || std::min(first, second) > 12 || std::max(first, second) > 31) return 0;
    return first > 12 ? 1 : second > 12 ? -1 : 0;
}

}  // namespace cdp::text
