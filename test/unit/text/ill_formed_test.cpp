// SPDX-License-Identifier: PostgreSQL
#include "core/text/ill_formed.hpp"

#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(IllFormed, BytesAreMarkedAndTheRestStays) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"Zo\xC3\xAB", "Zo\xC3\xAB"},
        {"Jean\xE2", "Jean<e2>"},
        {"a@\xC3" "b.fr", "a@<c3>b.fr"},
        {"\xED\xA0\x80", "<ed><a0><80>"},
        {"\xC0\xAF", "<c0><af>"},
        {"\xF0\x9F\x98", "<f0><9f><98>"},
        {"\xEF\xBF\xBD\xFF", "\xEF\xBF\xBD<ff>"},
    };
    for (const auto& [in, out] : cases) EXPECT_EQ(mark_ill_formed(in), out);
}

TEST(IllFormed, WhatComesOutIsWellFormedAndStaysAsItIs) {
    Nasty nasty(11);
    for (int i = 0; i < 5000; i++) {
        const std::string text = nasty.next();
        const std::string marked = mark_ill_formed(text);
        EXPECT_TRUE(valid_utf8(marked)) << marked;
        EXPECT_EQ(mark_ill_formed(marked), marked);
        if (valid_utf8(text)) {
            EXPECT_EQ(marked, text);
        }
    }
}

}  // namespace
}  // namespace cdp::text
