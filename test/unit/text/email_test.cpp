// SPDX-License-Identifier: PostgreSQL
#include "core/text/email.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Email, Clean) {
    const struct { const char* text; const char* clean; const char* user; } cases[] = {
        {"John.Doe+Shop@Gmail.COM", "john.doe+shop@gmail.com", "john.doe"},
        {"John <J.Doe@x.co.uk>", "j.doe@x.co.uk", "j.doe"},
        {" mailto:A@b.org; ", "a@b.org", "a"},
        {"a @ b.fr", "a@b.fr", "a"},
        {"\u00C9lo\u00EFse@ex\u00E4mple.de", "\u00E9lo\u00EFse@ex\u00E4mple.de", "\xC3\x89lo\u00EFse"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_email(c.text), c.clean);
        EXPECT_EQ(email_user(c.text), c.user);
    }
}

TEST(Email, WhatIsNone) {
    for (const char* text : {"", "a", "a@b", "@b.fr", "a@", "a@@b.fr", "a b@c.fr", "a@1.2.3.4", "a@-b.fr", "a@b..fr",
                             "\"a\"@b.fr x", "a@b.f", "a@b\xFF.fr"})
        EXPECT_EQ(normalize_email(text), std::nullopt) << text;
}

TEST(Email, IdempotentOnAnything) {
    Nasty nasty(5);
    for (int i = 0; i < 50000; i++) {
        const std::string s = nasty.next() + (i % 2 == 0 ? "@gmail.com" : "");
        if (const auto once = normalize_email(s)) {
            EXPECT_EQ(normalize_email(*once), once) << s;
        }
        email_user(s);
    }
}

}  // namespace
}  // namespace cdp::text
