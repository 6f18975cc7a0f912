// SPDX-License-Identifier: PostgreSQL
#include "core/compare/email.hpp"

#include <gtest/gtest.h>

#include "core/text/email.hpp"
#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::compare {
namespace {

TEST(SuggestEmail, Typos) {
    const struct { const char* text; const char* meant; } cases[] = {
        {"Jean@gmial.com", "jean@gmail.com"},     {"j+x@hotmial.fr", "j+x@hotmail.fr"}, {"j@yaho.fr", "j@yahoo.fr"},
        {"j@gmail.con", "j@gmail.com"},           {"j@acme.con", "j@acme.com"},         {"j@orange.frr", "j@orange.fr"},
        {"j@gmail.fr", "j@gmail.com"},            {"j@gmail,com", "j@gmail.com"},       {"j@@orange.fr", "j@orange.fr"},
        {"j@gmailcom", "j@gmail.com"},            {"j@gmail", "j@gmail.com"},           {"j@hotmail..com", "j@hotmail.com"},
        {"j@wandoo.fr", "j@wanadoo.fr"},          {"j@outlok.com", "j@outlook.com"},    {"j@laposte.fr", "j@laposte.net"},
        {"j@fere.fr", "j@free.fr"},               {"j@fre.fr", "j@free.fr"},            {"j@btinternt.co", "j@btinternet.com"},
        {"j@gmal.con", "j@gmail.com"},             {"jean@acme.cmo", "jean@acme.com"},     {".jean@x.fr", "jean@x.fr"},
        {"..jean@gmial.com", "jean@gmail.com"},
    };
    for (const auto& c : cases) EXPECT_EQ(suggest_email(c.text), c.meant) << c.text;
}

TEST(SuggestEmail, NothingToSay) {
    for (const char* text : {"", "jean", "j@gmail.com", "j@gmx.at", "j@mail.com", "j@email.com", "j@ymail.com", "j@live.ie",
                             "j@acme.fr", "j@frey.fr", "j@tree.fr", "j@aon.com", "j@yahoo.ca", "j@ex\u00E4mple.de", "j@acme",
                             "j@hotmail.be"})
        EXPECT_EQ(suggest_email(text), std::nullopt) << text;
}

TEST(SuggestEmail, IsAnAddressThatNeedsNoOther) {
    text::Nasty nasty(14);
    static constexpr std::string_view kTails[] = {"@gmial.com", "@yaho.fr", "@gmail,com", ".con", "@@free.fr", "@gmailcom", ""};
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next() + std::string(kTails[static_cast<std::size_t>(i) % std::size(kTails)]);
        if (const auto meant = suggest_email(s)) {
            EXPECT_EQ(text::normalize_email(*meant), meant) << s;
            EXPECT_EQ(suggest_email(*meant), std::nullopt) << s;
        }
    }
}

TEST(EmailSimilarity, Scale) {
    const struct { const char* a; const char* b; double likeness; } cases[] = {
        {"Jean@x.fr", "jean@X.FR", 1},
        {"jean+shop@x.fr", "jean@x.fr", .98},
        {"j.ean@gmail.com", "jean+a@googlemail.com", .98},
        {"jean@gmial.com", "jean@gmail.com", .95},
        {"jean@gmail,com", "jean@gmail.com", 1},
        {"jean.dupont@x.fr", "jean_dupont@x.fr", .92},
        {"jean.dupont@x.fr", "jean.dupont@y.fr", .85},
        {"jean.dupont@x.fr", "jeandupont@y.fr", .8},
        {"contact@x.fr", "contact@y.fr", .2},
        {"jd@x.fr", "jd@y.fr", .2},
        {"martha@x.fr", "marhta@x.fr", .9 * .96111},
        {"martha@x.fr", "marhta@y.fr", .75 * .96111},
        {"abc@x.fr", "xyz@x.fr", 0},
    };
    for (const auto& c : cases) {
        const auto ab = email_similarity(c.a, c.b), ba = email_similarity(c.b, c.a);
        ASSERT_TRUE(ab.has_value()) << c.a;
        EXPECT_NEAR(*ab, c.likeness, 1e-5) << c.a << " " << c.b;
        EXPECT_EQ(ab, ba);
    }
    EXPECT_EQ(email_similarity("jean", "jean@x.fr"), std::nullopt);
    EXPECT_EQ(email_similarity("jean@x.fr", ""), std::nullopt);
}

}  // namespace
}  // namespace cdp::compare
