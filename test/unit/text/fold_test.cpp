// SPDX-License-Identifier: PostgreSQL
#include "core/text/fold.hpp"

#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Fold, BeginsWithTheFoldOfTheFirstWords) {
    EXPECT_EQ(words_of_head("Jean de la Fontaine", 5), "Jean de");
    EXPECT_EQ(words_of_head("Jean", 4), "Jean");
    EXPECT_EQ(words_of_head("Jeanne", 2), "Jeanne");
    Nasty nasty(31);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next() + nasty.next();
        for (const std::size_t bytes : {0u, 3u, 8u, 20u}) {
            const std::string_view head = words_of_head(s, bytes);
            const std::string whole = fold(s), begin = fold(head);
            ASSERT_TRUE(whole.starts_with(begin)) << s;
            if (head.size() == s.size() || begin.size() == whole.size() || begin.empty()) continue;
            ASSERT_EQ(whole[begin.size()], ' ') << s;
        }
    }
}

TEST(Fold, Scripts) {
    const struct { const char* text; const char* folded; } cases[] = {
        {"Jean-Pierre  O'Neil", "jean pierre oneil"},
        {"O\u2019Neil D\u00B4Arcy O`Hara", "oneil darcy ohara"},
        {"\u00A0M\u00FCller, Stra\u00DFe 5!", "muller strasse 5"},
        {"\u00C6r\u00F8sk\u00F8bing \u0141\u00F3d\u017A \u0110or\u0111e \u00DE\u00F3r \u0131\u0130", "aeroskobing lodz dorde thor ii"},
        {"Nguy\u1EC5n Th\u1ECB", "nguyen thi"},
        {"\u0391\u03B8\u03B7\u03BD\u03AC \u0395\u03C5\u03B1\u03B3\u03B3\u03B5\u03BB\u03AF\u03B1 \u039C\u03C0\u03AC\u03BC\u03C0\u03B7\u03C2", "athina evangelia bampis"},
        {"\u041F\u0443\u0442\u0438\u043D \u0416\u0443\u043A\u043E\u0432 \u0429\u0435\u0440\u0431\u0430\u043A\u043E\u0432\u0430", "putin zhukov shcherbakova"},
        {"\u0411\u044A\u043B\u0433\u0430\u0440\u0438\u044F \u042A\u0433\u044A\u043B", "balgariya agal"},  // a vowel in Bulgarian
        {"\u043E\u0431\u044A\u0451\u043C \u0438\u0432\u0430\u043D\u043E\u0432\u044A \u042A", "obem ivanov"},      // silent in Russian
        {"\u0645\u062D\u0645\u062F", "mhmd"},
        {"\u05E9\u05DC\u05D5\u05DD", "shlom"},
        {"\u0645\u064F\u062D\u064E\u0645\u0651\u064E\u062F", "mhmd"},  // vowel points change nothing
        {"\uFEE3\uFEA4\uFEE4\uFEAA", "mhmd"},                            // presentation forms
        {"\u0639\u0644\u064A \u064A\u0648\u0633\u0641", "ali yusf"},
        {"x\u5C71y", "x shan y"},
        {"\u3400", "qiu"},
        {"\u0E2A\u0E21\u0E0A\u0E32\u0E22", "smchay"},
        {"\u0930\u093E\u092E", "rama"},
        {"\u5C71\u7530 \u592A\u90CE", "shan tian tai lang"},
        {"\u3055\u3068\u3046", "satou"},
        {"\uAE40\uCCA0\uC218", "gimcheolsu"},
        {"\uFF26\uFF35\uFF2C\uFF2C \uFF11\uFF12 \uFB01n \u2167", "full 12 fin viii"},
        {"\u0661\u0662\u0663", "123"},
        {"\u1401\u1405", "u1401u1405"},  // Canadian syllabics: nothing romanises them
        {"\U0001F389", ""},
        {"a\u200Bb\u00ADc", "abc"},
        {"", ""},
        {" .,-", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(fold(c.text), c.folded) << c.text;
}

TEST(Fold, IllFormedBytesSeparate) { EXPECT_EQ(fold("\xFFJ\xC3rg\xED\xA0\x80x"), "j rg x"); }

bool pure(std::string_view s) {
    if (s.starts_with(' ') || s.ends_with(' ') || s.find("  ") != std::string_view::npos) return false;
    for (char c : s)
        if (c != ' ' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return false;
    return true;
}

TEST(Fold, IsPureAsciiAndIdempotentOnAnything) {
    Nasty nasty(2);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        const std::string f = fold(s);
        EXPECT_TRUE(pure(f)) << s << " -> " << f;
        EXPECT_EQ(fold(f), f);
    }
}

TEST(Fold, ComposedAndDecomposedAreEqual) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    ASSERT_TRUE(U_SUCCESS(status));
    const auto form = [&](const icu::Normalizer2* n, const std::string& s) {
        UErrorCode e = U_ZERO_ERROR;
        std::string out;
        n->normalize(icu::UnicodeString::fromUTF8(s), e).toUTF8String(out);
        return out;
    };
    Nasty nasty(3);
    for (int i = 0; i < 5000; i++) {
        const std::string s = nasty.next();
        EXPECT_EQ(fold(form(nfd, s)), fold(form(nfc, s))) << s;
    }
    for (char32_t cp = 0xA0; cp < 0x110000; cp++) {
        if (cp == 0x3400) cp = 0xF900;  // ideographs, syllables and surrogates in between: none, all alike, none
        if (cp == 0x20000) cp = 0x2F800;
        if (cp == 0x2FA20) break;
        std::string s;
        icu::UnicodeString(static_cast<UChar32>(cp)).toUTF8String(s);
        EXPECT_EQ(fold("x" + form(nfd, s)), fold("x" + form(nfc, s))) << std::hex << static_cast<unsigned>(cp);
    }
}

// The short form on the stack, the long one on the heap and the general tier agree.
TEST(Fold, LengthAndCompanyDoNotMatter) {
    const std::string word = "Fran\u00E7oise \u0141uk-Stra\u00DFe ";
    std::string folded;
    std::string text;
    for (int i = 0; i < 100; i++) {
        text += word;
        folded += i == 0 ? "francoise luk strasse" : " francoise luk strasse";
        ASSERT_EQ(fold(text), folded);
        ASSERT_EQ(fold(text + "\u0416"), folded + " zh");
    }
}

TEST(Fold, LongTextIsCancellable) {
    std::string text;
    for (int i = 0; i < 100000; i++) text += "\u5C71\u7530";
    int polls = 0;
    const CancelToken token([](const void* count) noexcept { return ++*static_cast<int*>(const_cast<void*>(count)) > 3; },
                            &polls);
    EXPECT_THROW(fold(text, token), Error);
    EXPECT_EQ(polls, 4);
    text.clear();
    std::string folded;
    for (int i = 0; i < 40000; i++) {
        text += "Fran\u00E7oise \u0416 ";
        folded += i == 0 ? "francoise zh" : " francoise zh";
    }
    EXPECT_EQ(fold(text), folded);
}

TEST(Fold, Threads) {
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (int t = 0; t < 4; t++)
        threads.emplace_back([t, &wrong] {
            for (int i = 0; i < 200; i++)
                if (fold("\u5C71\u7530 \u0645\u062D\u0645\u062F") != "shan tian mhmd") wrong[static_cast<std::size_t>(t)]++;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Fold, EveryCodePointIsPureAndIdempotent) {
    for (char32_t cp = 0; cp < 0x20000; cp++) {
        if (cp == 0x3500) cp = 0x9F00;
        if (cp == 0xAD00) cp = 0xD700;
        std::string s = "a";
        append_utf8(s, cp);
        s += 'b';
        const std::string f = fold(s);
        ASSERT_TRUE(pure(f)) << std::hex << static_cast<unsigned>(cp) << " " << f;
        ASSERT_EQ(fold(f), f);
    }
}

TEST(Fold, HangulComposedAndDecomposed) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    ASSERT_TRUE(U_SUCCESS(status));
    for (char32_t cp = 0xAC00; cp <= 0xD7A3; cp += 11) {
        std::string composed, apart;
        append_utf8(composed, cp);
        nfd->normalize(icu::UnicodeString(static_cast<UChar32>(cp)), status).toUTF8String(apart);
        EXPECT_NE(composed, apart);
        EXPECT_EQ(fold(apart), fold(composed));
    }
}

// Long texts are cut in pieces; where, does not show, and marks without end cost linear time.
TEST(Fold, LongTexts) {
    std::string syllables, marks = "\u0416";
    for (int i = 0; i < 150000; i++) syllables += "\u0418\u0306";
    EXPECT_EQ(fold(syllables), std::string(150000, 'y'));
    for (int i = 0; i < 1000000; i++) marks += i % 2 == 0 ? "\u0315" : "\u0316";
    EXPECT_EQ(fold(marks), "zh");
}

}  // namespace
}  // namespace cdp::text
