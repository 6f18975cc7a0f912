// SPDX-License-Identifier: PostgreSQL
#include "core/text/name.hpp"

#include <algorithm>

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/fold.hpp"
#include "core/text/name_casing.hpp"
#include "core/text/name_table.hpp"
#include "core/text/name_words.hpp"
#include "core/text/romanize.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

using namespace name_words;

namespace {

bool is_word(char32_t c) { return is_letter_or_digit(c) || is_mark(c); }

// True for what may stand in a name; the rest separates.
bool belongs(char32_t c) {
    constexpr std::u32string_view kPunctuation = U"-.,&/()\"'\u00B7";
    return is_word(c) || kPunctuation.find(c) != std::u32string_view::npos;
}

// True for a word that is always elided before its apostrophe: O' Brien, D' Artagnan, Dall' Acqua.
bool is_elided_word(std::string_view word) {
    constexpr std::string_view kWords[] = {"d", "dall", "dell", "l", "o", "sant"};
    constexpr WordSet<std::size(kWords)> kElided(kWords);
    return kElided.contains(fold(word));
}

// True when an elided word and its apostrophe are at the end.
bool elides(const CodePoints& cps) {
    if (cps.size() < 2 || cps.back() != '\'') return false;
    std::size_t begin = cps.size() - 1;
    while (begin > 0 && is_word(cps[begin - 1])) begin--;
    return is_elided_word(to_utf8(cps.data() + begin, cps.data() + cps.size() - 1));
}

// Composed code points with single spaces, none before a comma nor behind an elision.
CodePoints clean(std::string_view s) {
    CodePoints out;
    for (char32_t raw : plain_text(s)) {
        const char32_t c = belongs(raw) ? raw : U' ';
        if (c == ' ' && (out.empty() || out.back() == ' ' || elides(out))) continue;
        if (c == ',' && !out.empty() && out.back() == ' ') out.pop_back();
        if (c != ' ' && c != ',' && !out.empty() && out.back() == ',') out.push_back(' ');
        out.push_back(c);
    }
    return out;
}

std::string utf8_of(const CodePoints& cps, std::size_t begin, std::size_t end) {
    return to_utf8(cps.data() + begin, cps.data() + end);
}

// "Sig.ra" folds to two words, the title is the first of them; "prof.ssa" likewise.
std::string title_form(const std::string& folded) {
    const std::size_t space = folded.find(' ');
    const std::string_view rest = space == std::string::npos ? std::string_view{} : std::string_view(folded).substr(space + 1);
    return rest == "ra" || rest == "na" || rest == "ssa" ? folded.substr(0, space) : folded;
}

// True for a word whose dots stay within it: Ph.D., Sig.ra; M.Ed. in front is Monsieur Ed.
bool is_dotted_whole(std::string folded, bool first) {
    if (kTitles.contains(title_form(folded))) return true;
    std::erase(folded, ' ');
    return kDegrees.contains(folded) || (!first && kDottedDegrees.contains(folded));
}

// What stands behind the dot at `dot`, two letters at least, is a word of its own: M.DUPONT, J.Dupont, jean.dupont. The
// dot stays behind an initial, an abbreviation and a title.
void part_at_dot(const CodePoints& cps, std::size_t begin, std::size_t end, CodePoints& out) {
    for (std::size_t i = begin; i < end; i++) {
        std::size_t right = i + 1;
        while (right < end && is_letter(cps[right])) right++;
        std::size_t left = i;
        while (left > begin && is_letter(cps[left - 1])) left--;
        if (cps[i] != '.' || right < i + 3 || left == i) {
            out.push_back(cps[i]);
            continue;
        }
        const std::string before = fold(utf8_of(cps, left, i));
        const bool stays = i - left == 1 || kTitles.contains(before) || kTitleTails.contains(before) || kSaints.contains(before) ||
                           before.find_first_of("aeiouy") == std::string::npos;
        if (stays) out.push_back('.');
        out.push_back(' ');
    }
}

// Mc apart from what it belongs to: Mc Donald, MC DONALD.
bool is_parted_mc(const CodePoints& cps, std::size_t begin, std::size_t space) {
    if (space - begin != 2 || fold(utf8_of(cps, begin, space)) != "mc") return false;
    std::size_t end = space + 1;
    while (end < cps.size() && is_letter(cps[end])) end++;
    const std::string next = fold(utf8_of(cps, space + 1, end));
    return kAfterMac.contains(next) || kAfterMc.contains(next);
}

// Words parted, and joined, as one would print them.
CodePoints with_words_parted(const CodePoints& cps) {
    CodePoints out;
    for (std::size_t begin = 0; begin < cps.size();) {
        std::size_t end = begin;
        while (end < cps.size() && cps[end] != ' ') end++;
        if (is_dotted_whole(fold(utf8_of(cps, begin, end)), begin == 0))
            out.insert(out.end(), cps.begin() + static_cast<std::ptrdiff_t>(begin), cps.begin() + static_cast<std::ptrdiff_t>(end));
        else
            part_at_dot(cps, begin, end, out);
        const bool joins = end < cps.size() && is_parted_mc(cps, begin, end);
        if (joins && is_upper(cps[end + 1])) out[out.size() - 2] = title_of(cps[begin]);
        if (end < cps.size() && !joins) out.push_back(' ');
        begin = end + 1;
    }
    return out;
}

// What means nothing at the ends of a name or between its words; a dot may, see trimmed_end.
bool is_stray(char32_t c) { return c == ' ' || c == '-' || c == ',' || c == '/' || c == '&' || c == '\''; }

// Where the first word at or behind `at` begins, of those in front of `end`; with the apostrophe of 't Hooft.
std::size_t word_begin(const CodePoints& cps, std::size_t at, std::size_t end) {
    const auto article = [&](std::size_t i) {
        return i + 3 < end && cps[i] == '\'' && lower_of(cps[i + 1]) == 't' && cps[i + 2] == ' ' && is_letter(cps[i + 3]);
    };
    while (at < end && (is_stray(cps[at]) || cps[at] == '.') && !article(at)) at++;
    return at;
}
std::size_t word_begin(const CodePoints& cps, std::size_t at) { return word_begin(cps, at, cps.size()); }

// Where the last word in front of `end` ends: with the dot of an initial or of an abbreviation.
std::size_t trimmed_end(const CodePoints& cps, std::size_t end) {
    while (end > 0 && (is_stray(cps[end - 1]) || (cps[end - 1] == '.' && (end == 1 || !is_word(cps[end - 2]))))) end--;
    return end;
}

// The words in [begin, end), without what is stray around them.
CodePoints cut(const CodePoints& cps, std::size_t begin, std::size_t end) {
    end = trimmed_end(cps, end);
    begin = std::min(word_begin(cps, begin, end), end);
    return {cps.begin() + static_cast<std::ptrdiff_t>(begin), cps.begin() + static_cast<std::ptrdiff_t>(end)};
}

// How a word was written, which its folded form does not tell.
struct Written {
    bool dotted;
    bool accented;
    bool comma;       // right behind it
    bool next_comma;  // right behind the next word
};

constexpr bool is_honourable(std::string_view word) {
    return word == "hon" || word == "honourable" || word == "honorable" || word == "rev" || word == "reverend";
}

// True when `word` in front of `next` is a title rather than a name or an initial; both folded.
bool is_title_before(std::string_view word, Written written, std::string_view next, std::size_t words) {
    if (next.empty() || (written.comma && !kCivilities.contains(word))) return false;  // Sen, Amartya
    if (word == "m") return next.size() > 1 && (written.dotted || words >= 3);
    if (word == "pan") return words >= 3 || next.size() >= 4;
    if (word == "pr") return next.size() > 1;
    if (kTitles.contains(word)) return true;
    if (!kContextTitles.contains(word)) return false;
    if (word == "don") return words >= 3 && kAfterDon.contains(next);
    if (word == "mag") return written.dotted;
    if (word == "mm" || word == "gen") return written.dotted && next.size() > 1;
    if (word == "general") return written.accented;
    if (word == "d") return written.dotted && words >= 3 && kAfterDon.contains(next);
    if (word == "de") return words >= 3 && next == "heer" && !written.next_comma;
    if (word == "le") return words >= 3 && kAfterArticle.contains(next);
    if (word == "pere") return written.accented;
    return is_honourable(next) || (word == "the" && (next == "rt" || next == "right"));
}

// True for titles and nothing else, of which one cannot be a name: Dr, et Mme; folded.
bool is_only_titles(std::string_view words) {
    bool civility = false;
    while (!words.empty()) {
        const std::string_view word = next_word(words);
        if (!kTitles.contains(word) && !kTitleLinks.contains(word)) return false;
        civility = civility || kCivilities.contains(word);
    }
    return civility;
}

// Where the word starting at `at` ends.
std::size_t word_end(const CodePoints& cps, std::size_t at) {
    while (at < cps.size() && cps[at] != ' ') at++;
    return at;
}

std::size_t count_words(const CodePoints& cps, std::size_t from) {
    std::size_t n = 0;
    for (std::size_t i = from; i < cps.size(); i++) n += cps[i] != ' ' && (i == from || cps[i - 1] == ' ') ? 1 : 0;
    return n;
}

std::string folded_word(const CodePoints& cps, std::size_t begin) {
    return title_form(fold(utf8_of(cps, begin, word_end(cps, begin))));
}

bool is_title_at(const CodePoints& cps, std::size_t begin) {
    const std::size_t end = word_end(cps, begin);
    const std::size_t next = word_begin(cps, end);
    if (end == begin || next == cps.size()) return false;
    const std::string word = folded_word(cps, begin);
    const auto accent = [](char32_t c) { return c > 0x7F; };
    const bool accented = std::any_of(cps.begin() + static_cast<std::ptrdiff_t>(begin),
                                      cps.begin() + static_cast<std::ptrdiff_t>(end), accent);
    const Written written{cps[end - 1] == '.', accented, cps[end - 1] == ',', cps[word_end(cps, next) - 1] == ','};
    return is_title_before(word.substr(0, word.find(' ')), written, folded_word(cps, next), count_words(cps, begin)) &&
           (word.find(' ') == std::string::npos || kTitleTails.contains(word.substr(word.find(' ') + 1)));
}

// Where the word behind what follows a title begins, `begin` itself when nothing does: Dr. med. dent., Dr. h. c.
std::size_t title_tail_end(const CodePoints& cps, std::size_t begin) {
    const std::size_t end = word_end(cps, begin);
    const std::size_t next = word_begin(cps, end);
    if (next == cps.size() || cps[end - 1] != '.') return begin;
    const std::string word = folded_word(cps, begin);
    if (kTitleTails.contains(word) || (word == "h c" && cps[begin] == 'h')) return next;
    const std::size_t next_end = word_end(cps, next);
    const std::size_t behind = word_begin(cps, next_end);
    const bool honoris_causa = cps[begin] == 'h' && end - begin == 2 && cps[next] == 'c' && next_end - next == 2 &&
                               cps[next_end - 1] == '.' && behind != cps.size();
    return honoris_causa ? behind : begin;
}

// The number of code points in front that are titles, with what links them and the space behind.
std::size_t titles_length(const CodePoints& cps) {
    std::size_t begin = 0;
    while (is_title_at(cps, begin)) {
        const bool of_two = folded_word(cps, begin) == "de";  // de heer
        begin = word_begin(cps, word_end(cps, begin));
        if (of_two) begin = word_begin(cps, word_end(cps, begin));
        // The "et" of M. et Mme, only with something behind.
        for (;;) {
            std::size_t next = title_tail_end(cps, begin);
            if (next == begin) {
                next = word_begin(cps, word_end(cps, begin));
                if (!kTitleLinks.contains(folded_word(cps, begin)) || !is_title_at(cps, next)) break;
            }
            begin = next;
        }
    }
    return begin;
}

// `name` without a degree with dots behind it. B.A. and its like are initials behind a single word and behind others, and
// behind a comma unless the name begins with a given one: Jane Smith, B.A.; Garcia Lopez, M.A.
std::string_view without_dotted_degree(std::string_view name) {
    const std::size_t begin = name.find_last_of(" ,") + 1;
    const std::string_view word = name.substr(begin);
    if (begin == 0 || word.find('.') + 1 >= word.size()) return name;
    std::string folded = fold(word);
    std::erase(folded, ' ');
    const std::string_view front = name.substr(0, name.find_last_not_of(" ,", begin - 1) + 1);
    const std::size_t space = front.find(' ');
    if (front.empty() || is_degree(folded, space == front.npos ? 1 : 2)) return front.empty() ? name : front;
    if (!kDottedDegrees.contains(folded) || space == front.npos) return name;
    if (without_dotted_degree(front).size() < front.size()) return front;
    const std::string_view last = front.substr(front.find_last_of(" ,") + 1);
    if (last.size() < 2 || last.find('.') != last.npos) return name;
    const bool sure = name[front.size()] != ',' || front.find(',') != front.npos || is_given_name(fold(front.substr(0, space)));
    return sure ? front : name;
}

// Where the words in front of the degrees end; there is one at least.
std::size_t degrees_begin(const CodePoints& cps) {
    std::size_t end = trimmed_end(cps, cps.size());
    for (;;) {
        std::size_t begin = end;
        while (begin > 0 && cps[begin - 1] != ' ' && cps[begin - 1] != ',') begin--;
        const std::size_t before = trimmed_end(cps, begin);
        if (before == 0) return end;
        std::string word = fold(to_utf8(cps.data() + begin, cps.data() + end));
        std::erase(word, ' ');
        const auto words_before = std::count(cps.begin(), cps.begin() + static_cast<std::ptrdiff_t>(before), U' ') + 1;
        const std::string name = utf8_of(cps, 0, end);
        if (!is_degree(word, static_cast<std::size_t>(words_before)) && without_dotted_degree(name).size() == name.size())
            return end;
        end = before;
    }
}

// Without the space behind an elided word, as in display forms: O' Brien -> O'Brien.
std::string without_elided_spaces(std::string_view s) {
    std::string out;
    std::size_t word = 0;  // where the last word of `out` begins
    for (const char c : s) {
        if (c != ' ') {
            out += c;
            continue;
        }
        std::string_view last = std::string_view(out).substr(word);
        const bool apostrophe = last.ends_with('\'') || last.ends_with("\u2019");
        if (apostrophe && is_elided_word(last.substr(0, last.size() - (last.ends_with('\'') ? 1 : 3)))) continue;
        out += c;
        word = out.size();
    }
    return out;
}

// As names, but for what links them: Mr and Mrs.
void recase_titles(CodePoints& titles) {
    recase_name(titles);
    for (std::size_t begin = 0; begin < titles.size();) {
        const std::size_t end = word_end(titles, begin);
        if (begin > 0 && kTitleLinks.contains(fold(utf8_of(titles, begin, end))))
            for (std::size_t i = begin; i < end; i++) titles[i] = lower_of(titles[i]);
        begin = word_begin(titles, end);
    }
}

}  // namespace

bool is_title_word(std::string_view folded) noexcept { return kTitles.contains(folded); }

bool is_name_particle(std::string_view folded) noexcept { return kParticles.contains(folded); }

std::optional<CleanName> clean_name(std::string_view s) {
    if (s.size() > kLongestName) return std::nullopt;
    CodePoints cps = with_words_parted(clean(s));
    cps = cut(cps, 0, cps.size());
    const std::size_t begin = titles_length(cps);
    CodePoints titles = cut(cps, 0, begin);
    cps.erase(cps.begin(), cps.begin() + static_cast<std::ptrdiff_t>(begin));
    const std::size_t end = degrees_begin(cps);
    const CodePoints degrees = cut(cps, end, cps.size());
    cps = cut(cps, 0, end);
    if (std::none_of(cps.begin(), cps.end(), [](char32_t c) { return is_letter(c); })) return std::nullopt;
    if (is_only_titles(fold(to_utf8(cps)))) return std::nullopt;
    std::string written = to_utf8(cps);
    recase_name(cps);
    compose(cps);
    if (uniform_case(titles)) recase_titles(titles);
    CleanName out{to_utf8(titles), to_utf8(cps), to_utf8(degrees), std::move(written)};
    if (out.name.size() > kLongestName) return std::nullopt;
    return out;
}

std::optional<std::string> normalize_name(std::string_view s) {
    auto clean = clean_name(s);
    if (!clean) return std::nullopt;
    return std::move(clean->name);
}

namespace {

// True when `s` has the word with a dot behind, whatever its case.
bool has_abbreviation(std::string_view s, std::string_view word) {
    const auto equal = [](char a, char b) { return ascii_lower(a) == b; };
    const auto found = std::search(s.begin(), s.end(), word.begin(), word.end(), equal);
    const auto length = static_cast<std::ptrdiff_t>(word.size());
    return s.end() - found > length && found[length] == '.';
}

// Takes "med dent" off what stands behind a title in the folded form of `s`.
void skip_title_tails(std::string_view& rest, std::size_t& words, std::string_view s) {
    for (;;) {
        std::string_view after = rest;
        const std::string_view word = next_word(after);
        std::size_t skipped = kTitleTails.contains(word) && has_abbreviation(s, word) ? 1 : 0;
        if (word == "h" && after.starts_with("c ") &&
            (s.find("h.c.") != std::string_view::npos || s.find("h. c.") != std::string_view::npos)) {
            next_word(after);
            skipped = 2;
        }
        if (skipped == 0 || after.empty()) return;
        rest = after;
        words -= skipped;
    }
}

}  // namespace

NameKey name_key_parts(std::string_view s) {
    while (s.ends_with('.')) {
        const std::string_view front = without_dotted_degree(s);
        if (front.size() == s.size()) break;
        s = front;
    }
    const bool elided = s.find("' ") != std::string_view::npos || s.find("\u2019 ") != std::string_view::npos;
    NameKey out{elided ? fold(without_elided_spaces(s)) : fold(s), {}};
    std::string_view rest = out.name;
    std::size_t words = rest.empty() ? 0 : 1;
    for (char c : rest) words += c == ' ' ? 1 : 0;
    const std::string_view first = s.substr(0, s.find(' '));
    // why: a key has no commas and is its own key, so they have no say, and the family name de Heer stays.
    const Written written{first.find('.') != std::string_view::npos, !is_ascii(first), false, true};
    for (bool titled = false;; titled = true) {
        if (titled) skip_title_tails(rest, words, s);
        std::string_view after = rest;
        const std::string_view word = next_word(after);
        std::string_view next = after;
        const std::string_view following = next_word(next);
        if (!is_title_before(word, written, following, words)) break;
        rest = after;
        words--;
        const bool ending = following == "ra" || following == "ssa";  // Sig.ra
        const bool link = kTitleLinks.contains(following) && kTitles.contains(next.substr(0, next.find(' ')));
        if (!ending && !link) continue;
        if (next.empty()) break;
        rest = next;
        words--;
    }
    for (; words > 1; words--) {
        const std::size_t space = rest.rfind(' ');
        const std::string_view word = rest.substr(space + 1);
        const Generation* generation = kGenerations.find(word);
        if (generation != nullptr && word != "sen" && word != "jun") {
            out.generation = *generation;
        } else if (words > 2 && word == "d" && rest.ends_with(" ph d")) {
            words--;
            rest = rest.substr(0, space);
            rest = rest.substr(0, rest.rfind(' '));
            continue;
        } else if (!is_degree(word, words - 1)) {
            break;
        }
        rest = rest.substr(0, space);
    }
    out.name = is_only_titles(rest) ? std::string() : std::string(rest);
    return out;
}

std::string name_key(std::string_view s) { return name_key_parts(s).name; }

}  // namespace cdp::text
