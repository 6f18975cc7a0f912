// SPDX-License-Identifier: PostgreSQL
#include "core/text/ill_formed.hpp"

#include "core/text/utf8.hpp"

namespace cdp::text {

std::string mark_ill_formed(std::string_view s) {
    constexpr char kHex[] = "0123456789abcdef";
    std::string out;
    out.reserve(s.size());
    const char* p = s.data();
    const char* const end = p + s.size();
    while (p != end) {
        const char* const begin = p;
        const char32_t cp = next_code_point(p, end);
        const std::string_view bytes(begin, static_cast<std::size_t>(p - begin));
        if (cp != kReplacement || bytes == "\xEF\xBF\xBD") {
            out += bytes;
            continue;
        }
        for (const char c : bytes) {
            const auto byte = static_cast<unsigned char>(c);
            out.append({'<', kHex[byte >> 4], kHex[byte & 0xF], '>'});
        }
    }
    return out;
}

}  // namespace cdp::text
