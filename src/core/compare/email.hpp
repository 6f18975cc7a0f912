// SPDX-License-Identifier: PostgreSQL
// Likeness of e-mail addresses, and misspelt domains.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/compare/units.hpp"

namespace cdp::compare {

// The clean address that was probably meant, or nullopt when nothing looks wrong or nothing is near. The local part
// is kept. What is seen: a domain one edit (a swap is one) from a large provider's, two where it has twelve
// characters or more; domains that providers do not have (gmail.fr); ends that are no top-level domain (.con, .frr);
// and slips that leave no address at all: a comma or nothing for the dot (gmail,com, gmailcom), doubled signs (@@, ..), a dot in
// front.
std::optional<std::string> suggest_email(std::string_view s);

// An address prepared for many comparisons.
class EmailForm {
public:
    EmailForm(std::string_view email, const Work& work);

    struct Address {
        std::string user;    // without tag
        std::string domain;  // as meant
        std::string clean;
        std::string mailbox;  // clean, without what the provider passes over
        bool corrected = false;
    };
    const std::optional<Address>& address() const noexcept { return address_; }

private:
    std::optional<Address> address_;
};

// In [0,1], symmetric; nullopt when one of the two is no address, nor by its suggestion:
//   1     the same address                      .98   the same mailbox: tag, or dots at Gmail
//   .95   the same user, domains a typo apart   .92   the same domain, users apart in . _ - only
//   .85   the same user, another domain         .80   users apart in . _ - only, another domain
//   .20   the same role (info, contact …) or a user of fewer than three characters at another domain
// and else .9 of the Jaro-Winkler similarity of the users at the same domain, .75 of it at another one. Tags do not
// count; a typo in a domain counts as the same domain.
std::optional<double> email_similarity(const EmailForm& a, const EmailForm& b);
inline std::optional<double> email_similarity(std::string_view a, std::string_view b) {
    return email_similarity(EmailForm(a, {}), EmailForm(b, {}));
}

}  // namespace cdp::compare
