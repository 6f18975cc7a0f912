// SPDX-License-Identifier: PostgreSQL
#include "core/text/accents.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <vector>

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/fold_table.hpp"
#include "core/text/pieces.hpp"

namespace cdp::text {

namespace {

// The blocks of combining diacritical marks, which are no letters or vowels of a script.
bool is_diacritic(char32_t c) noexcept {
    return (c >= 0x300 && c < 0x370) || (c >= 0x1AB0 && c < 0x1B00) || (c >= 0x1DC0 && c < 0x1E00) ||
           (c >= 0x20D0 && c < 0x2100) || (c >= 0xFE20 && c < 0xFE30);
}

bool is_latin(char32_t c) noexcept { return (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00); }
bool is_greek(char32_t c) noexcept { return (c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000); }
bool is_cased(char32_t c) noexcept { return is_upper(c) || is_lower(c); }

// What is left of a letter when its canonical decomposition loses its marks.
char32_t base_of(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const nfd = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString parts;
    if (U_FAILURE(status) || !nfd->getDecomposition(static_cast<UChar32>(c), parts)) return c;
    return static_cast<char32_t>(parts.char32At(0));
}

class Stripper {
public:
    std::string run(std::string_view s, const CancelToken& cancel) {
        out_.reserve(s.size());
        while (!s.empty()) {
            const std::string_view piece = s.substr(0, piece_length(s));
            if (is_ascii(piece)) {
                out_ += piece;
            } else {
                decode_utf8(piece, cps_);
                compose(cps_);
                strip();
            }
            cancel.check();
            s.remove_prefix(piece.size());
        }
        return std::move(out_);
    }

private:
    void strip() {
        std::erase_if(cps_, &is_diacritic);
        for (std::size_t i = 0; i < cps_.size(); i++) {
            const char32_t c = cps_[i];
            if (is_latin(c) && is_cased(c))
                latin(i);
            else
                append_utf8(out_, is_greek(c) && is_letter(c) ? base_of(c) : c);
        }
    }

    // The spelling of fold in the letter's case: of two letters the second is a capital among capitals only.
    void latin(std::size_t at) {
        const fold_table::Entry& entry = fold_table::lookup(cps_[at]);
        if (entry.length == fold_table::kUnknown || entry.length == 0) return append_utf8(out_, cps_[at]);
        const bool capital = is_upper(cps_[at]);
        const bool capitals = capital && among_capitals(at);
        for (std::uint8_t i = 0; i < entry.length; i++)
            out_ += (i == 0 ? capital : capitals) ? ascii_upper(entry.text[i]) : entry.text[i];
    }

    bool among_capitals(std::size_t at) const {
        if (at + 1 < cps_.size() && is_cased(cps_[at + 1])) return is_upper(cps_[at + 1]);
        return at > 0 && is_upper(cps_[at - 1]);
    }

    std::vector<char32_t> cps_;
    std::string out_;
};

}  // namespace

std::string strip_accents(std::string_view s, const CancelToken& cancel) { return Stripper().run(s, cancel); }

}  // namespace cdp::text
