// SPDX-License-Identifier: PostgreSQL
// What people of nine cultures are called: given names, surnames with a long tail of composed ones, short forms.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "data/random.hpp"
#include "data/word_list.hpp"

namespace cdp::sample {

enum class Culture : unsigned char {
    kFrench,
    kGerman,
    kEnglish,
    kSpanish,
    kItalian,
    kPolish,
    kRussian,
    kGreek,
    kArabic,
};
inline constexpr std::size_t kCultures = 9;

// One name in its own script and in two Latin spellings that are in use; all three alike for most Latin names.
struct Spelling {
    std::string native;
    std::string latin;
    std::string other;
};

// Both names one after the other, in every spelling.
Spelling joined(const Spelling& a, const char* between, const Spelling& b);

// The form of a surname that a woman bears, where the language has one; else the name itself.
Spelling gendered(Culture culture, Spelling name, bool female);

class NameBook {
public:
    NameBook();

    Spelling given(Culture culture, bool female, Random& random) const;
    // In its masculine form.
    Spelling surname(Culture culture, Random& random) const;
    // A short form of a Latin given name, or the name itself where none is usual.
    std::string nickname(const std::string& given, Random& random) const;

private:
    struct Lists {
        WordList male, female, surnames, roots, middles, endings;
    };
    static Spelling single_surname(const Lists& lists, Random& random);

    std::array<Lists, kCultures> lists_;
    WordList nicknames_;
};

}  // namespace cdp::sample
