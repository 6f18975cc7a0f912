// SPDX-License-Identifier: PostgreSQL
// A text in single quotes, as conditions, attribute steps and SQL have it; a quote inside is written twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::score {

inline std::string in_quotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
}

// Reads on from `at`, which stands behind the opening quote and then behind the closing one. Nothing when that is missing.
inline std::optional<std::string> read_quoted(std::string_view text, std::size_t& at) {
    std::string out;
    while (at < text.size()) {
        const char c = text[at++];
        if (c == '\'') {
            if (at == text.size() || text[at] != '\'') return out;
            at++;
        }
        out += c;
    }
    return std::nullopt;
}

}  // namespace cdp::score
