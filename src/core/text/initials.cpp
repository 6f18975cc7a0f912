// SPDX-License-Identifier: PostgreSQL
#include "core/text/initials.hpp"

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/romanize.hpp"
#include "core/text/tokens.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

// Code points that are looked at for one character: a letter and the thirty marks of UAX #15's stream-safe text.
constexpr std::size_t kWindow = 31;

// Appends the capital of a word's first character and its marks. Marks in front of it have nothing to stand on.
void append_initial(std::string_view word, CodePoints& window, std::string& out) {
    const auto ascii = [&](std::size_t i) { return i == word.size() || static_cast<unsigned char>(word[i]) < 0x80; };
    if (ascii(0) && ascii(1)) {
        out.push_back(ascii_upper(word[0]));
        return;
    }
    window.clear();
    const char* at = word.data();
    const char* const end = at + word.size();
    while (at < end && window.size() < kWindow) {
        const char32_t c = next_code_point(at, end);
        if (!window.empty() || !is_mark(c)) window.push_back(c);
    }
    if (window.empty()) return;
    compose(window);
    std::size_t marks = 1;
    while (marks < window.size() && is_mark(window[marks])) marks++;
    window.resize(marks);
    window[0] = title_of(window[0]);
    compose(window);
    for (const char32_t c : window) append_utf8(out, c);
}

}  // namespace

std::string initials(std::string_view text, const CancelToken& cancel) {
    std::string out;
    CodePoints window;
    std::size_t words = 0;
    for_each_token(text, [&](std::string_view word) {
        if (++words % 4096 == 0) cancel.check();
        append_initial(word, window, out);
    });
    return out;
}

}  // namespace cdp::text
