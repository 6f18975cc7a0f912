// SPDX-License-Identifier: PostgreSQL
#include "core/text/versions.hpp"

#include <gtest/gtest.h>

namespace cdp::text {
namespace {

TEST(Versions, AreNumbers) {
    for (const std::string& version : {icu_version(), unicode_version(), cldr_version()}) {
        ASSERT_FALSE(version.empty());
        EXPECT_EQ(version.find_first_not_of("0123456789."), std::string::npos) << version;
    }
}

}  // namespace
}  // namespace cdp::text
