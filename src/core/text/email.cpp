// SPDX-License-Identifier: PostgreSQL
#include "core/text/email.hpp"

#include <memory>
#include <vector>

#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <unicode/uchar.h>

#include "core/text/ascii.hpp"
#include "core/text/romanize.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kLongestLocal = 64;
constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestInput = 1024;

bool is_atom(char c) {
    constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~.";
    return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80 || kSpecial.find(c) != std::string_view::npos;
}

// The text in lower case and NFC, full-width ASCII as ASCII, without characters that nobody sees; false when it is
// ill-formed or has a control character. Spaces of any kind become ' '.
bool readable(std::string_view s, std::string& out) {
    if (is_ascii(s)) {
        for (char c : s) {
            if (!is_ascii_space(c) && u_iscntrl(c)) return false;
            out.push_back(is_ascii_space(c) ? ' ' : ascii_lower(c));
        }
        return true;
    }
    std::vector<char32_t> cps;
    decode_utf8(s, cps);
    compose(cps);
    for (char32_t& cp : cps) {
        const auto c = static_cast<UChar32>(cp);
        if (cp == kReplacement) return false;
        if (u_isUWhiteSpace(c))
            cp = ' ';
        else if (cp >= 0xFF01 && cp <= 0xFF5E)
            cp = static_cast<char32_t>(u_tolower(c - 0xFEE0));
        else if (u_charType(c) == U_FORMAT_CHAR)
            cp = 0;
        else if (!u_isgraph(c))
            return false;
        else
            cp = static_cast<char32_t>(u_tolower(c));
    }
    std::erase(cps, U'\0');
    compose(cps);
    for (char32_t cp : cps) append_utf8(out, cp);
    return true;
}

bool is_dot_atom(std::string_view local) {
    if (local.empty() || local.size() > kLongestLocal || local.front() == '.') return false;
    for (char c : local)
        if (!is_atom(c)) return false;
    return true;
}

// The length of the quoted string that `s` starts with, quotes included; 0 when it is none.
std::size_t quoted_length(std::string_view s) {
    if (s.empty() || s.front() != '"') return 0;
    for (std::size_t i = 1; i < s.size(); i++) {
        if (s[i] == '"') return i + 1;
        if (s[i] == '\\') i++;
    }
    return 0;
}

// A quoted local part without its quotes where it needs none, else with no more escapes than it needs.
std::string plain_local(std::string_view quoted) {
    std::string plain, escaped = "\"";
    for (std::size_t i = 1; i + 1 < quoted.size(); i++) {
        if (quoted[i] == '\\') i++;
        if (quoted[i] == '"' || quoted[i] == '\\') escaped.push_back('\\');
        plain.push_back(quoted[i]);
        escaped.push_back(quoted[i]);
    }
    if (is_dot_atom(plain)) return plain;
    escaped.push_back('"');
    return escaped.size() > 2 && escaped.size() <= kLongestLocal ? escaped : std::string();
}

bool is_label(std::string_view label) {
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-' || label.back() == '-') return false;
    for (char c : label)
        if (!is_ascii_alnum(c) && c != '-' && static_cast<unsigned char>(c) < 0x80) return false;
    return true;
}

bool is_domain(std::string_view domain) {
    std::size_t labels = 0;
    std::string_view last;
    while (!domain.empty()) {
        const std::size_t dot = domain.find('.');
        last = domain.substr(0, dot);
        if (!is_label(last)) return false;
        labels++;
        if (dot == std::string_view::npos) break;
        domain = domain.substr(dot + 1);
        if (domain.empty()) return false;
    }
    return labels >= 2 && last.size() >= 2 && !is_ascii_digit(last.front());
}

const icu::IDNA* make_idna() {
    UErrorCode status = U_ZERO_ERROR;
    constexpr std::uint32_t kOptions = UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                       UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE;
    const icu::IDNA* idna = icu::IDNA::createUTS46Instance(kOptions, status);
    return U_SUCCESS(status) ? idna : nullptr;
}

// The Unicode form of an international domain; empty when no registry could hold it.
std::string international(std::string_view domain) {
    static const icu::IDNA* const idna = make_idna();
    if (idna == nullptr) return {};
    const icu::StringPiece name(domain.data(), static_cast<int32_t>(domain.size()));
    std::string ascii, out;
    icu::StringByteSink<std::string> ascii_sink(&ascii), out_sink(&out);
    for (const bool to_ascii : {true, false}) {
        icu::IDNAInfo info;
        UErrorCode status = U_ZERO_ERROR;
        if (to_ascii)
            idna->nameToASCII_UTF8(name, ascii_sink, info, status);
        else
            idna->nameToUnicodeUTF8(name, out_sink, info, status);
        if (U_FAILURE(status) || info.hasErrors()) return {};
    }
    return is_domain(ascii) ? out : std::string();
}

bool is_international(std::string_view domain) {
    return !is_ascii(domain) || domain.starts_with("xn--") || domain.find(".xn--") != std::string_view::npos;
}

bool closes(char c) { return is_ascii_space(c) || std::string_view(".,;:\"'()[]<>").find(c) != std::string_view::npos; }

// The address proper inside what people paste. `s` is in lower case. A dot in front stays: it is a slip, since no local
// part starts with one, but nobody knows of what.
std::string_view unwrap(std::string_view s) {
    const std::size_t open = s.rfind('<');
    if (open != std::string_view::npos) {
        const std::size_t close = s.find('>', open);
        if (close != std::string_view::npos) s = s.substr(open + 1, close - open - 1);
    }
    constexpr std::string_view kScheme = "mailto:";
    if (const std::size_t scheme = s.rfind(kScheme); scheme != std::string_view::npos) {
        s.remove_prefix(scheme + kScheme.size());
        const std::size_t at = s.rfind('@');
        if (at != std::string_view::npos) s = s.substr(0, s.find('?', at));
    }
    while (!s.empty() && s.front() != '.' && closes(s.front())) {
        const std::size_t quoted = quoted_length(s);
        if (quoted != 0 && quoted < s.size() && s[quoted] == '@') break;
        s.remove_prefix(1);
    }
    const std::size_t at = s.rfind('@');
    if (at != std::string_view::npos) s = s.substr(0, s.find('(', at));
    while (!s.empty() && closes(s.back())) s.remove_suffix(1);
    return s;
}

// Cuts a plus tag and, at Gmail, the dots; `local` is no quoted string.
void strip(std::string& local, std::string& domain, const EmailOptions& options) {
    if (options.strip_tag)
        if (const std::size_t plus = local.find('+'); plus != std::string::npos && plus > 0) local.resize(plus);
    if (options.strip_dots && is_gmail(domain)) {
        std::erase(local, '.');
        domain = "gmail.com";
    }
}

}  // namespace

std::optional<std::string> normalize_email(std::string_view s, const EmailOptions& options) {
    if (s.size() > kLongestInput) return std::nullopt;
    std::string text;
    if (!readable(s, text)) return std::nullopt;
    std::string_view address = unwrap(text);
    const std::size_t quoted = quoted_length(address);
    const std::size_t at = address.find('@', quoted);
    if (at == std::string_view::npos || address.find('@', at + 1) != std::string_view::npos) return std::nullopt;
    if (quoted != 0 && at != quoted) return std::nullopt;

    std::string local(trim_ascii(address.substr(0, at)));
    std::string domain(trim_ascii(address.substr(at + 1)));
    if (is_international(domain)) domain = international(domain);
    if (quoted != 0) local = plain_local(local);
    const bool plain = !local.starts_with('"');
    if (local.empty() || (plain && !is_dot_atom(local)) || !is_domain(domain)) return std::nullopt;
    if (plain) strip(local, domain, options);
    if (local.empty() || local.size() + 1 + domain.size() > kLongestAddress) return std::nullopt;
    return local + "@" + domain;
}

std::string email_user(std::string_view s) {
    s = trim_ascii(s.substr(0, s.rfind('@')));
    const std::size_t plus = s.find('+');
    if (plus != std::string_view::npos && plus > 0) s = s.substr(0, plus);
    std::string out(s);
    for (char& c : out) c = ascii_lower(c);
    return out;
}

}  // namespace cdp::text
