// SPDX-License-Identifier: PostgreSQL
#include "core/text/email.hpp"

#include <gtest/gtest.h>

#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Email, Clean) {
    const struct { const char* text; const char* clean; const char* user; } cases[] = {
        {"John.Doe+Shop@Gmail.COM", "john.doe+shop@gmail.com", "john.doe"},
        {"John <J.Doe@x.co.uk>", "j.doe@x.co.uk", "j.doe"},
        {"\"Jean, dit Jo\" <j@x.fr>", "j@x.fr", "j"},
        {"j@x.fr (Jean Dupont)", "j@x.fr", "j"},
        {"Jean [mailto:J@x.fr]", "j@x.fr", "j"},
        {" mailto:A@b.org; ", "a@b.org", "a"},
        {"mailto:a@b.org?subject=x%40y", "a@b.org", "a"},
        {"a @ b.fr", "a@b.fr", "a"},
        {"a@b.fr.", "a@b.fr", "a"},
        {"Jean@acme.con", "jean@acme.con", "jean"},
        {"jean@gmail.cmo", "jean@gmail.cmo", "jean"},
        {"+a@b.fr", "+a@b.fr", "+a"},
        {"'a@b.fr'", "a@b.fr", "a"},
        {"\"john.doe\"@b.fr", "john.doe@b.fr", "john.doe"},
        {"\"John Doe\"@b.fr", "\"john doe\"@b.fr", "\"john doe\""},
        {"\"a\\@b\"@c.fr", "\"a@b\"@c.fr", "\"a@b\""},
        {"\u00C9lo\u00EFse@ex\u00E4mple.de", "\u00E9lo\u00EFse@ex\u00E4mple.de", "\u00E9lo\u00EFse"},
        {"e\u0301@b.fr", "\u00E9@b.fr", "\u00E9"},
        {"a@xn--exmple-cua.de", "a@ex\u00E4mple.de", "a"},
        {"a@fa\u00DF.de", "a@fa\u00DF.de", "a"},
        {"a@\u4F8B\u3002\u6D4B\u8BD5", "a@\u4F8B.\u6D4B\u8BD5", "a"},
        {"\uFF4A\uFF45\uFF41\uFF4E\uFF20\uFF47mail.com", "jean@gmail.com", "jean"},
        {"\u200Ba\u00AD@b.fr\uFEFF", "a@b.fr", "a"},
    };
    for (const auto& c : cases) {
        const auto clean = normalize_email(c.text);
        ASSERT_EQ(clean, c.clean) << c.text;
        EXPECT_EQ(email_user(*clean), c.user);
        EXPECT_EQ(normalize_email(*clean), clean);
    }
    EXPECT_EQ(email_domain("a@b.fr"), "b.fr");
    EXPECT_EQ(email_domain("\"a@b\"@c.fr"), "c.fr");
}

TEST(Email, Options) {
    constexpr EmailOptions kTag{.strip_tag = true}, kDots{.strip_dots = true}, kBoth{true, true};
    EXPECT_EQ(normalize_email("J.Ean+x@GoogleMail.com", kTag), "j.ean@googlemail.com");
    EXPECT_EQ(normalize_email("J.Ean+x@GoogleMail.com", kDots), "jean+x@gmail.com");
    EXPECT_EQ(normalize_email("J.Ean+x@GoogleMail.com", kBoth), "jean@gmail.com");
    EXPECT_EQ(normalize_email("j.ean+x@orange.fr", kBoth), "j.ean@orange.fr");
    EXPECT_EQ(normalize_email("+x@orange.fr", kBoth), "+x@orange.fr");
    EXPECT_EQ(normalize_email("\"a b+c\"@orange.fr", kBoth), "\"a b+c\"@orange.fr");
}

TEST(Email, WhatIsNone) {
    for (const char* text : {"", "a", "a@b", "@b.fr", "a@", "a@@b.fr", "a b@c.fr", "a@1.2.3.4", "a@-b.fr", "a@b..fr",
                             "\"a\"@b.fr x", "a@b.f", "a@b\xFF.fr", "a@b.fr; c@d.fr", "\"\"@b.fr", "a\x01@b.fr", "a@xn--a.de",
                             "a@\u0644a.de", ".@b.fr", ".jean@x.fr", "<.jean@x.fr>", "mailto:", "<>"})
        EXPECT_EQ(normalize_email(text), std::nullopt) << text;
    EXPECT_EQ(normalize_email(std::string(65, 'a') + "@b.fr"), std::nullopt);
    EXPECT_EQ(normalize_email("a@" + std::string(64, 'b') + ".fr"), std::nullopt);
    EXPECT_EQ(normalize_email(std::string(1 << 20, 'a') + "@b.fr"), std::nullopt);
}

TEST(Email, IdempotentOnAnything) {
    Nasty nasty(5);
    for (int i = 0; i < 50000; i++) {
        const std::string piece = nasty.next();
        const std::string s = i % 3 == 0 ? piece : i % 3 == 1 ? piece + "@gmail.com" : "a.b+c@" + piece + ".fr";
        const EmailOptions options{i % 2 == 0, i % 4 < 2};
        if (const auto once = normalize_email(s, options)) {
            EXPECT_EQ(normalize_email(*once, options), once) << s;
            EXPECT_TRUE(valid_utf8(*once));
        }
        email_user(s);
    }
}

}  // namespace
}  // namespace cdp::text
