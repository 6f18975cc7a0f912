// SPDX-License-Identifier: PostgreSQL
// Similarity of dates and distance of places the plain way: a calendar that counts days one by one, dates as eight
// digits that are edited in every way, and places as points on a sphere.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <set>
#include <string>

namespace cdp::ref {

struct Calendar {
    int year = 1, month = 1, day = 1;  // of the day -719162, counted from 1970-01-01

    int length() const {
        static constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        return kLengths[month - 1] + (month == 2 && leap ? 1 : 0);
    }
    void next() {
        if (++day <= length()) return;
        day = 1;
        if (++month <= 12) return;
        month = 1;
        year++;
    }
    static constexpr std::int64_t kFirst = -719162;
};

inline std::string eight_digits(int year, int month, int day) {
    const std::string number = std::to_string(year * 10000 + month * 100 + day);
    return std::string(8 - number.size(), '0') + number;
}

inline bool one_slip(const Calendar& a, const Calendar& b) {
    const std::string x = eight_digits(a.year, a.month, a.day), y = eight_digits(b.year, b.month, b.day);
    std::set<std::string> slips{eight_digits(a.year, a.day, a.month)};
    for (std::size_t i = 0; i < x.size(); i++) {
        std::string edited = x;
        for (edited[i] = '0'; edited[i] <= '9'; edited[i]++) slips.insert(edited);
        edited = x;
        if (i + 1 < x.size()) std::swap(edited[i], edited[i + 1]);
        slips.insert(edited);
    }
    return slips.count(y) > 0;
}

// The angle between two points on the unit sphere, from their cross and dot products.
inline double sphere_angle(double lat1, double lon1, double lat2, double lon2) {
    const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
    struct Point {
        double x, y, z;
    };
    const auto at = [&](double lat, double lon) {
        return Point{std::cos(radians(lat)) * std::cos(radians(lon)), std::cos(radians(lat)) * std::sin(radians(lon)),
                     std::sin(radians(lat))};
    };
    const Point p = at(lat1, lon1), q = at(lat2, lon2);
    const double cross = std::hypot(p.y * q.z - p.z * q.y, p.z * q.x - p.x * q.z, p.x * q.y - p.y * q.x);
    return std::atan2(cross, p.x * q.x + p.y * q.y + p.z * q.z);
}

}  // namespace cdp::ref
