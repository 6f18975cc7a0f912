// SPDX-License-Identifier: PostgreSQL
#include "core/text/timestamp.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <random>

namespace cdp::text {
namespace {

std::string read(std::string_view text, std::string_view format) {
    const auto t = parse_timestamp(text, format);
    return t ? t->iso() : "-";
}

std::string iso(std::string_view text) {
    const auto t = parse_iso(text);
    return t ? t->iso() : "-";
}

TEST(Timestamp, FollowsFormats) {
    EXPECT_EQ(read("1984-07-14", "%Y-%m-%d"), "1984-07-14");
    EXPECT_EQ(read("14/07/1984", "%d/%m/%Y"), "1984-07-14");
    EXPECT_EQ(read("7/4/84", "%m/%d/%y"), "1984-07-04");
    EXPECT_EQ(read("04 Jul 2001", "%d %b %Y"), "2001-07-04");
    EXPECT_EQ(read("4 JULY 2001", "%e %B %Y"), "2001-07-04");
    EXPECT_EQ(read("2001-185", "%Y-%j"), "2001-07-04");
    EXPECT_EQ(read("2000-366", "%Y-%j"), "2000-12-31");
    EXPECT_EQ(read("2020-02-03 04:05:06", "%F %T"), "2020-02-03 04:05:06");
    EXPECT_EQ(read("2020-02-03T04:05:06Z", "%Y-%m-%dT%H:%M:%SZ"), "2020-02-03 04:05:06");
    EXPECT_EQ(read("02/03/20 12:30 AM", "%D %I:%M %p"), "2020-02-03 00:30:00");
    EXPECT_EQ(read("02/03/20 12:30 pm", "%D %I:%M %p"), "2020-02-03 12:30:00");
    EXPECT_EQ(read("2020-02-03 04:05:06.25", "%Y-%m-%d %H:%M:%S.%f"), "2020-02-03 04:05:06.25");
    EXPECT_EQ(read("100%", "100%%"), "1970-01-01");
}

TEST(Timestamp, RefusesWhatIsNoDate) {
    for (const char* text : {"", "1984-13-01", "1984-02-30", "1983-02-29", "1984-00-10", "1984-07-14x", "x1984-07-14", "1984/07/14", "0000-01-01",
                             "abcd-ef-gh", "1984-07"})
        EXPECT_EQ(read(text, "%Y-%m-%d"), "-") << text;
    EXPECT_EQ(read("2001-366", "%Y-%j"), "-") << "no such day in that year";
    EXPECT_EQ(read("25:00", "%H:%M"), "-");
    EXPECT_EQ(read("04 Foo 2001", "%d %b %Y"), "-");
}

TEST(Timestamp, ZonesBecomeUtc) {
    EXPECT_EQ(iso("2020-01-01T00:30:00+01:00"), "2019-12-31 23:30:00");
    EXPECT_EQ(iso("2020-02-28 23:30:00-0100"), "2020-02-29 00:30:00");
    EXPECT_EQ(iso("2020-12-31 23:30:00-01"), "2021-01-01 00:30:00");
    EXPECT_EQ(iso("2020-03-01T00:00:00Z"), "2020-03-01 00:00:00");
}

TEST(Timestamp, Iso) {
    EXPECT_EQ(iso("1984-07-14"), "1984-07-14");
    EXPECT_EQ(iso("1984-07-14 12:30"), "1984-07-14 12:30:00");
    EXPECT_EQ(iso("1984-07-14T12:30:01.5"), "1984-07-14 12:30:01.5");
    for (const char* text : {"19840714", "1984-07-14 ", "1984-07-14T", "1984-07-14 12", "1984-07-14 12:30:", "14/07/1984", "1984-07-14 12:30:00 x"})
        EXPECT_EQ(iso(text), "-") << text;
}

TEST(Timestamp, KnowsFormats) {
    EXPECT_TRUE(is_time_format("%Y-%m-%d %H:%M:%S.%f %z"));
    for (const char* f : {"", "date", "%%", "%Q", "%Y%", "100%"}) EXPECT_FALSE(is_time_format(f)) << f;
}

// Against the C library, in days of four centuries.
TEST(Timestamp, CountsDaysAndSeconds) {
    std::mt19937 random(3);
    for (int i = 0; i < 3000; i++) {
        std::time_t when = static_cast<std::time_t>(random()) * 3 - 6'000'000'000;
        std::tm parts{};
        gmtime_r(&when, &parts);
        Timestamp t{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, 0, true};
        ASSERT_EQ(t.seconds(), static_cast<double>(when));
        ASSERT_EQ(parse_iso(t.iso())->seconds(), t.seconds());
    }
}

}  // namespace
}  // namespace cdp::text
