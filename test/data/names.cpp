// SPDX-License-Identifier: PostgreSQL
#include "data/names.hpp"

#include <string_view>
#include <utility>

#include "data/names_latin.hpp"
#include "data/names_scripts.hpp"
#include "data/places.hpp"

namespace cdp::sample {
namespace {

struct NameLists {
    std::string_view male, female, surnames, roots, middles, endings;
};
constexpr NameLists kNames[kCultures] = {
    {tables::kFrenchMale, tables::kFrenchFemale, tables::kFrenchSurnames, tables::kFrenchRoots, tables::kLatinMiddles,
     tables::kFrenchEndings},
    {tables::kGermanMale, tables::kGermanFemale, tables::kGermanSurnames, tables::kGermanRoots, tables::kLatinMiddles,
     tables::kGermanEndings},
    {tables::kEnglishMale, tables::kEnglishFemale, tables::kEnglishSurnames, tables::kEnglishRoots,
     tables::kLatinMiddles, tables::kEnglishEndings},
    {tables::kSpanishMale, tables::kSpanishFemale, tables::kSpanishSurnames, tables::kSpanishRoots,
     tables::kLatinMiddles, tables::kSpanishEndings},
    {tables::kItalianMale, tables::kItalianFemale, tables::kItalianSurnames, tables::kItalianRoots,
     tables::kLatinMiddles, tables::kItalianEndings},
    {tables::kPolishMale, tables::kPolishFemale, tables::kPolishSurnames, tables::kPolishRoots, tables::kLatinMiddles,
     tables::kPolishEndings},
    {tables::kRussianMale, tables::kRussianFemale, tables::kRussianSurnames, tables::kRussianRoots,
     tables::kRussianMiddles, tables::kRussianEndings},
    {tables::kGreekMale, tables::kGreekFemale, tables::kGreekSurnames, tables::kGreekRoots, tables::kGreekMiddles,
     tables::kGreekEndings},
    {tables::kArabicMale, tables::kArabicFemale, tables::kArabicSurnames, tables::kArabicRoots, tables::kArabicMiddles,
     tables::kArabicEndings},
};

bool replace_ending(std::string& text, std::string_view from, std::string_view to) {
    if (!text.ends_with(from)) return false;
    text.replace(text.size() - from.size(), from.size(), to);
    return true;
}

void make_feminine(Culture culture, std::string& name) {
    using Rule = std::pair<std::string_view, std::string_view>;
    static constexpr Rule kPolish[] = {{"ki", "ka"}};
    static constexpr Rule kRussian[] = {{"ский", "ская"}, {"ов", "ова"},    {"ев", "ева"},    {"ёв", "ёва"},
                                        {"ин", "ина"},    {"sky", "skaya"}, {"ski", "skaya"}, {"ov", "ova"},
                                        {"ev", "eva"},    {"in", "ina"},    {"ine", "ina"}};
    static constexpr Rule kGreek[] = {{"ος", "ου"}, {"ός", "ού"}, {"ης", "η"}, {"ής", "ή"}, {"ας", "α"},
                                      {"άς", "ά"},  {"os", "ou"}, {"is", "i"}, {"as", "a"}};
    const auto apply = [&name](const auto& rules) {
        for (const auto& [masculine, feminine] : rules)
            if (replace_ending(name, masculine, feminine)) return;
    };
    if (culture == Culture::kPolish) apply(kPolish);
    if (culture == Culture::kRussian) apply(kRussian);
    if (culture == Culture::kGreek) apply(kGreek);
}

// Each part of a name after a space or hyphen begins with a capital.
void capitalise(std::string& name) {
    for (std::size_t i = 1; i < name.size(); i++)
        if ((name[i - 1] == ' ' || name[i - 1] == '-') && name[i] >= 'a' && name[i] <= 'z')
            name[i] = static_cast<char>(name[i] - 0x20);
}

Spelling spell(const WordList::Entry& entry, Random& random) {
    const std::string_view usual = random.pick(entry.latin);
    const std::string_view other = random.pick(entry.latin);
    return {std::string(entry.native), std::string(usual), std::string(other)};
}

}  // namespace

Spelling joined(const Spelling& a, const char* between, const Spelling& b) {
    return {a.native + between + b.native, a.latin + between + b.latin, a.other + between + b.other};
}

Spelling gendered(Culture culture, Spelling name, bool female) {
    if (female)
        for (std::string* form : {&name.native, &name.latin, &name.other}) make_feminine(culture, *form);
    return name;
}

NameBook::NameBook() : nicknames_(tables::kNicknames) {
    for (std::size_t c = 0; c < kCultures; c++)
        lists_[c] = {WordList(kNames[c].male),  WordList(kNames[c].female),  WordList(kNames[c].surnames),
                     WordList(kNames[c].roots), WordList(kNames[c].middles), WordList(kNames[c].endings)};
}

Spelling NameBook::given(Culture culture, bool female, Random& random) const {
    const Lists& lists = lists_[static_cast<std::size_t>(culture)];
    return spell((female ? lists.female : lists.male).ranked(random), random);
}

Spelling NameBook::single_surname(const Lists& lists, Random& random) {
    if (!random.chance(550)) return spell(lists.surnames.ranked(random), random);
    Spelling name = spell(lists.roots.any(random), random);
    if (random.chance(600)) name = joined(name, "", spell(lists.middles.any(random), random));
    name = joined(name, "", spell(lists.endings.ranked(random), random));
    for (std::string* form : {&name.latin, &name.other}) capitalise(*form);
    return name;
}

// Common surnames are of the list, rare ones composed; Spaniards bear two, some of the others a double name.
Spelling NameBook::surname(Culture culture, Random& random) const {
    const Lists& lists = lists_[static_cast<std::size_t>(culture)];
    Spelling name = single_surname(lists, random);
    if (culture == Culture::kSpanish && random.chance(850)) return joined(name, " ", single_surname(lists, random));
    if (random.chance(15)) return joined(name, "-", single_surname(lists, random));
    return name;
}

std::string NameBook::nickname(const std::string& given, Random& random) const {
    for (const WordList::Entry& entry : nicknames_.entries())
        if (entry.native == given) return std::string(random.pick(entry.latin));
    return given;
}

}  // namespace cdp::sample
