// SPDX-License-Identifier: PostgreSQL
#include "core/text/name_casing.hpp"

#include <algorithm>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"
#include "core/text/name_words.hpp"
#include "core/text/romanize.hpp"

namespace cdp::text {

namespace {

bool is_word(char32_t c) { return is_letter_or_digit(c) || is_mark(c); }

// A stretch of letters and the apostrophes between them, with its place in the whole name.
struct Word {
    std::size_t begin;
    std::size_t end;
    bool first;   // of the name
    bool last;    // of the name, or before a comma
    bool joined;  // behind a hyphen
    bool behind_de;
    bool behind_van;         // van, von
    bool behind_vietnamese;  // Nguyen in front
    bool inverted;           // behind a comma, with a word between: Antoine in Saint-Exupery, Antoine de
    bool tied;  // behind a particle of Portuguese, whichever words lie between
    std::string folded;
};

enum class Style { kSmall, kCapital, kMixed };

class Recase {
public:
    explicit Recase(CodePoints& cps) : cps_(cps) {}

    // What shouts is recased first; where all is in one case, before or after that, the writer told nothing and
    // every word is.
    void run() {
        const bool uniform = uniform_case(cps_);
        if (!uniform) recase_shouting();
        if (uniform || uniform_case(cps_)) each_word([&](const Word& word) { recase(word); });
    }

private:
    template <class Visit>
    void each_word(const Visit& visit) const {
        bool first = true;
        bool tied = false;
        std::string before;
        std::size_t words_behind_comma = 0;  // 0 in front of any
        for (std::size_t at = 0; at < cps_.size();) {
            if (!is_word(cps_[at])) {
                at++;
                continue;
            }
            Word word{at, at, first, false, at > 0 && cps_[at - 1] == '-', before == "de", before == "van" || before == "von",
                      name_words::kVietnamese.contains(before), words_behind_comma > 1, tied, {}};
            while (word.end < cps_.size() && (is_word(cps_[word.end]) || inner_apostrophe(word.end))) word.end++;
            std::size_t next = word.end;
            while (next < cps_.size() && !is_word(cps_[next]) && cps_[next] != ',') next++;
            word.last = next == cps_.size() || cps_[next] == ',';
            word.folded = fold(to_utf8(cps_.data() + word.begin, cps_.data() + word.end));
            visit(word);
            first = false;
            if (words_behind_comma > 0 || (word.last && word.end < cps_.size())) words_behind_comma++;
            tied = tied || word.folded == "de" || word.folded == "da" || word.folded == "do" || word.folded == "dos";
            at = word.end;
            before = std::move(word.folded);
        }
    }

    // Words in capitals, and beside them those in small letters that are no particles.
    void recase_shouting() {
        bool loud = false;
        each_word([&](const Word& word) { loud = loud || style(word) == Style::kCapital; });
        if (!loud) return;
        each_word([&](const Word& word) {
            const Style written = style(word);
            const bool slack = written == Style::kSmall && !name_words::kParticles.contains(word.folded) &&
                               !mark(word) && word.folded != "fils" && word.folded != "hijo" && word.folded != "pere";
            if (written == Style::kCapital || slack) recase(word);
        });
    }

    bool inner_apostrophe(std::size_t i) const {
        return cps_[i] == '\'' && i + 1 < cps_.size() && is_word(cps_[i + 1]);
    }

    // Capitals that shout: not those of initials (JP, J.).
    Style style(const Word& word) const {
        if (front(word) > 0) return Style::kCapital;
        std::size_t capitals = 0;
        std::size_t smalls = 0;
        bool vowel = false;
        for (std::size_t i = word.begin; i < word.end; i++) {
            smalls += is_small(cps_[i]) ? 1 : 0;
            if (!is_upper(cps_[i])) continue;
            capitals++;
            vowel = vowel ||
                    std::u32string_view(U"AEIOUYÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖÙÚÛÜÝ").find(cps_[i]) != std::u32string_view::npos;
        }
        if (capitals == 0 && smalls > 1) return Style::kSmall;
        if (smalls == 0 && capitals > 1 && generation(word)) return Style::kCapital;
        const bool name = vowel || word.folded == "ng" || name_words::kSaints.contains(word.folded);
        return smalls == 0 && (capitals > 2 || (capitals == 2 && name)) ? Style::kCapital : Style::kMixed;
    }

    // née, geb., épouse, where they part two names.
    bool mark(const Word& word) const {
        if (word.first || word.last) return false;
        return name_words::kBirths.contains(word.folded) || name_words::kSpouses.contains(word.folded) ||
               (word.folded == "ne" && cps_[word.begin + 1] > 0x7F);
    }

    // 3RD, JR: not where it may be initials, in front.
    static bool generation(const Word& word) {
        return !word.first && name_words::kGenerations.find(word.folded) != nullptr &&
               !name_words::kRomans.contains(word.folded);
    }

    // JP, JM.
    bool double_initial(const Word& word) const {
        return word.end - word.begin == 2 && name_words::is_double_initial(word.folded);
    }

    // The length of what stands in front of the capitals in McDONALD or d'ARTAGNAN.
    std::size_t front(const Word& word) const {
        const std::size_t capitals = capitals_begin(cps_, word.begin, word.end);
        return capitals == word.end ? 0 : capitals - word.begin;
    }

    // A word inside a name that ties it together and is written small, as la is only behind de. Of single letters the
    // Spanish y, and the Portuguese e where a particle went before (da Costa e Silva): the others are initials.
    bool particle(const Word& word) const {
        if (!word.first && (word.folded == "fils" || word.folded == "hijo")) return true;
        if (word.folded == "t" && !word.last && word.begin > 0 && cps_[word.begin - 1] == '\'') return true;  // 't Hooft
        if (word.last && word.inverted && trails(word)) return true;
        if (word.first || word.last || (word.behind_vietnamese && word.folded == "van")) return false;
        if (mark(word)) return true;
        const bool joins = word.folded == "y" || (word.folded == "e" && word.tied);
        if (word.folded.size() == 1 && !joins && cps_[word.begin - 1] != '\'') return false;
        if (!elided(word).empty()) return true;
        const bool capital = !word.joined && name_words::kCapitalParticles.contains(word.folded);
        const bool article = word.folded == "la" || word.folded == "las" || word.folded == "los";
        return name_words::kParticles.contains(word.folded) && (!capital || (article && word.behind_de));
    }

    // A particle left behind when the family name was put in front: Saint-Exupery, Antoine de.
    static bool trails(const Word& word) {
        constexpr std::string_view kTrailing[] = {"de", "del", "della", "des", "dos", "du", "van", "vom", "von", "zu", "zum", "zur"};
        constexpr std::string_view kBehindVan[] = {"de", "den", "der", "het", "t"};
        return std::ranges::find(kTrailing, word.folded) != std::end(kTrailing) ||
               (word.behind_van && std::ranges::find(kBehindVan, word.folded) != std::end(kBehindVan)) ||
               (word.behind_de && (word.folded == "la" || word.folded == "las" || word.folded == "los"));
    }

    // "d" of d'Artagnan where it stands behind a small word or a hyphen: Villeneuve-d'Ascq.
    std::string_view elided(const Word& word) const {
        return word.joined && word.end - word.begin > 2 && cps_[word.begin + 1] == '\'' ? "d" : std::string_view();
    }

    void recase(const Word& word) {
        if (generation(word) && digit_value(cps_[word.begin]) >= 0) return lower(word.begin, word.end);
        if (title_of(cps_[word.begin]) == lower_of(cps_[word.begin])) return;  // no letter case
        const std::size_t kept = front(word);
        if ((!word.first && word.last && name_words::kRomans.contains(word.folded)) || double_initial(word)) {
            for (std::size_t i = word.begin; i < word.end; i++) cps_[i] = title_of(cps_[i]);
            return;
        }
        const bool tie = particle(word);
        if (tie && elided(word).empty()) return lower(word.begin, word.end);
        std::size_t begin = word.begin + kept;
        for (std::size_t i = begin; i <= word.end; i++) {
            if (i < word.end && cps_[i] != '\'') continue;
            const bool small = begin == word.begin ? !elided(word).empty() : i - begin <= 1;  // d', 's
            if (small)
                lower(begin, i);
            else
                capitalize(begin, i);
            begin = i + 1;
        }
    }

    void lower(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; i++) cps_[i] = lower_of(cps_[i]);
    }

    void capitalize(std::size_t begin, std::size_t end) {
        if (begin >= end) return;
        for (std::size_t i = begin; i < end; i++) cps_[i] = i == begin ? title_of(cps_[i]) : lower_of(cps_[i]);
        if (end - begin > 1 && cps_[end - 1] == 0x3C3) cps_[end - 1] = 0x3C2;  // sigma at the end of a word
        const std::size_t length = end - begin;
        const auto at = [&](std::size_t i) { return cps_[begin + i]; };
        if (length > 4 && at(0) == 'M' && at(1) == 'c') cps_[begin + 2] = title_of(at(2));
        if (length > 5 && at(0) == 'M' && at(1) == 'a' && at(2) == 'c') {
            const std::string rest = to_utf8(cps_.data() + begin + 3, cps_.data() + end);
            if (name_words::kAfterMac.contains(rest)) cps_[begin + 3] = title_of(at(3));
        }
    }

    CodePoints& cps_;
};

}  // namespace

void recase_name(CodePoints& cps) { Recase(cps).run(); }

}  // namespace cdp::text
