// SPDX-License-Identifier: PostgreSQL
// Common ends of two sequences, at every alignment of the eight-byte steps, and the limit on lengths.
#include "core/compare/units.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cdp::compare {
namespace {

TEST(Units, CommonPrefixAndSuffixAtEveryLength) {
    for (std::size_t n = 0; n <= 40; n++) {
        const std::string same(n, 'a');
        EXPECT_EQ(common_prefix(bytes_of(same), bytes_of(same)), n);
        EXPECT_EQ(common_suffix(bytes_of(same), bytes_of(same)), n);
        for (std::size_t at = 0; at < n; at++) {
            std::string other = same;
            other[at] = 'b';
            EXPECT_EQ(common_prefix(bytes_of(same), bytes_of(other)), at);
            EXPECT_EQ(common_suffix(bytes_of(same), bytes_of(other)), n - 1 - at);
        }
    }
}

TEST(Units, StripCommonNeverCountsACharacterTwice) {
    const std::string a = "anna", b = "annanna";
    Bytes x = bytes_of(a), y = bytes_of(b);
    strip_common(x, y);
    EXPECT_EQ(x.size(), 0u);
    EXPECT_EQ(y.size(), 3u);
}

TEST(Units, CodePointsCompareWhole) {
    const std::u32string a = U"\u0101x", b = U"\u0201x";
    EXPECT_EQ(common_prefix(code_points_of(a), code_points_of(b)), 0u);
    EXPECT_EQ(common_suffix(code_points_of(a), code_points_of(b)), 1u);
}

TEST(Units, LengthsUpToTheLimitAreTaken) {
    EXPECT_NO_THROW(require_length(5, 10, 10));
    try {
        require_length(11, 1, 10);
        FAIL() << "a length over the limit was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kLimitExceeded);
        EXPECT_NE(error.detail().find("11"), std::string::npos);
    }
}

}  // namespace
}  // namespace cdp::compare
