// SPDX-License-Identifier: PostgreSQL
#include "core/text/parse_name.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/text/casing.hpp"
#include "core/text/fold.hpp"
#include "core/text/name.hpp"
#include "core/text/name_table.hpp"
#include "core/text/placeholder.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

enum class Evidence : signed char { kFamily = -1, kNone = 0, kGiven = 1 };

struct Word {
    std::string written;
    std::string folded;
    Evidence evidence = Evidence::kNone;
    bool particle = false;
    bool saint = false;   // ties as a particle does, but belongs to the name: St. John
    bool suffix = false;  // Jr, III: belongs to the family name wherever it stands
    bool initial = false;  // or several: JP, J.-P.
    bool shouted = false;  // in capitals, two letters or more
    bool small = false;    // begins with a small letter
};

using Words = std::vector<Word>;

// Double names (Jean-Pierre, Garcia-Lopez) tell what they are by their first part; Al-Rashid is a family name.
Evidence evidence_of(std::string_view folded) {
    if (folded.starts_with("al ") || folded.starts_with("el ")) return Evidence::kFamily;
    const std::string_view part = folded.substr(0, folded.find(' '));
    const bool given = is_given_name(part);
    const bool family = is_family_name(part) || has_family_ending(part);
    if (given == family) return Evidence::kNone;
    return given ? Evidence::kGiven : Evidence::kFamily;
}

// Also McDONALD, and each part of JEAN-PIERRE.
bool is_shouted(std::string_view word) {
    const CodePoints cps = plain_text(word);
    const auto small = [](char32_t c) { return is_small(c); };
    if (std::none_of(cps.begin(), cps.end(), small)) return std::count_if(cps.begin(), cps.end(), is_upper) > 1;
    for (std::size_t begin = 0; begin < cps.size();) {
        const auto hyphen = std::find(cps.begin() + static_cast<std::ptrdiff_t>(begin), cps.end(), U'-');
        const auto end = static_cast<std::size_t>(hyphen - cps.begin());
        if (capitals_begin(cps, begin, end) == end) return false;
        begin = end + 1;
    }
    return true;
}

// With a small letter, or with one behind an apostrophe: 't.
bool begins_small(std::string_view word) {
    const CodePoints cps = plain_text(word);
    const std::size_t at = cps.size() > 1 && cps.front() == '\'' ? 1 : 0;
    return at < cps.size() && is_small(cps[at]);
}

// J, J.-P., JP.
bool is_initial(const Word& word) {
    for (std::size_t i = 1; i < word.folded.size(); i += 2)
        if (word.folded[i] != ' ') return name_words::is_double_initial(word.folded) && is_shouted(word.written);
    return true;
}

// A generation or a number; of a father only where the accent tells him from the Catalan Peter. Vi is a name too, and
// so are Sen and Jun without their dot.
bool is_suffix(const Word& word) {
    if (word.folded.find_first_not_of("0123456789") == std::string::npos) return true;
    if ((word.folded == "sen" || word.folded == "jun") && word.written.ends_with('.')) return true;
    if (name_words::kGenerations.find(word.folded) != nullptr) return true;
    if (name_words::kRomans.contains(word.folded) && word.folded != "vi") return true;
    return word.folded == "pere" && !is_ascii(word.written);
}

// The words of a name, parted by spaces and commas.
Words words_of(std::string_view name) {
    Words out;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find_first_of(" ,", at), name.size());
        if (end > at) {
            Word word;
            word.written = std::string(name.substr(at, end - at));
            word.folded = fold(word.written);
            word.suffix = is_suffix(word);
            word.small = begins_small(word.written);
            word.initial = is_initial(word);
            word.saint = name_words::kSaints.contains(word.folded);
            word.particle = word.saint || (is_name_particle(word.folded) &&
                                           (!word.initial || word.small || word.written.size() > 2));
            word.evidence = word.particle ? Evidence::kNone : evidence_of(word.folded);
            word.shouted = !word.initial && is_shouted(word.written);
            if (!word.folded.empty()) out.push_back(std::move(word));
        }
        at = end + 1;
    }
    return out;
}

// Capitals mean something only beside words without: copies them from the name as it was written, in order.
void mark_shouted(Words& words, std::string_view name) {
    const Words written = words_of(name);
    auto from = written.begin();
    for (Word& word : words) {
        const auto found = std::find_if(from, written.end(), [&](const Word& w) { return w.folded == word.folded; });
        if (found == written.end()) continue;
        word.shouted = found->shouted;
        from = found + 1;
    }
}

std::string join(const Words& words) {
    std::string out;
    for (const Word& word : words) {
        if (!out.empty()) out += ' ';
        out += word.written;
    }
    return out;
}

// Given and family name as words.
struct Split {
    Words given;
    Words family;
};

Words part(const Words& words, std::size_t begin, std::size_t end) {
    const auto at = [&](std::size_t i) { return words.begin() + static_cast<std::ptrdiff_t>(i); };
    return {at(begin), at(end)};
}

// Ben Affleck, Al Gore: a particle that is a given name as well, in front of what is none.
void free_given_name(Words& words) {
    if (words.size() < 2 || words[0].small || !words[0].particle || !is_given_name(words[0].folded)) return;
    if (!words[1].particle && !is_given_name(words[1].folded)) words[0].particle = false;
}

// Nguyen Van An: Van is a given name there.
void free_vietnamese_van(Words& words) {
    if (words.size() < 3 || words[1].folded != "van" || !name_words::kVietnamese.contains(words[0].folded)) return;
    words[0].evidence = Evidence::kFamily;
    words[1].particle = false;
    words[1].evidence = Evidence::kGiven;
}

// Sir and Dame stand before the given name.
void order_by_title(Words& words, std::string_view title) {
    const std::string folded = fold(title);
    if (words.size() > 1 && (folded == "sir" || folded == "dame") && !words[0].shouted && !words[0].particle)
        words[0].evidence = Evidence::kGiven;
}

// A particle is written as the name that it ties: DUPONT de NEMOURS, von der LEYEN.
void shout_particles(Words& words) {
    for (std::size_t i = words.size() - 1; i > 0; i--)
        if (words[i].shouted && words[i - 1].particle) words[i - 1].shouted = true;
}

// The words that stand in capitals when they are one run at an end and do not make up the whole.
bool split_by_capitals(const Words& words, Split& out) {
    const auto shouted = [](const Word& w) { return w.shouted; };
    const auto quiet = [](const Word& w) { return !w.shouted; };
    const auto head = std::find_if(words.begin(), words.end(), quiet);
    const auto tail = std::find_if(words.begin(), words.end(), shouted);
    const std::size_t n = words.size();
    if (head == words.end() || tail == words.end()) return false;
    if (head != words.begin() && std::none_of(head, words.end(), shouted)) {
        const auto cut = static_cast<std::size_t>(head - words.begin());
        out = {part(words, cut, n), part(words, 0, cut)};
        return true;
    }
    if (tail != words.begin() && std::none_of(tail, words.end(), quiet)) {
        const auto cut = static_cast<std::size_t>(tail - words.begin());
        out = {part(words, 0, cut), part(words, cut, n)};
        return true;
    }
    return false;
}

// Given names of which the first two make one.
constexpr std::string_view kDoubleWords[] = {"ana", "anne", "jean", "jose", "juan", "maria", "marie"};
constexpr WordSet<std::size(kDoubleWords)> kDoubles(kDoubleWords);

// How far the ends speak for "family given": positive when more than for the usual order.
int reversal(const Words& words) {
    return static_cast<int>(words.back().evidence) - static_cast<int>(words.front().evidence);
}

// Jean-Pierre, Marie-Claire: two given names, of which the first makes one with what follows.
bool is_double_given_name(std::string_view folded) {
    const std::size_t space = folded.find(' ');
    return space != std::string_view::npos && kDoubles.contains(folded.substr(0, space)) &&
           is_given_name(folded.substr(space + 1));
}

// Where the family name begins in "given family", at least 1.
std::size_t family_begin(const Words& words) {
    for (std::size_t i = 1; i + 1 < words.size(); i++)
        if (!words[i].initial && (words[i].particle || words[i].evidence == Evidence::kFamily)) return i;
    return words.size() - 1;
}

// Where the given name begins in "family given": behind particles and what they tie, at the first known given name.
// There may be none: de Gaulle, Du Pont de Nemours.
std::size_t given_begin(const Words& words) {
    const std::size_t n = words.size();
    std::size_t i = 0;
    while (i + 1 < n && words[i].particle) i++;
    if (i > 0 && words.back().evidence == Evidence::kFamily) return n;
    for (i++; i < n; i++) {
        if (words[i].particle || words[i - 1].particle) continue;
        if (words[i].evidence == Evidence::kGiven || words[i].initial || i + 1 == n) return i;
    }
    return n;
}

// Han, Hiragana and Hangul: the family name stands first. Katakana, which writes foreign names, is left out.
bool is_east_asian(const Word& word) {
    CodePoints cps;
    decode_utf8(word.written, cps);
    return std::all_of(cps.begin(), cps.end(), [](char32_t c) {
        return (c >= 0x3041 && c <= 0x309F) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
               (c >= 0x20000 && c <= 0x3FFFF);
    });
}

// Patronymics of Russian, Ukrainian and Belarusian: Ivanovich, Ilyich, Sergeevna.
bool is_patronymic(std::string_view folded) {
    constexpr std::string_view kEnds[] = {"evich", "evna", "ichna", "ilich", "ilyich", "inichna", "kuzmich", "ovich", "ovna"};
    return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) { return folded.ends_with(end); });
}

// Ivan Ivanovich Ivanov and Ivanov Ivan Ivanovich: the patronymic follows the given name.
bool split_by_patronymic(const Words& words, Split& out) {
    if (words.size() != 3) return false;
    const bool middle = is_patronymic(words[1].folded);
    if (!middle && (!is_patronymic(words[2].folded) || words[0].evidence == Evidence::kGiven)) return false;
    out = middle ? Split{part(words, 0, 2), part(words, 2, 3)} : Split{part(words, 1, 3), part(words, 0, 1)};
    return true;
}

Split split_by_words(const Words& words) {
    if (Split by_patronymic; split_by_patronymic(words, by_patronymic)) return by_patronymic;
    if (words.size() == 1) {
        const bool given = words[0].evidence == Evidence::kGiven || words[0].initial || is_double_given_name(words[0].folded);
        return given ? Split{words, {}} : Split{{}, words};
    }
    const std::size_t n = words.size();
    if (std::all_of(words.begin(), words.end(), [](const Word& w) { return w.particle; })) return {{}, words};
    if (std::all_of(words.begin(), words.end(), is_east_asian)) return {part(words, 1, n), part(words, 0, 1)};
    // Osama bin Khaled: what follows a particle is a family name, whatever else it may be.
    const bool tied = words.front().evidence == Evidence::kNone && !words.front().particle &&
                      std::any_of(words.begin() + 1, words.end() - 1, [](const Word& w) { return w.particle; });
    const bool turned = (reversal(words) > 0 && !tied) || (words.front().particle && !words.back().particle) ||
                        (words.back().initial && !words.front().initial && reversal(words) >= 0);
    if (turned) {
        const std::size_t cut = given_begin(words);
        return {part(words, cut, n), part(words, 0, cut)};
    }
    const std::size_t cut = family_begin(words);
    return {part(words, 0, cut), part(words, cut, n)};
}

// "Dupont, Jean" and "Smith, John, Jr"; false for "John Smith, Jr".
bool split_by_comma(std::string_view name, Split& out) {
    const std::size_t comma = name.find(',');
    if (comma == std::string_view::npos) return false;
    Words family = words_of(name.substr(0, comma));
    Words given = words_of(name.substr(comma + 1));
    if (family.empty() || given.empty() || given.front().suffix) return false;
    // Berg, Anna van den
    while (!given.empty() && given.back().particle && given.back().small) {
        family.insert(family.begin(), std::move(given.back()));
        given.pop_back();
    }
    out = {std::move(given), std::move(family)};
    return true;
}

// Takes the generations out of `words`, but not the only word.
void take_suffixes(Words& words, Words& suffixes) {
    for (std::size_t i = words.size(); i > 0 && words.size() > 1; i--) {
        if (!words[i - 1].suffix || i == 1) continue;
        suffixes.insert(suffixes.begin(), words[i - 1]);
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i - 1));
    }
}

// née, geb.; "né" only with its accent.
bool says_birth(const Word& word) {
    return name_words::kBirths.contains(word.folded) || (word.folded == "ne" && !is_ascii(word.written));
}

// Where the single quote at `open` ends, at an apostrophe between a word and a space; npos where it is none: d' 't.
std::size_t single_quote_end(std::string_view name, std::size_t open) {
    if (open > 0 && name[open - 1] != ' ') return std::string_view::npos;
    const std::size_t close = name.find('\'', open + 1);
    if (close == std::string_view::npos || close < open + 3 || name[close - 1] == ' ') return std::string_view::npos;
    return close + 1 == name.size() || name[close + 1] == ' ' || name[close + 1] == ',' ? close : std::string_view::npos;
}

// Where a bracket or a quote opens in `name`, and where it closes, at the end at the latest.
std::pair<std::size_t, std::size_t> enclosed(std::string_view name) {
    for (std::size_t open = 0; open < name.size(); open++) {
        if (name[open] == '(' || name[open] == '"')
            return {open, std::min(name.find(name[open] == '(' ? ')' : '"', open + 1), name.size())};
        if (name[open] != '\'') continue;
        if (const std::size_t close = single_quote_end(name, open); close != std::string_view::npos) return {open, close};
    }
    return {name.size(), name.size()};
}

// `name` without what stands in quotes or brackets: "née Martin" is a birth name, anything else a nickname.
std::string take_enclosed(std::string_view name, NameParts& out) {
    std::string kept;
    for (;;) {
        const auto [open, end] = enclosed(name);
        kept.append(name.substr(0, open));
        if (open == name.size()) return kept;
        kept.push_back(' ');
        const std::size_t close = end - open - 1;
        name.remove_prefix(open + 1);
        Words words = words_of(name.substr(0, close));
        name.remove_prefix(std::min(close + 1, name.size()));
        if (words.empty()) continue;
        const bool birth = says_birth(words.front());
        if (birth) words.erase(words.begin());
        (birth ? out.birth_name : out.nickname) = join(words);
    }
}

Split split(const Words& words) {
    Split out;
    return split_by_capitals(words, out) ? out : split_by_words(words);
}

// The parts of "family given", unless the names say otherwise.
Split split_reversed(const Words& words) {
    Split out;
    if (split_by_capitals(words, out)) return out;
    if (reversal(words) < 0) return split_by_words(words);
    const std::size_t cut = given_begin(words);
    return {part(words, cut, words.size()), part(words, 0, cut)};
}

// True when the given name stands behind the name by birth: DUPONT née MARTIN Marie.
bool ends_given(const Words& names, const Words& birth) {
    const auto shouted = [](const Word& w) { return w.shouted; };
    if (birth.size() < 2) return false;
    if (names.size() == 1) return names.front().evidence != Evidence::kGiven;
    return std::all_of(names.begin(), names.end(), shouted) && !std::all_of(birth.begin(), birth.end(), shouted);
}

// Takes "née Martin" out of `words`, and "Martin" out of "Martin épouse Durand".
void take_birth_name(Words& words, NameParts& out) {
    for (std::size_t i = 1; i + 1 < words.size(); i++) {
        const bool birth = says_birth(words[i]);
        if (!birth && !name_words::kSpouses.contains(words[i].folded)) continue;
        Words behind = part(words, i + 1, words.size());
        words.resize(i);
        // The name by birth, and what is left of the side where it stands.
        Split own = birth ? Split{{}, behind} : split(words);
        if (birth && ends_given(words, behind)) own = split_reversed(behind);
        out.birth_name = join(own.family);
        if (!birth) words = std::move(behind);
        if (own.given.empty()) return;
        for (Word& word : words) word.shouted = true;
        for (Word& word : own.given) word.shouted = false;
        words.insert(words.begin(), own.given.begin(), own.given.end());
        return;
    }
}

void set_given(const Words& words, NameParts& out) {
    const bool two = words.size() > 1 && kDoubles.contains(words[0].folded) && is_given_name(words[1].folded);
    const std::size_t cut = std::min<std::size_t>(two ? 2 : 1, words.size());
    out.given = join(part(words, 0, cut));
    out.middle = join(part(words, cut, words.size()));
}

void set_family(const Words& words, NameParts& out) {
    std::size_t cut = 0;
    while (cut + 1 < words.size() && words[cut].particle && !words[cut].saint) cut++;
    out.particle = join(part(words, 0, cut));
    out.family = join(part(words, cut, words.size()));
}

std::string joined(std::string a, const std::string& b) {
    if (!a.empty() && !b.empty()) a.push_back(' ');
    a.append(b);
    return a;
}

}  // namespace

std::string NameParts::given_names() const { return joined(given, middle); }

std::string NameParts::family_name() const {
    return family.empty() ? std::string() : joined(joined(particle, family), suffix);
}

NameParts parse_name(std::string_view full_name) {
    NameParts out;
    if (is_placeholder(Kind::kFullName, full_name)) return out;
    auto clean = clean_name(full_name);
    if (!clean) return out;
    const std::string name = take_enclosed(clean->name, out);
    Words suffixes;
    Split parts;
    if (split_by_comma(name, parts)) {
        take_suffixes(parts.given, suffixes);
        take_suffixes(parts.family, suffixes);
        take_birth_name(parts.family, out);
    } else {
        Words words = words_of(name);
        if (words.empty()) return {};
        mark_shouted(words, clean->written);
        free_given_name(words);
        free_vietnamese_van(words);
        order_by_title(words, clean->title);
        shout_particles(words);
        take_suffixes(words, suffixes);
        take_birth_name(words, out);
        const bool numbered =
            words.size() == 1 && !suffixes.empty() && name_words::kRomans.contains(suffixes[0].folded);
        if (numbered && is_given_name(words[0].folded)) words[0].evidence = Evidence::kGiven;  // Louis XIV
        parts = split(words);
    }
    set_given(parts.given, out);
    set_family(parts.family, out);
    out.title = std::move(clean->title);
    out.degrees = std::move(clean->degrees);
    out.suffix = join(suffixes);
    return out;
}

}  // namespace cdp::text
