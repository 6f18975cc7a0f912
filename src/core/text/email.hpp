// SPDX-License-Identifier: PostgreSQL
// E-mail addresses: the clean form, and its parts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// What makes one mailbox of several spellings. Both are off where the address is to be written to.
struct EmailOptions {
    bool strip_tag = false;   // jean+shop@x.fr -> jean@x.fr (sub-addressing, RFC 5233)
    bool strip_dots = false;  // Gmail's own rule, there only: j.ean@googlemail.com -> jean@gmail.com
};

// The address in lower case, out of `"Name" <a@b.org>`, "a@b.org (Name)" or "mailto:a@b.org?subject=…" where it
// stands so, without spaces, invisible characters and closing punctuation around it. Full-width letters become
// ASCII, international domains their Unicode form (UTS #46; xn--… too), and quotes around a local part go where it
// needs none (RFC 5321 4.1.2). nullopt unless it is one address, of a local part of 1 to 64 bytes and a domain of
// at least two labels whose last is not a number. Nothing is guessed: a misspelt domain stays misspelt.
std::optional<std::string> normalize_email(std::string_view s, const EmailOptions& options = {});

// The local part in lower case without a plus tag; the whole text when it has no "@". Cheap, never fails.
std::string email_user(std::string_view s);

// What follows the last "@" of a clean address.
constexpr std::string_view email_domain(std::string_view clean) noexcept {
    const std::size_t at = clean.rfind('@');
    return at == std::string_view::npos ? std::string_view{} : clean.substr(at + 1);
}

// True for the two domains of Gmail, where dots of the local part do not count.
constexpr bool is_gmail(std::string_view domain) noexcept { return domain == "gmail.com" || domain == "googlemail.com"; }

}  // namespace cdp::text
