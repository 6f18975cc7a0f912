// SPDX-License-Identifier: PostgreSQL
#include "core/link/list_text.hpp"

#include <charconv>
#include <cmath>

namespace cdp::link {

namespace {

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_null(std::string_view word) noexcept {
    constexpr std::string_view kNull = "null";
    if (word.size() != kNull.size()) return false;
    for (std::size_t i = 0; i < kNull.size(); i++)
        if ((word[i] | 0x20) != kNull[i]) return false;
    return true;
}

// `[0:2]={...}`: bounds that differ from the usual ones come first.
std::string_view without_bounds(std::string_view literal) noexcept {
    const std::size_t brace = literal.find('{');
    const bool bounds = literal.starts_with('[') && brace != std::string_view::npos && brace > 0 && literal[brace - 1] == '=';
    return bounds ? literal.substr(brace) : literal;
}

}  // namespace

std::vector<std::string> read_list(std::string_view literal) {
    literal = without_bounds(literal);
    if (literal.size() < 2 || literal.front() != '{' || literal.back() != '}') return {std::string(literal)};
    std::vector<std::string> out;
    std::string element;
    bool quoted = false, any = false;
    const auto close = [&] {
        while (!quoted && !element.empty() && is_blank(element.back())) element.pop_back();
        if (any && (quoted || (!element.empty() && !is_null(element)))) out.push_back(element);
        element.clear();
        quoted = any = false;
    };
    for (std::size_t i = 1; i + 1 < literal.size(); i++) {
        const char c = literal[i];
        if (c == '"') {
            quoted = any = true;
            for (i++; i + 1 < literal.size() && literal[i] != '"'; i++) {
                if (literal[i] == '\\' && i + 2 < literal.size()) i++;
                element += literal[i];
            }
        } else if (c == ',' || c == '{' || c == '}') {
            close();
        } else if (c == '\\' && i + 2 < literal.size()) {
            element += literal[++i];
            any = true;
        } else if (any || !is_blank(c)) {
            element += c;
            any = true;
        }
    }
    close();
    return out;
}

std::string write_list(const std::vector<std::string>& elements) {
    std::string out = "{";
    for (const std::string& element : elements) {
        out += out.size() == 1 ? "\"" : ",\"";
        for (const char c : element) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        out += '"';
    }
    return out + "}";
}

bool read_numbers(std::string_view text, std::vector<double>& out) {
    out.clear();
    bool separated = true;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (is_blank(c) || c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == '(' || c == ')') {
            separated = true;
            at++;
            continue;
        }
        double number = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
        if (error != std::errc() || !separated || !std::isfinite(number)) return false;
        out.push_back(number);
        at = static_cast<std::size_t>(end - text.data());
        separated = false;
    }
    return !out.empty();
}

}  // namespace cdp::link
