// SPDX-License-Identifier: PostgreSQL
#include "core/text/company.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/company_forms.hpp"
#include "core/text/fold.hpp"
#include "core/text/romanize.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

using namespace company_forms;

namespace {

constexpr std::size_t kLongestCompany = 4096;  // bytes
constexpr std::size_t kFormLettersMost = 8;    // letters written apart that may be a legal form

constexpr std::string_view kAndWords[] = {"and", "e", "et", "och", "og", "und", "y"};
constexpr WordSet<std::size(kAndWords)> kAnds(kAndWords);

using Words = std::vector<std::string>;

Words words_of(std::string_view s) {
    Words words;
    std::string word;
    for (char c : s) {
        if (c != ' ') {
            word.push_back(c);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

// The words of `words` in [begin, end) with spaces between.
std::string joined(const Words& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; i++) {
        if (!out.empty()) out.push_back(' ');
        out += words[i];
    }
    return out;
}

void replace(Words& words, std::size_t begin, std::size_t end, std::string word) {
    words[begin] = std::move(word);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(begin + 1), words.begin() + static_cast<std::ptrdiff_t>(end));
}

std::string squeezed(std::string_view s) {
    std::string folded = fold(s);
    std::erase(folded, ' ');
    return folded;
}

CodePoints code_points(std::string_view s) {
    CodePoints cps;
    decode_utf8(s, cps);
    return cps;
}

// True for a word written as legal forms are: in capitals, or with dots or a slash.
bool written_as_form(std::string_view word, std::string_view spelling) {
    while (!word.empty() && word.back() == ',') word.remove_suffix(1);
    if (word == spelling || word.find_first_of("./") != std::string_view::npos) return true;
    return std::ranges::none_of(code_points(word), is_lower);
}

// The legal form that `word` is, or nullptr.
const LegalForm* form_of(std::string_view word) {
    const LegalForm* form = kForms.find(squeezed(word));
    return form != nullptr && (!form->terse || written_as_form(word, form->spelling)) ? form : nullptr;
}

// The spelling of a legal form in the script in which it is written.
std::string spelt(std::string_view spelling, std::string_view written) {
    const CodePoints cps = code_points(written);
    const bool cyrillic = std::ranges::any_of(cps, [](char32_t c) { return c >= 0x400 && c < 0x500; });
    const std::string_view* own = cyrillic ? kCyrillic.find(spelling) : nullptr;
    return std::string(own != nullptr ? *own : spelling);
}

bool is_letter_word(std::string_view word) {
    return (word.size() == 1 || (word.size() == 2 && word[1] == '.')) && is_ascii_alpha(word[0]);
}

// Puts a legal form in place of its letters written apart in [begin, end), "S. A. R. L." and "S A R L"; false for none.
bool join_letters(Words& words, std::size_t begin, std::size_t end) {
    std::string letters;
    for (std::size_t i = begin; i < end; i++) letters += words[i];
    const LegalForm* form = form_of(letters);
    if (form == nullptr) return false;
    replace(words, begin, end, std::string(form->spelling));
    return true;
}

// The same for letters that end at `end`: the most that make one. Gives the new end.
std::size_t join_letters_behind(Words& words, std::size_t end) {
    std::size_t begin = end;
    while (begin > 1 && end - begin < kFormLettersMost && is_letter_word(words[begin - 1])) begin--;
    for (; begin + 1 < end; begin++)
        if (join_letters(words, begin, end)) return begin + 1;
    return end;
}

void join_letters_in_front(Words& words) {
    std::size_t end = 0;
    while (end + 1 < words.size() && end < kFormLettersMost && is_letter_word(words[end])) end++;
    for (; end > 1; end--)
        if (kLeading.contains(squeezed(joined(words, 0, end))) && join_letters(words, 0, end)) return;
}

// Puts the short spelling in place of a legal form written out that ends at `end`; gives the new end. A form is found
// by its words, whether or not dots stand in them: S.A. de C.V.
std::size_t shorten_phrase(Words& words, std::size_t end) {
    std::string letters;
    for (std::size_t n = 1; n <= std::min(kPhraseWordsMost, end - 1); n++) {
        std::string longer = squeezed(words[end - n]);
        if (n > 1) longer.push_back(' ');
        longer += letters;
        letters = std::move(longer);
    }
    for (std::size_t n = std::min(kPhraseWordsMost, end - 1); n >= 1; n--) {
        const std::string written = joined(words, end - n, end);
        const std::string_view* spelling = kPhrases.find(fold(written));
        if (spelling == nullptr) spelling = kPhrases.find(letters);
        letters.erase(0, std::min(letters.find(' '), letters.size()));
        if (!letters.empty()) letters.erase(0, 1);
        if (spelling == nullptr) continue;
        replace(words, end - n, end, spelt(*spelling, written));
        return end - n + 1;
    }
    return end;
}

// The same for a legal form written out in front: Societe anonyme Dupont.
void shorten_phrase_in_front(Words& words) {
    for (std::size_t n = std::min(kPhraseWordsMost, words.size() - 1); n >= 2; n--) {
        const std::string written = joined(words, 0, n);
        const std::string_view* const spelling = kPhrases.find(fold(written));
        if (spelling == nullptr || !kLeading.contains(squeezed(*spelling))) continue;
        return replace(words, 0, n, spelt(*spelling, written));
    }
}

// Where a remark in brackets begins that ends the name, Dupont SARL (Paris); the number of words when there is none.
std::size_t remark_begin(const Words& words) {
    if (!words.back().ends_with(')')) return words.size();
    for (std::size_t i = words.size() - 1; i > 0; i--)
        if (words[i].starts_with('(')) return fold(joined(words, i, words.size())) == "haftungsbeschrankt" ? words.size() : i;
    return words.size();
}

// Where the state of the company begins that ends the name, spelt, or a remark in brackets; the number of words when there is none.
std::size_t state_begin(Words& words) {
    for (std::size_t n = std::min(kStateWordsMost, words.size() - 1); n >= 1; n--) {
        const std::size_t begin = words.size() - n;
        const std::string written = joined(words, begin, words.size());
        const std::string folded = fold(written);
        if (kStates.contains(folded)) return begin;
        const std::string_view* spelling = written.find('.') == std::string::npos ? nullptr : kShortStates.find(folded);
        if (spelling == nullptr) continue;
        replace(words, begin, words.size(), std::string(*spelling));
        return begin;
    }
    return remark_begin(words);
}

bool is_connector(std::string_view word) {
    return word == "&" || word == "+" || word == "u." || word == "und" || word == "and" || word == "et";
}

// A company's name as words, its legal forms in one spelling.
struct Spelt {
    Words words;
    std::size_t forms = 0;  // where the legal forms behind the name begin
    std::size_t state = 0;  // where they end
    bool leading = false;   // the first word is one too

    std::string legal_form() const {
        std::size_t begin = forms;
        while (begin < state && is_connector(words[begin])) begin++;
        if (begin < state) return joined(words, begin, state);
        return leading ? words.front() : std::string();
    }
};

// The legal form that ends at `i` in one spelling; gives the new end, 0 for none.
std::size_t spell_form(Words& words, std::size_t i) {
    const std::size_t size = words.size();
    std::size_t end = shorten_phrase(words, i);
    if (words.size() == size) end = join_letters_behind(words, i);
    if (words.size() < size) return end;
    std::string& word = words[i - 1];
    const std::string_view* phrase = word.find('.') == std::string::npos ? nullptr : kPhrases.find(fold(word));
    const LegalForm* form = phrase == nullptr ? form_of(word) : nullptr;
    if (phrase == nullptr && form == nullptr) return 0;
    const std::string_view spelling = phrase != nullptr ? *phrase : form->spelling;
    const std::string_view next = i < words.size() ? std::string_view(words[i]) : std::string_view();
    const bool dotted_co = spelling == "Co" && (next.starts_with("KG") || next == "OHG");
    word = dotted_co ? "Co." : spelt(spelling, word);
    return i;
}

void spell_forms(Spelt& name) {
    Words& words = name.words;
    name.state = state_begin(words);
    shorten_phrase_in_front(words);
    join_letters_in_front(words);
    name.state = state_begin(words);
    if (words.size() > 1 && kLeading.contains(squeezed(words.front())))
        if (const LegalForm* form = form_of(words.front())) {
            words.front() = spelt(form->spelling, words.front());
            name.leading = true;
        }
    bool any = false;  // a form stands behind word i
    std::size_t i = name.state;
    for (; i > 1; i--) {
        if (is_connector(words[i - 1])) {
            if (any) words[i - 1].assign(1, '&');
            continue;
        }
        const std::size_t size = words.size();
        const std::size_t end = spell_form(words, i);
        name.state -= size - words.size();
        if (end == 0) break;
        i = end;
        any = true;
        if (i < name.state && words[i - 1] == words[i]) {  // a form twice
            replace(words, i - 1, i + 1, words[i]);
            name.state--;
        }
    }
    name.forms = std::max<std::size_t>(i, 1);
}

// Commas and dashes between the name and what follows it go, and a form in front that stands behind too.
void tidy(Spelt& name) {
    Words& words = name.words;
    for (std::size_t i = name.forms; i > 0 && name.forms < words.size(); i--) {
        std::string& last = words[i - 1];
        while (last.ends_with(',') || last.ends_with(';') || last == "-") last.pop_back();
        if (!last.empty()) break;
    }
    if (name.leading && name.forms > 1 && joined(words, name.forms, name.state) == words.front()) words.front().clear();
}

std::optional<Spelt> spell(std::string_view s) {
    if (s.size() > kLongestCompany) return std::nullopt;
    const CodePoints plain = plain_text(s);
    if (std::none_of(plain.begin(), plain.end(), [](char32_t c) { return is_letter_or_digit(c); })) return std::nullopt;
    std::string text = to_utf8(plain);
    for (;;) {  // until it stays as it is: what goes can bring a form to an end
        while (text.back() == ',' || text.back() == ';' || text.back() == ' ') text.pop_back();
        Spelt name{words_of(text)};
        spell_forms(name);
        const Spelt spelt = name;
        tidy(name);
        std::string next = joined(name.words, 0, name.words.size());
        if (next == text) return spelt;
        text = std::move(next);
    }
}

// Folded words, with the single letters joined that are a legal form at either end: "x z s a" -> "x z sa".
Words join_folded(const Words& words) {
    Words out;
    for (std::size_t i = 0, end = 0; i < words.size(); i = end) {
        std::string letters;
        for (end = i; end < words.size() && words[end].size() == 1; end++) letters += words[end];
        if (end == i) {
            out.push_back(words[end++]);
            continue;
        }
        std::size_t front = 0, back = 0;  // letters of the forms
        for (std::size_t n = std::min(letters.size(), kFormLettersMost); n >= 2 && i == 0 && front == 0; n--)
            if (kLeading.contains(letters.substr(0, n))) front = n;
        for (std::size_t n = std::min(letters.size() - front, kFormLettersMost); n >= 2 && end == words.size() && back == 0; n--)
            if (kForms.find(letters.substr(letters.size() - n)) != nullptr) back = n;
        if (front > 0) out.push_back(letters.substr(0, front));
        for (std::size_t k = front; k < letters.size() - back; k++) out.emplace_back(1, letters[k]);
        if (back > 0) out.push_back(letters.substr(letters.size() - back));
    }
    return out;
}

// A foundation's word stays in the match form: it tells it from the company of that name.
bool is_dropped_form(std::string_view word) { return kForms.find(word) != nullptr && word != "stiftung"; }

// Drops the state of the company at the end; its letters only behind a legal form, since they may be initials.
void drop_state(Words& words) {
    for (std::size_t n = std::min(kStateWordsMost, words.size() - std::min<std::size_t>(1, words.size())); n >= 1; n--) {
        const std::string state = joined(words, words.size() - n, words.size());
        const bool letters = kShortStates.find(state) != nullptr && n < words.size() && is_dropped_form(words[words.size() - n - 1]);
        if (!letters && !kStates.contains(state)) continue;
        words.resize(words.size() - n);
        return;
    }
}

// Drops one legal form at the end of the words, of several words or of one; false when there is none.
bool drop_form(Words& words) {
    for (std::size_t n = std::min(kPhraseWordsMost, words.size() - 1); n >= 2; n--)
        if (kPhrases.find(joined(words, words.size() - n, words.size())) != nullptr) {
            words.resize(words.size() - n);
            return true;
        }
    if (words.size() < 2 || (!is_dropped_form(words.back()) && !kAnds.contains(words.back()))) return false;
    words.pop_back();
    return true;
}

// Drops a legal form written out in front.
void drop_phrase_in_front(Words& words) {
    for (std::size_t n = std::min(kPhraseWordsMost, words.size() - std::min<std::size_t>(1, words.size())); n >= 2; n--) {
        const std::string_view* const spelling = kPhrases.find(joined(words, 0, n));
        if (spelling == nullptr || !kLeading.contains(squeezed(*spelling))) continue;
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(n));
        return;
    }
}

// One step towards the match form.
std::string core_step(std::string_view folded) {
    Words words = words_of(folded);
    if (words.empty()) return {};
    drop_state(words);
    std::size_t inner = 0;
    std::erase_if(words, [&inner, last = words.size() - 1](const std::string& word) {
        const std::size_t at = inner++;
        return at > 0 && at < last && kAnds.contains(word);
    });
    words = join_folded(words);
    drop_phrase_in_front(words);
    std::size_t begin = 0;
    while (begin + 1 < words.size() && (words[begin] == "the" || (kLeading.contains(words[begin]) && is_dropped_form(words[begin]))))
        begin++;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(begin));
    while (drop_form(words)) {
    }
    return joined(words, 0, words.size());
}

}  // namespace

std::optional<std::string> normalize_company(std::string_view s) {
    const auto name = spell(s);
    if (!name) return std::nullopt;
    std::string out = joined(name->words, 0, name->words.size());
    if (out.size() > kLongestCompany) return std::nullopt;
    return out;
}

std::optional<std::string> company_legal_form(std::string_view s) {
    const auto name = spell(s);
    if (!name) return std::nullopt;
    std::string form = name->legal_form();
    if (form.empty()) return std::nullopt;
    return form;
}

std::string company_core(std::string_view s) {
    std::string core = fold(s.substr(0, kLongestCompany));
    for (std::string next = core_step(core); next != core; next = core_step(core)) core = std::move(next);
    return core;
}

}  // namespace cdp::text
