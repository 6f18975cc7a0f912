// SPDX-License-Identifier: PostgreSQL
#include "core/link/full_name.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/link/gazetteer.hpp"
#include "core/text/casing.hpp"
#include "core/text/fold.hpp"
#include "core/text/name.hpp"
#include "core/text/placeholder.hpp"

namespace cdp::link {

namespace {

enum class Evidence : signed char { kFamily = -1, kNone = 0, kGiven = 1 };

struct Word {
    std::string written;
    std::string folded;
    Evidence evidence = Evidence::kNone;
    bool particle = false;
    bool suffix = false;  // Jr, III: belongs to the family name wherever it stands
    bool initial = false;
    bool shouted = false;  // in capitals, two letters or more
};

using Words = std::vector<Word>;

// Double names (Jean-Pierre, Garcia-Lopez) tell what they are by their first part.
Evidence evidence_of(std::string_view folded) {
    const std::string_view part = folded.substr(0, folded.find(' '));
    const bool given = is_given_name(part);
    const bool family = is_family_name(part) || has_family_ending(part);
    if (given == family) return Evidence::kNone;
    return given ? Evidence::kGiven : Evidence::kFamily;
}

bool is_shouted(std::string_view word) {
    std::size_t capitals = 0;
    for (char32_t c : text::plain_text(word)) {
        if (text::is_lower(c)) return false;
        capitals += text::is_upper(c) ? 1 : 0;
    }
    return capitals >= 2;
}

Words words_of(std::string_view name) {
    Words out;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find(' ', at), name.size());
        if (end > at) {
            Word word;
            word.written = std::string(name.substr(at, end - at));
            word.folded = text::fold(word.written);
            // A fold that name_key empties or shortens against a stand-in in front is a suffix.
            word.suffix = !word.folded.empty() && text::name_key("x " + word.folded) == "x";
            word.particle = text::is_name_particle(word.folded);
            word.initial = word.folded.size() == 1;
            word.evidence = evidence_of(word.folded);
            word.shouted = is_shouted(word.written);
            if (!word.folded.empty()) out.push_back(std::move(word));
        }
        at = end + 1;
    }
    return out;
}

// Capitals mean something only beside words without: copies them from the raw words, aligned at their first match.
void mark_shouted(Words& words, std::string_view raw) {
    const Words written = words_of(raw);
    const auto first =
        std::find_if(written.begin(), written.end(), [&](const Word& w) { return w.folded == words.front().folded; });
    auto from = first;
    for (Word& word : words) {
        word.shouted = from != written.end() && from->folded == word.folded && from->shouted;
        if (from != written.end()) ++from;
    }
}

std::string join(const Words& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; i++) {
        if (!out.empty()) out += ' ';
        out += words[i].written;
    }
    return out;
}

// The words that stand in capitals when they are one run at an end and do not make up the whole.
bool split_by_capitals(const Words& words, NameParts& out) {
    const auto shouted = [](const Word& w) { return w.shouted; };
    const auto quiet = [](const Word& w) { return !w.shouted; };
    const auto head = std::find_if(words.begin(), words.end(), quiet);
    const auto tail = std::find_if(words.begin(), words.end(), shouted);
    const std::size_t n = words.size();
    if (head == words.end() || tail == words.end()) return false;
    if (head != words.begin() && std::none_of(head, words.end(), shouted)) {
        const auto cut = static_cast<std::size_t>(head - words.begin());
        out = {join(words, cut, n), join(words, 0, cut)};
        return true;
    }
    if (tail != words.begin() && std::none_of(tail, words.end(), quiet)) {
        auto cut = static_cast<std::size_t>(tail - words.begin());
        while (cut > 1 && words[cut - 1].particle) cut--;
        out = {join(words, 0, cut), join(words, cut, n)};
        return true;
    }
    return false;
}

// How far the ends speak for "family given": positive when more than for the usual order.
int reversal(const Words& words) {
    return static_cast<int>(words.back().evidence) - static_cast<int>(words.front().evidence);
}

// Where the family name begins in "given family", at least 1.
std::size_t family_begin(const Words& words) {
    for (std::size_t i = 1; i + 1 < words.size(); i++)
        if (!words[i].initial && (words[i].particle || words[i].evidence == Evidence::kFamily)) return i;
    return words.size() - 1;
}

// Where the given name begins in "family given": behind particles and what they tie, at the first known given name.
std::size_t given_begin(const Words& words) {
    std::size_t i = 0;
    while (i + 2 < words.size() && words[i].particle) i++;
    for (i++; i + 1 < words.size(); i++)
        if (words[i].evidence == Evidence::kGiven || words[i].initial) return i;
    return std::min(i, words.size() - 1);
}

NameParts split_by_words(const Words& words) {
    if (words.size() == 1)
        return words[0].evidence == Evidence::kGiven ? NameParts{words[0].written, {}}
                                                     : NameParts{{}, words[0].written};
    const std::size_t n = words.size();
    const bool turned = reversal(words) > 0 || (words.front().particle && !words.back().particle) ||
                        (words.back().initial && !words.front().initial && reversal(words) >= 0);
    if (turned) {
        const std::size_t cut = given_begin(words);
        return {join(words, cut, n), join(words, 0, cut)};
    }
    const std::size_t cut = family_begin(words);
    return {join(words, 0, cut), join(words, cut, n)};
}

// "Dupont, Jean" and "Smith, John, Jr"; false for "John Smith, Jr".
bool split_by_comma(std::string_view name, NameParts& out) {
    const std::size_t comma = name.find(',');
    if (comma == std::string_view::npos) return false;
    const Words family = words_of(name.substr(0, comma));
    std::string behind(name.substr(comma + 1));
    std::replace(behind.begin(), behind.end(), ',', ' ');
    const Words rest = words_of(behind);
    const auto given_end = std::find_if(rest.begin(), rest.end(), [](const Word& w) { return w.suffix; });
    if (family.empty() || given_end == rest.begin()) return false;
    const auto cut = static_cast<std::size_t>(given_end - rest.begin());
    out = {join(rest, 0, cut), join(family, 0, family.size())};
    if (cut < rest.size()) out.family += ' ' + join(rest, cut, rest.size());
    return true;
}

}  // namespace

NameParts split_full_name(std::string_view full_name) {
    NameParts out;
    if (text::is_placeholder(text::Kind::kFullName, full_name)) return out;
    const auto clean = text::normalize_name(full_name);
    if (!clean) return out;
    if (split_by_comma(*clean, out)) return out;

    std::string name = *clean;
    std::replace(name.begin(), name.end(), ',', ' ');
    Words words = words_of(name);
    if (words.empty()) return out;
    mark_shouted(words, full_name);
    std::string suffix;
    while (words.size() > 1 && words.back().suffix) {
        suffix = ' ' + words.back().written + suffix;
        words.pop_back();
    }
    if (!split_by_capitals(words, out)) out = split_by_words(words);
    if (!out.family.empty()) out.family += suffix;
    return out;
}

}  // namespace cdp::link
