// SPDX-License-Identifier: PostgreSQL
// The published steps, one after the other over the whole word. No step makes the word longer, so each rewrites it
// in place.
#include "core/text/phonetic_fr.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/text/letters.hpp"

namespace cdp::text {

namespace {

enum class If : unsigned char {
    kAlways,
    kBeforeVowel,     // one of AEIOU behind it
    kNotBeforeSound,  // neither a vowel nor a nasal or double vowel behind it
};

struct Rule {
    std::string_view from;
    std::string_view to;
    If condition = If::kAlways;
};

// Steps 3 to 8 and 10 to 13 of the algorithm. Of rules of one step, the longer sound stands first.
constexpr Rule kBeforeS[] = {
    {"PH", "F"},
    {"GAIN", "KAIN"}, {"GAIM", "KAIM"}, {"GAN", "KAN"}, {"GAM", "KAM"},
    {"AIN", "YN", If::kBeforeVowel}, {"EIN", "YN", If::kBeforeVowel},
    {"AIM", "YN", If::kBeforeVowel}, {"EIM", "YN", If::kBeforeVowel},
    {"EAU", "O"}, {"OUA", "2"}, {"EIN", "4"}, {"AIN", "4"}, {"EIM", "4"}, {"AIM", "4"},
    {"AI", "Y"}, {"EI", "Y"}, {"ER", "YR"}, {"ESS", "YS"}, {"ET", "YT"}, {"EZ", "YZ"},
    {"AN", "1", If::kNotBeforeSound}, {"ON", "1", If::kNotBeforeSound}, {"AM", "1", If::kNotBeforeSound},
    {"EN", "1", If::kNotBeforeSound}, {"EM", "1", If::kNotBeforeSound}, {"IN", "4", If::kNotBeforeSound},
};
constexpr Rule kAfterS[] = {
    {"OE", "E"}, {"EU", "E"}, {"AU", "O"}, {"OI", "2"}, {"OY", "2"}, {"OU", "3"},
    {"SCH", "5"}, {"CH", "5"}, {"SH", "5"}, {"SS", "S"}, {"SC", "S"},
    // Y is a closed e by now.
    {"CE", "SE"}, {"CI", "SI"}, {"CY", "SY"},
    {"QU", "K"}, {"Q", "K"}, {"C", "K"}, {"GU", "K"}, {"GA", "KA"}, {"GO", "KO"}, {"GY", "KY"},
};

constexpr bool is_digit_sound(char c) { return c >= '1' && c <= '4'; }

// One bit for each sign that a word may hold.
constexpr std::uint64_t bit(char c) { return std::uint64_t{1} << (c & 63); }

class Phonex {
public:
    Phonex(char* word, std::size_t size, const CancelToken& cancel) : word_(word), size_(size), cancel_(cancel) {}

    std::string_view run() {
        letters_y_and_h();
        for (const char c : std::string_view(word_, size_)) present_ |= bit(c);
        for (const Rule& rule : kBeforeS) apply(rule);
        voice_s();
        for (const Rule& rule : kAfterS) apply(rule);
        merge_letters();
        if (size_ > 1 && (word_[size_ - 1] == 'T' || word_[size_ - 1] == 'X')) size_--;
        return {word_, size_};
    }

private:
    // Steps 1 and 2: y is i, and h is silent but behind c, p and s.
    void letters_y_and_h() {
        std::size_t out = 0;
        char before = '\0';
        for (std::size_t i = 0; i < size_; i++) {
            poll_at(i, cancel_);
            const char c = word_[i];
            if (c != 'H' || before == 'C' || before == 'P' || before == 'S') word_[out++] = c == 'Y' ? 'I' : c;
            before = c;
        }
        cut(out);
    }

    bool holds(const Rule& rule, const char* behind) const {
        switch (rule.condition) {
            case If::kAlways: return true;
            case If::kBeforeVowel: return is_capital_vowel(*behind);
            case If::kNotBeforeSound: return !is_capital_vowel(*behind) && !is_digit_sound(*behind);
        }
        return true;
    }

    void apply(const Rule& rule) {
        for (const char c : rule.from)
            if ((present_ & bit(c)) == 0) return;
        std::size_t out = 0;
        bool applied = false;
        for (std::size_t i = 0; i < size_;) {
            poll_at(i, cancel_);
            const char* const at = word_ + i;
            if (*at == rule.from[0] && std::memcmp(at, rule.from.data(), rule.from.size()) == 0 &&
                holds(rule, at + rule.from.size())) {
                std::memcpy(word_ + out, rule.to.data(), rule.to.size());
                out += rule.to.size();
                i += rule.from.size();
                applied = true;
            } else {
                word_[out++] = *at;
                i++;
            }
        }
        if (!applied) return;
        for (const char c : rule.to) present_ |= bit(c);
        cut(out);
    }

    // Step 9: s between vowels sounds as z.
    void voice_s() {
        const auto vowel = [](char c) { return is_capital_vowel(c) || c == 'Y' || is_digit_sound(c); };
        for (std::size_t i = 1; i + 1 < size_; i++) {
            poll_at(i, cancel_);
            if (word_[i] == 'S' && vowel(word_[i - 1]) && vowel(word_[i + 1])) word_[i] = 'Z';
        }
    }

    // Steps 14 and 15: letters that sound alike are one, and of equal neighbours one is left.
    void merge_letters() {
        constexpr std::string_view kMerged = "OFCTEFGHIGKLNNOTQRSTUFWXYZ";  // of A to Z
        std::size_t out = 0;
        for (std::size_t i = 0; i < size_; i++) {
            poll_at(i, cancel_);
            const char c = word_[i] >= 'A' ? kMerged[static_cast<std::size_t>(word_[i] - 'A')] : word_[i];
            if (out == 0 || word_[out - 1] != c) word_[out++] = c;
        }
        cut(out);
    }

    // why: rules look behind the end, where zeros must stand.
    void cut(std::size_t size) {
        if (size < size_) std::memset(word_ + size, 0, std::min(size_ - size, Letters::kMargin));
        size_ = size;
    }

    char* word_;
    std::size_t size_;
    std::uint64_t present_ = 0;
    const CancelToken& cancel_;
};

}  // namespace

std::string phonetic_fr(std::string_view s, const CancelToken& cancel) {
    Letters word(s, cancel);
    return std::string(Phonex(word.data(), word.size(), cancel).run());
}

}  // namespace cdp::text
