// SPDX-License-Identifier: PostgreSQL
#include "core/text/timestamp.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/text/ascii.hpp"

namespace cdp::text {

namespace {

constexpr std::string_view kMonths[] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december"};
constexpr std::string_view kConversions = "YymbBdejHIMSfpzZTFD%";
constexpr std::size_t kAbbreviation = 3;
constexpr int kPivot = 69;  // two-digit years from here on are of the twentieth century

int days_in(int year, int month) noexcept {
    constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// Reads one text by one format.
class TimeReader {
public:
    explicit TimeReader(std::string_view text) : text_(text) {}

    bool read(std::string_view format) {
        for (std::size_t i = 0; i < format.size(); i++) {
            const bool ok = format[i] == '%' && i + 1 < format.size() ? convert(format[++i]) : literal(format[i]);
            if (!ok) return false;
        }
        return true;
    }

    bool at_end() const noexcept { return at_ == text_.size(); }
    bool next_is(char c) const noexcept { return at_ < text_.size() && text_[at_] == c; }

    std::optional<Timestamp> finish() {
        if (day_of_year_ > 0) {
            out_.month = 1;
            out_.day = day_of_year_;
            while (out_.month < 12 && out_.day > days_in(out_.year, out_.month)) out_.day -= days_in(out_.year, out_.month++);
        }
        if (afternoon_ >= 0) out_.hour = out_.hour % 12 + 12 * afternoon_;
        const bool valid = out_.year >= 1 && out_.year <= 9999 && out_.month >= 1 && out_.month <= 12 && out_.day >= 1 &&
                           out_.day <= days_in(out_.year, out_.month) && out_.hour <= 23 && out_.minute <= 59 &&
                           out_.second <= 59;
        if (!valid) return std::nullopt;
        return offset_ == 0 ? out_ : shifted();
    }

private:
    bool literal(char c) {
        if (!next_is(c)) return false;
        at_++;
        return true;
    }

    bool number(int& to, std::size_t least, std::size_t most) {
        std::size_t n = 0;
        to = 0;
        while (n < most && at_ < text_.size() && is_ascii_digit(text_[at_])) {
            to = to * 10 + (text_[at_++] - '0');
            n++;
        }
        return n >= least;
    }

    bool fraction() {
        int digits = 0;
        out_.microsecond = 0;
        for (; at_ < text_.size() && is_ascii_digit(text_[at_]); at_++, digits++)
            if (digits < 6) out_.microsecond = out_.microsecond * 10 + (text_[at_] - '0');
        for (int i = digits; i < 6; i++) out_.microsecond *= 10;
        return digits > 0;
    }

    bool word(std::string_view w) {
        if (text_.size() - at_ < w.size()) return false;
        for (std::size_t i = 0; i < w.size(); i++)
            if (ascii_lower(text_[at_ + i]) != w[i]) return false;
        at_ += w.size();
        return true;
    }

    bool month_name() {
        for (std::size_t m = 0; m < std::size(kMonths); m++)
            if (word(kMonths[m]) || word(kMonths[m].substr(0, kAbbreviation))) {
                out_.month = static_cast<int>(m) + 1;
                return true;
            }
        return false;
    }

    bool zone() {
        if (word("utc") || word("gmt") || word("z")) return true;
        if (!next_is('+') && !next_is('-')) return false;
        const int sign = text_[at_++] == '-' ? -1 : 1;
        int hours = 0, minutes = 0;
        if (!number(hours, 2, 2)) return false;
        if (next_is(':')) at_++;
        if (at_ < text_.size() && is_ascii_digit(text_[at_]) && !number(minutes, 2, 2)) return false;
        offset_ = sign * (hours * 3600 + minutes * 60);
        return hours <= 23 && minutes <= 59;
    }

    bool half_day() {
        if (word("am"))
            afternoon_ = 0;
        else if (word("pm"))
            afternoon_ = 1;
        return afternoon_ >= 0;
    }

    bool convert(char conversion) {
        out_.has_time = out_.has_time || std::string_view("HIMSfpT").find(conversion) != std::string_view::npos;
        switch (conversion) {
            case 'Y': return number(out_.year, 1, 4);
            case 'y':
                if (!number(out_.year, 2, 2)) return false;
                out_.year += out_.year >= kPivot ? 1900 : 2000;
                return true;
            case 'm': return number(out_.month, 1, 2);
            case 'b':
            case 'B': return month_name();
            case 'd':
            case 'e': return number(out_.day, 1, 2);
            case 'j': return number(day_of_year_, 1, 3) && day_of_year_ >= 1;
            case 'H':
            case 'I': return number(out_.hour, 1, 2);
            case 'M': return number(out_.minute, 1, 2);
            case 'S': return number(out_.second, 1, 2);
            case 'f': return fraction();
            case 'p': return half_day();
            case 'z':
            case 'Z': return zone();
            case 'T': return read("%H:%M:%S");
            case 'F': return read("%Y-%m-%d");
            case 'D': return read("%m/%d/%y");
            case '%': return literal('%');
            default: return false;
        }
    }

    // The same moment in UTC.
    Timestamp shifted() const {
        const std::int64_t all = days_of(out_.date()) * 86400 + out_.hour * 3600 + out_.minute * 60 + out_.second - offset_;
        const std::int64_t day = all >= 0 ? all / 86400 : (all - 86399) / 86400, rest = all - day * 86400;
        Timestamp moved = out_;
        // Within a day of the date that was written.
        const std::int64_t step = day - days_of(out_.date());
        moved.day += static_cast<int>(step);
        if (moved.day < 1) {
            moved.month = moved.month == 1 ? 12 : moved.month - 1;
            moved.year -= moved.month == 12 ? 1 : 0;
            moved.day = days_in(moved.year, moved.month);
        } else if (moved.day > days_in(moved.year, moved.month)) {
            moved.month = moved.month == 12 ? 1 : moved.month + 1;
            moved.year += moved.month == 1 ? 1 : 0;
            moved.day = 1;
        }
        moved.hour = static_cast<int>(rest / 3600);
        moved.minute = static_cast<int>(rest / 60 % 60);
        moved.second = static_cast<int>(rest % 60);
        return moved;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Timestamp out_;
    int day_of_year_ = 0;
    int afternoon_ = -1;
    int offset_ = 0;  // seconds east of UTC
};

}  // namespace

double Timestamp::seconds() const noexcept {
    const std::int64_t whole = days_of(date()) * 86400 + hour * 3600 + minute * 60 + second;
    return static_cast<double>(whole) + microsecond * 1e-6;
}

std::string Timestamp::iso() const {
    std::array<char, 48> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year, month, day);
    std::string text = out.data();
    if (!has_time) return text;
    std::snprintf(out.data(), out.size(), " %02d:%02d:%02d", hour, minute, second);
    text += out.data();
    if (microsecond == 0) return text;
    std::snprintf(out.data(), out.size(), ".%06d", microsecond);
    text += out.data();
    while (text.back() == '0') text.pop_back();
    return text;
}

// By the year that begins in March.
std::int64_t days_of(std::int32_t date) noexcept {
    std::int64_t year = date / 10000;
    const std::int64_t month = date / 100 % 100, day = date % 100;
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = year / 400, year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

bool is_time_format(std::string_view format) noexcept {
    bool any = false;
    for (std::size_t i = 0; i < format.size(); i++) {
        if (format[i] != '%') continue;
        if (++i == format.size() || kConversions.find(format[i]) == std::string_view::npos) return false;
        any = any || format[i] != '%';
    }
    return any;
}

std::optional<Timestamp> parse_timestamp(std::string_view text, std::string_view format) {
    TimeReader reader(text);
    if (!reader.read(format) || !reader.at_end()) return std::nullopt;
    return reader.finish();
}

std::optional<Timestamp> parse_iso(std::string_view text) {
    TimeReader reader(text);
    if (!reader.read("%Y-%m-%d")) return std::nullopt;
    if (reader.at_end()) return reader.finish();
    if (!reader.read(reader.next_is('T') ? "T%H:%M" : " %H:%M")) return std::nullopt;
    if (reader.next_is(':') && !reader.read(":%S")) return std::nullopt;
    if (reader.next_is('.') && !reader.read(".%f")) return std::nullopt;
    if (!reader.at_end() && !reader.read("%z")) return std::nullopt;
    return reader.at_end() ? reader.finish() : std::nullopt;
}

}  // namespace cdp::text
