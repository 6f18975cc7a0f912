// SPDX-License-Identifier: PostgreSQL
#include "core/text/parse_address.hpp"

#include <algorithm>
#include <vector>

#include "core/text/address.hpp"
#include "core/text/fold.hpp"
#include "core/text/street_words.hpp"

namespace cdp::text {

using namespace street_words;

namespace {

struct Word {
    std::string written;
    std::string folded;
};

using Words = std::vector<Word>;

bool begins_with_digit(const Word& w) { return !w.folded.empty() && is_ascii_digit(w.folded.front()); }

bool is_letter_word(const Word& w) { return w.folded.size() == 1 && is_ascii_alpha(w.folded.front()); }

// A number of a house, with letters (12a, 10/B) or a range (12-14), but no ordinal (5th, 3e).
bool is_house_number(const Word& w) {
    if (!begins_with_digit(w)) return false;
    const std::size_t letters = w.folded.find_first_not_of("0123456789");
    if (letters == std::string::npos) return true;
    const std::string_view tail = std::string_view(w.folded).substr(letters);
    if (tail.front() == ' ') return true;
    return tail.size() == 1 || kRepeats.contains(tail) || tail.find(' ') != std::string_view::npos ||
           !(kOrdinalEnds.contains(tail) || tail.size() > 2);
}

// "5e", "1er", "2nd": what stands before a floor.
bool is_ordinal(const Word& w) { return begins_with_digit(w) && w.folded.size() <= 5; }

std::vector<Words> stretches_of(std::string_view line) {
    std::vector<Words> out(1);
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        std::string_view word = line.substr(at, end - at);
        const bool ends = word.ends_with(',') || word.ends_with(';');
        while (word.ends_with(',') || word.ends_with(';')) word.remove_suffix(1);
        Word w{std::string(word), fold(word)};
        if (!w.folded.empty()) out.back().push_back(std::move(w));
        if (ends && !out.back().empty()) out.emplace_back();
        at = end + 1;
    }
    if (out.back().empty()) out.pop_back();
    return out;
}

std::string join(const Words& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; i++) {
        if (!out.empty()) out += ' ';
        out += words[i].written;
    }
    return out;
}

void add(std::string& list, const std::string& item) {
    if (item.empty()) return;
    if (!list.empty()) list += ", ";
    list += item;
}

void erase(Words& words, std::size_t begin, std::size_t end) {
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end));
}

// The number of words of a box that begins at `i`: BP 123, boite postale 123, PO Box 12, P.O. Box 12.
std::size_t box_length(const Words& words, std::size_t i) {
    const auto folded = [&](std::size_t k) {
        return k < words.size() ? std::string_view(words[k].folded) : std::string_view();
    };
    std::size_t n = 0;
    if (kBoxMarks.contains(folded(i)))
        n = 1;
    else if (((folded(i) == "po" || folded(i) == "p o") && folded(i + 1) == "box") ||
             (folded(i) == "boite" && folded(i + 1) == "postale"))
        n = 2;
    else if (folded(i) == "p" && folded(i + 1) == "o" && folded(i + 2) == "box")
        n = 3;
    return n > 0 && i + n < words.size() && begins_with_digit(words[i + n]) ? n + 1 : 0;
}

// The digits of a box in groups: Postfach 12 34.
std::size_t groups_behind(const Words& words, std::size_t i) {
    std::size_t n = 0;
    while (i + n < words.size() && words[i + n].folded.size() <= 3 &&
           words[i + n].folded.find_first_not_of("0123456789") == std::string::npos)
        n++;
    return i + n == words.size() ? n : 0;
}

void take_boxes(Words& words, AddressParts& out) {
    for (std::size_t i = 0; i < words.size();) {
        std::size_t n = box_length(words, i);
        if (n == 0) {
            i++;
            continue;
        }
        n += groups_behind(words, i + n);
        add(out.box, join(words, i, i + n));
        erase(words, i, i + n);
    }
}

// True for a word that names a unit behind its mark: 4, 4B, B.
bool is_unit_name(const Word& w) { return begins_with_digit(w) || is_letter_word(w); }

// Residences and towers have names: with nothing but the mark in front, they take the whole stretch.
bool is_named_building(const Words& words) {
    return words.size() > 1 && kUnitMarks.contains(words.front().folded) && !is_unit_name(words[1]) &&
           std::none_of(words.begin(), words.end(), begins_with_digit);
}

// The number of words of a floor that begins at `i` as Spanish has them: 3\u00BA, 3\u00BA B, 2\u00BA izq.; not the day of a
// month, calle 1\u00BA de Mayo.
std::size_t floor_length(const Words& words, std::size_t i) {
    constexpr std::string_view kSideWords[] = {"centro", "cto", "dcha", "der", "derecha", "izq", "izqda", "izquierda"};
    constexpr WordSet<std::size(kSideWords)> kSides(kSideWords);
    const std::string& written = words[i].written;
    if (!begins_with_digit(words[i]) || (!written.ends_with("\u00BA") && !written.ends_with("\u00AA"))) return 0;
    if (i + 1 == words.size()) return 1;
    return is_letter_word(words[i + 1]) || kSides.contains(words[i + 1].folded) ? 2 : 0;
}

void take_units(Words& words, AddressParts& out) {
    if (is_named_building(words)) {
        add(out.unit, join(words, 0, words.size()));
        words.clear();
        return;
    }
    for (std::size_t i = 0; i < words.size();) {
        const std::string& word = words[i].folded;
        const bool hash = words[i].written.starts_with('#');
        std::size_t begin = i, end = i;
        if (kFloorMarks.contains(word) && i > 0 && is_ordinal(words[i - 1])) {
            begin = i - 1;
            end = i + 1;
        } else if (const std::size_t floor = floor_length(words, i); floor > 0 && i + floor == words.size()) {
            end = i + floor;
        } else if (i > 1 && kFlatMarks.contains(word) && i + 2 == words.size() && is_house_number(words[i - 1]) &&
                   begins_with_digit(words[i + 1])) {
            end = i + 2;
        } else if ((hash && words[i].written.size() > 1) || word == "rdc") {
            end = i + 1;
        } else if ((hash || kUnitMarks.contains(word)) && i + 1 < words.size() && is_unit_name(words[i + 1])) {
            // "Suite 12 Main Street" does not occur, but "tour 5 rue Foch" does: a number there is the house's.
            const bool house = i + 2 < words.size() && kFrontTypes.contains(words[i + 2].folded);
            if (!house) end = i + 2;
        }
        if (end == begin) {
            i++;
            continue;
        }
        add(out.unit, join(words, begin, end));
        erase(words, begin, end);
        i = begin;
    }
}

bool has_type(const Words& words) {
    return words.size() > 1 &&
           (kFrontTypes.contains(words.front().folded) || kBackTypes.contains(words.back().folded) ||
            std::any_of(words.begin(), words.end(),
                        [](const Word& w) { return kFrontTypes.contains(w.folded) || kBackTypes.contains(w.folded); }));
}

// How many words from `i` on belong to one house number: 12, 12 bis, 12 a, 12 - 14, 12 et 14. `last` when nothing
// may follow; a single letter then belongs to it.
std::size_t number_length(const Words& words, std::size_t i, bool last) {
    if (i >= words.size() || !is_house_number(words[i])) return 0;
    std::size_t end = i + 1;
    constexpr std::string_view kLinkWords[] = {"a", "et", "to", "und"};
    constexpr WordSet<std::size(kLinkWords)> kLinks(kLinkWords);
    if (end + 1 < words.size() && kLinks.contains(words[end].folded) && is_house_number(words[end + 1])) return 3;
    if (end < words.size() && kRepeats.contains(words[end].folded))
        end++;
    else if (end < words.size() && is_letter_word(words[end]) &&
             (last ? end + 1 == words.size() : end + 1 < words.size()) &&
             !(kDirections.contains(words[end].folded) && !last))
        end++;
    return end - i;
}

// Takes off what stands before a house number and a type of street: Chez M. Dupont 12 rue Foch.
void take_front(Words& words, AddressParts& out) {
    if (words.empty() || begins_with_digit(words.front()) || kFrontTypes.contains(words.front().folded)) return;
    for (std::size_t i = 1; i + 2 < words.size(); i++) {
        const std::size_t n = number_length(words, i, false);
        if (n == 0 || i + n + 1 >= words.size() || !kFrontTypes.contains(words[i + n].folded)) continue;
        const bool marked = kNumberMarks.contains(words[i - 1].folded);
        if (i > (marked ? 1U : 0U)) add(out.rest, join(words, 0, marked ? i - 1 : i));
        erase(words, 0, i);
        return;
    }
}

void take_number_in_front(Words& words, AddressParts& out) {
    std::size_t begin = !words.empty() && kNumberMarks.contains(words.front().folded) ? 1 : 0;
    const std::size_t n = number_length(words, begin, false);
    if (n == 0 || begin + n == words.size()) return;
    out.house_number = join(words, begin, begin + n);
    erase(words, 0, begin + n);
}

// True for the number behind a month that is a year: rue du 8 mai 1945; but via XX Settembre 5.
bool is_year(const Words& words, std::size_t i) {
    const std::string& number = words[i].folded;
    return !kNumberBehind.contains(words.front().folded) ||
           (number.size() == 4 && (number.starts_with("19") || number.starts_with("18") || number.starts_with("20")));
}

void take_number_behind(Words& words, AddressParts& out) {
    for (std::size_t i = words.size(); i-- > 1;) {
        const std::size_t n = number_length(words, i, true);
        if (n == 0 || i + n != words.size()) {
            if (words.size() - i >= 3) return;
            continue;
        }
        // 12 - 14 written apart folds to three words; its first number is further in front.
        const std::string& before = words[i - 1].folded;
        if (kNumberedRoads.contains(before) || (kMonths.contains(before) && is_year(words, i))) return;
        const bool marked = kNumberMarks.contains(before) && i > 1;
        out.house_number = join(words, i, i + n);
        erase(words, marked ? i - 1 : i, words.size());
        return;
    }
}

void set_street(const Words& words, AddressParts& out) {
    std::size_t begin = 0, end = words.size();
    if (end > 1 && kFrontTypes.contains(words[0].folded)) {
        out.street_type = words[0].written;
        begin = 1;
    } else {
        std::size_t last = end;
        while (last > 1 && kDirections.contains(words[last - 1].folded)) last--;
        if (last > 1 && kBackTypes.contains(words[last - 1].folded)) {
            out.street_type = words[last - 1].written;
            out.street_name = join(words, 0, last - 1);
            if (last < end) out.street_name += ' ' + join(words, last, end);
            return;
        }
    }
    out.street_name = join(words, begin, end);
}

}  // namespace

AddressParts parse_address(std::string_view address) {
    AddressParts out;
    const auto clean = normalize_address(address);
    if (!clean) return out;
    std::vector<Words> stretches = stretches_of(*clean);
    for (Words& words : stretches) {
        take_boxes(words, out);
        take_units(words, out);
    }
    std::erase_if(stretches, [](const Words& words) { return words.empty(); });
    if (stretches.empty()) return out;
    auto street = std::find_if(stretches.begin(), stretches.end(), has_type);
    if (street == stretches.end())
        street = std::find_if(stretches.begin(), stretches.end(), [](const Words& words) {
            return words.size() > 1 && (is_house_number(words.front()) || is_house_number(words.back()));
        });
    if (street == stretches.end()) street = stretches.begin();
    auto used = street + 1;
    if (street->size() > 1 && street->back().folded == "s n") street->pop_back();  // s/n, without a number
    take_front(*street, out);
    take_number_in_front(*street, out);
    if (out.house_number.empty()) take_number_behind(*street, out);
    // Calle Mayor, 5
    if (out.house_number.empty() && used != stretches.end()) {
        Words& next = *used;
        const std::size_t mark = next.size() > 1 && kNumberMarks.contains(next.front().folded) ? 1 : 0;
        const std::size_t n = number_length(next, mark, true);
        if (n > 0 && mark + n == next.size() && next[mark].folded.size() < 5) {
            out.house_number = join(next, mark, mark + n);
            ++used;
        }
    }
    set_street(*street, out);
    for (auto it = stretches.begin(); it != stretches.end(); ++it)
        if (it < street || it >= used) add(out.rest, join(*it, 0, it->size()));
    return out;
}

}  // namespace cdp::text
