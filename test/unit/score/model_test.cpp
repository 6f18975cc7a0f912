// SPDX-License-Identifier: PostgreSQL
#include "core/score/model.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/text/utf8.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

Model people() {
    Model m;
    m.attributes = {{"given_name", text::Kind::kGivenName}, {"birth_date", text::Kind::kBirthDate},
                    {"e.mail", text::Kind::kEmail},          {"tags[0]", text::Kind::kText},
                    {"v1.year", text::Kind::kNumber},        {"v1", text::Kind::kDate}};
    return m;
}

Error error_of(std::string_view key) {
    try {
        parse_key(key, people(), "here");
    } catch (const Error& e) {
        return e;
    }
    ADD_FAILURE() << "accepted: " << key.substr(0, 200);
    return Error(ErrorCode::kInternal, "nothing thrown");
}

TEST(Model, FindsAttributesByName) {
    const Model m = people();
    EXPECT_EQ(m.attribute_index("given_name"), 0);
    EXPECT_EQ(m.attribute_index("v1"), 5);
    EXPECT_EQ(m.attribute_index("GIVEN_NAME"), -1);
    EXPECT_EQ(m.attribute_index(""), -1);
    EXPECT_EQ(m.attribute_names(),
              (std::vector<std::string>{"given_name", "birth_date", "e.mail", "tags[0]", "v1.year", "v1"}));
}

TEST(Model, KeysAreReadAndWrittenAlike) {
    struct Case {
        std::string_view text;
        KeyPart part;
    };
    const Case cases[] = {{"given_name", {0, KeyForm::kWhole, 0}},
                          {"given_name[:3]", {0, KeyForm::kPrefix, 3}},
                          {"given_name[:64]", {0, KeyForm::kPrefix, 64}},
                          {"given_name[-4:]", {0, KeyForm::kSuffix, 4}},
                          {"given_name.soundex", {0, KeyForm::kSoundex, 0}},
                          {"given_name.metaphone", {0, KeyForm::kMetaphone, 0}},
                          {"given_name.nysiis", {0, KeyForm::kNysiis, 0}},
                          {"given_name.cologne", {0, KeyForm::kCologne, 0}},
                          {"given_name.phonetic_fr", {0, KeyForm::kPhoneticFr, 0}},
                          {"given_name.daitch_mokotoff", {0, KeyForm::kDaitchMokotoff, 0}},
                          {"birth_date.year", {1, KeyForm::kYear, 0}},
                          {"birth_date.month_day", {1, KeyForm::kMonthDay, 0}},
                          {"e.mail.user", {2, KeyForm::kUser, 0}},
                          {"given_name.sorted", {0, KeyForm::kSorted, 0}},
                          {"given_name.tokens", {0, KeyForm::kTokens, 0}},
                          {"given_name.rare", {0, KeyForm::kRare, 0}},
                          {"e.mail", {2, KeyForm::kWhole, 0}},
                          {"tags[0]", {3, KeyForm::kWhole, 0}},
                          {"tags[0][:2]", {3, KeyForm::kPrefix, 2}},
                          {"v1.year", {4, KeyForm::kWhole, 0}},
                          {"v1.year.tokens", {4, KeyForm::kTokens, 0}},
                          {"v1.month_day", {5, KeyForm::kMonthDay, 0}}};
    for (const Case& c : cases) {
        EXPECT_EQ(parse_key(c.text, people(), "here"), c.part) << c.text;
        EXPECT_EQ(print_key(c.part, people()), c.text);
    }
    EXPECT_EQ(print_rule({{0, KeyForm::kSoundex, 0}, {1, KeyForm::kWhole, 0}}, people()), "given_name.soundex + birth_date");
    EXPECT_EQ(print_rule({}, people()), "");
}

TEST(Model, OnlyWordsAndTheirSoundsExplode) {
    for (const KeyForm form : {KeyForm::kWhole, KeyForm::kPrefix, KeyForm::kSuffix, KeyForm::kSoundex,
                               KeyForm::kMetaphone, KeyForm::kNysiis, KeyForm::kCologne, KeyForm::kPhoneticFr, KeyForm::kYear, KeyForm::kMonthDay, KeyForm::kUser, KeyForm::kSorted})
        EXPECT_FALSE(explodes(form));
    EXPECT_TRUE(explodes(KeyForm::kTokens));
    EXPECT_TRUE(explodes(KeyForm::kRare));
    EXPECT_TRUE(explodes(KeyForm::kDaitchMokotoff));
}

TEST(Model, BadKeysSayWhereAndWhat) {
    struct Case {
        std::string_view text, message;
    };
    const Case cases[] = {
        {"", "here: attribute \"\" is not among the model's attributes"},
        {"surname", "here: attribute \"surname\" is not among the model's attributes"},
        {"surname.soundex", "here: attribute \"surname\" is not among the model's attributes"},
        {"surname[:2]", "here: attribute \"surname\" is not among the model's attributes"},
        {"given_name.sondex", "here: unknown form \"sondex\""},
        {"given_name.", "here: unknown form \"\""},
        {"given_name]", "here: an opening bracket is missing"},
        {"]", "here: an opening bracket is missing"},
        {"given_name[3]", "here: a slice is [:n] or [-n:]"},
        {"given_name[]", "here: a slice is [:n] or [-n:]"},
        {"given_name[3:]", "here: a slice is [:n] or [-n:]"},
        {"given_name[-3]", "here: a slice is [:n] or [-n:]"},
        {"given_name[-]", "here: a slice is [:n] or [-n:]"},
        {"given_name[:]", "here: the length of a slice must be 1 to 64"},
        {"given_name[-:]", "here: the length of a slice must be 1 to 64"},
        {"given_name[:0]", "here: the length of a slice must be 1 to 64"},
        {"given_name[:65]", "here: the length of a slice must be 1 to 64"},
        {"given_name[:-1]", "here: the length of a slice must be 1 to 64"},
        {"given_name[--1:]", "here: the length of a slice must be 1 to 64"},
        {"given_name[:99999999999]", "here: the length of a slice must be 1 to 64"},
        {"given_name[:3x]", "here: the length of a slice must be 1 to 64"},
    };
    for (const Case& c : cases) {
        const Error e = error_of(c.text);
        EXPECT_EQ(e.what(), c.message) << c.text;
        EXPECT_EQ(e.code(), ErrorCode::kInvalidModel);
        EXPECT_EQ(e.detail(), "The key is \"" + std::string(c.text) + "\".");
        EXPECT_NE(e.hint().find("attribute[:n]"), std::string::npos);
    }
}

TEST(Model, LongKeysGiveShortReadableErrors) {
    std::string accents;
    for (int i = 0; i < 300'000; i++) accents += "é";
    for (const std::string& key : {accents, "a" + accents, "given_name." + accents, "a" + accents + "[:3]"}) {
        const Error e = error_of(key);
        EXPECT_LT(std::string_view(e.what()).size(), 400u);
        EXPECT_LT(e.detail().size(), 400u);
        EXPECT_TRUE(text::valid_utf8(e.what())) << e.what();
        EXPECT_TRUE(text::valid_utf8(e.detail())) << e.detail();
    }
}

TEST(Model, HostileKeysAreRefusedOrReadBackTheSame) {
    RandomBytes random(4);
    const std::vector<std::string> words = {"given_name", "v1", "tags[0]", "e.mail", ".", "soundex", ".year", "[", "]",
                                            "[:", "[-", ":", "3", "64", "-", ":]", "99", "\xff", ".rare", ".tokens"};
    const Model model = people();
    std::size_t accepted = 0;
    for (int round = 0; round < 20000; round++) {
        std::string key = random.below(2) == 0 ? random.edited("given_name[:3]", 2) : random.words(words, 5);
        std::erase(key, ' ');
        try {
            const KeyPart part = parse_key(key, model, "here");
            accepted++;
            ASSERT_EQ(parse_key(print_key(part, model), model, "here"), part) << key;
        } catch (const Error& e) {
            ASSERT_EQ(e.code(), ErrorCode::kInvalidModel);
        }
    }
    EXPECT_GT(accepted, 200u);
}

}  // namespace
}  // namespace cdp::score
