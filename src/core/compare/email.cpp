// SPDX-License-Identifier: PostgreSQL
#include "core/compare/email.hpp"

#include <algorithm>

#include "core/compare/characters.hpp"
#include "core/compare/jaro.hpp"
#include "core/compare/osa.hpp"
#include "core/text/ascii.hpp"
#include "core/text/email.hpp"

namespace cdp::compare {

namespace {

using text::WordMap;
using text::WordSet;
using text::WordValue;

constexpr std::size_t kLongestInput = 1024;
constexpr std::size_t kTwoEdits = 12;  // characters of a domain from which two edits are a typo
constexpr std::size_t kShortestHost = 5;
constexpr std::size_t kShortestUser = 3;

// Mailbox providers that people misspell, the larger first: of two equally near the first is meant.
constexpr std::string_view kProviders[] = {
    "gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "icloud.com", "aol.com", "live.com", "msn.com",
    "orange.fr", "hotmail.fr", "wanadoo.fr", "free.fr", "yahoo.fr", "sfr.fr", "laposte.net", "outlook.fr", "live.fr",
    "bbox.fr", "neuf.fr", "numericable.fr", "club-internet.fr", "aliceadsl.fr",
    "web.de", "gmx.de", "t-online.de", "gmx.net", "freenet.de", "yahoo.de", "hotmail.de", "outlook.de", "arcor.de",
    "hotmail.co.uk", "yahoo.co.uk", "btinternet.com", "live.co.uk", "sky.com", "ntlworld.com", "virginmedia.com", "talktalk.net",
    "libero.it", "hotmail.it", "yahoo.it", "virgilio.it", "tiscali.it", "alice.it", "outlook.it",
    "hotmail.es", "yahoo.es", "telefonica.net", "terra.es", "outlook.es",
    "comcast.net", "verizon.net", "sbcglobal.net", "bellsouth.net", "att.net", "cox.net", "charter.net", "earthlink.net",
    "skynet.be", "telenet.be", "bluewin.ch", "ziggo.nl", "kpnmail.nl", "sapo.pt", "rogers.com", "sympatico.ca", "videotron.ca",
    "wp.pl", "onet.pl", "interia.pl", "mail.ru", "yandex.ru", "googlemail.com", "protonmail.com", "gmx.com", "mac.com",
};

// Real domains so near to those that an edit must not lead away from them.
constexpr std::string_view kOtherWords[] = {
    "ail.com", "aim.com", "alice.fr", "att.com", "email.com", "fmail.com", "gmx.at", "gmx.ch", "gmx.es", "gmx.eu",
    "gmx.fr", "gmx.it", "gmx.org", "gmx.us", "hotmail.be", "hotmail.ca", "hotmail.ch", "hotmail.nl", "hotmail.se",
    "hushmail.com", "iname.com", "live.at", "live.be", "live.ca", "live.cn", "live.de", "live.dk", "live.ie",
    "live.it", "live.nl", "live.no", "live.se", "love.com", "mail.com", "mail.de", "mail.fr", "me.com", "o2.pl",
    "outlook.at", "outlook.be", "outlook.dk", "outlook.ie", "pm.me", "proton.me", "rocketmail.com", "yahoo.ca",
    "yahoo.cn", "yahoo.ie", "yahoo.in", "yahoo.no", "yahoo.se", "yandex.com", "yandex.ua", "ymail.com", "zoho.com",
};
constexpr WordSet<std::size(kOtherWords)> kOthers(kOtherWords);

// Domains that a provider does not run, though many write them.
constexpr WordValue<std::string_view> kAliasWords[] = {
    {"gmail.be", "gmail.com"},     {"gmail.ca", "gmail.com"}, {"gmail.ch", "gmail.com"}, {"gmail.co", "gmail.com"},
    {"gmail.co.uk", "gmail.com"},  {"gmail.de", "gmail.com"}, {"gmail.es", "gmail.com"}, {"gmail.eu", "gmail.com"},
    {"gmail.fr", "gmail.com"},     {"gmail.it", "gmail.com"}, {"gmail.net", "gmail.com"}, {"gmail.nl", "gmail.com"},
    {"gmail.org", "gmail.com"},    {"hotmail.co", "hotmail.com"}, {"icloud.fr", "icloud.com"},
    {"laposte.com", "laposte.net"}, {"laposte.fr", "laposte.net"}, {"outlook.co", "outlook.com"},
    {"yahoo.co", "yahoo.com"},
};
constexpr WordMap<std::string_view, std::size(kAliasWords)> kAliases(kAliasWords);

// Ends of domains that the root zone does not have, and what they stand for.
constexpr WordValue<std::string_view> kEndWords[] = {
    {"cim", "com"},  {"cmo", "com"},  {"cocm", "com"}, {"comm", "com"}, {"comn", "com"}, {"con", "com"}, {"coom", "com"},
    {"cpm", "com"},  {"dde", "de"},   {"ffr", "fr"},   {"frr", "fr"},   {"ner", "net"},  {"nett", "net"}, {"nte", "net"},
    {"ocm", "com"},  {"ogr", "org"},  {"orgg", "org"}, {"rf", "fr"},    {"rog", "org"},  {"vom", "com"}, {"xom", "com"},
};
constexpr WordMap<std::string_view, std::size(kEndWords)> kEnds(kEndWords);

// Local parts that name an office, not a person: the same one elsewhere says nothing.
constexpr std::string_view kRoleWords[] = {
    "accueil", "admin", "billing", "bonjour", "commercial", "compta", "comptabilite", "contact", "contacto", "direction",
    "facturation", "hello", "help", "info", "infos", "it", "jobs", "kontakt", "mail", "mairie", "marketing", "office",
    "post", "rh", "sales", "secretariat", "service", "support", "ventas", "vertrieb", "webmaster",
};
constexpr WordSet<std::size(kRoleWords)> kRoles(kRoleWords);

bool is_provider(std::string_view domain) {
    return std::find(std::begin(kProviders), std::end(kProviders), domain) != std::end(kProviders) ||
           kOthers.contains(domain);
}

std::string_view host_of(std::string_view domain) { return domain.substr(0, domain.find('.')); }

// Whether `domain` is `provider` with a slip. Short names are all near to each other: of them only a swap, a doubled
// or a dropped double letter is a slip.
bool is_slip(std::string_view domain, std::string_view provider) {
    const std::size_t bound = domain.size() >= kTwoEdits && provider.size() >= kTwoEdits ? 2 : 1;
    if (osa_distance(domain, provider, bound) > bound) return false;
    if (host_of(provider).size() >= kShortestHost) return true;
    if (domain.size() == provider.size()) {
        std::string x(domain), y(provider);
        std::sort(x.begin(), x.end());
        std::sort(y.begin(), y.end());
        return x == y;
    }
    const auto single = [](std::string_view s) {
        std::string out(s);
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    };
    return single(domain) == single(provider);
}

// The provider's domain that stands nearest; empty when none is near or the domain is right.
std::string_view nearest(std::string_view domain) {
    if (!text::is_ascii(domain) || is_provider(domain)) return {};
    if (const std::string_view* alias = kAliases.find(domain)) return *alias;
    for (std::string_view provider : kProviders)
        if (osa_distance(domain, provider, 1) <= 1 && is_slip(domain, provider)) return provider;
    for (std::string_view provider : kProviders)
        if (is_slip(domain, provider)) return provider;
    return {};
}

// The domain that was probably meant; empty when nothing looks wrong.
std::string meant_domain(std::string_view domain) {
    std::string fixed(domain);
    const std::size_t dot = fixed.rfind('.');
    if (dot != std::string::npos)
        if (const std::string_view* end = kEnds.find(std::string_view(fixed).substr(dot + 1)))
            fixed.replace(dot + 1, std::string::npos, *end);
    if (const std::string_view provider = nearest(fixed); !provider.empty()) return std::string(provider);
    return fixed == domain ? std::string() : fixed;
}

// A text that is no address with its slips in signs undone; empty where that gives no address either.
std::string repaired(std::string_view s) {
    std::string t;
    for (char c : text::trim_ascii(s)) {
        if (c == ',' || c == ';') c = '.';
        if (c == '.' && t.empty()) continue;  // no local part starts with one
        if ((c == '@' || c == '.') && !t.empty() && t.back() == c) continue;
        if (!text::is_ascii_space(c)) t.push_back(text::ascii_lower(c));
    }
    const std::size_t at = t.rfind('@');
    if (at == std::string::npos) return {};
    const std::string_view domain = std::string_view(t).substr(at + 1);
    if (domain.find('.') == std::string_view::npos)
        for (std::string_view provider : kProviders) {
            std::string bare(provider);
            std::erase(bare, '.');
            if (domain != bare && (domain != host_of(provider) || domain.size() < kShortestHost)) continue;
            t.replace(at + 1, std::string::npos, provider);
            break;
        }
    return text::normalize_email(t).value_or(std::string());
}

using Address = EmailForm::Address;

// The address of a text, its domain as it was probably meant.
std::optional<Address> read(std::string_view s) {
    Address address;
    if (auto clean = text::normalize_email(s))
        address.clean = std::move(*clean);
    else if (s.size() <= kLongestInput)
        address.clean = repaired(s);
    if (address.clean.empty()) return std::nullopt;
    address.user = text::email_user(address.clean);
    address.domain = text::email_domain(address.clean);
    if (std::string meant = meant_domain(address.domain); !meant.empty()) {
        address.domain = std::move(meant);
        address.corrected = true;
    }
    return address;
}

std::string without_marks(std::string_view user) {
    std::string out;
    for (char c : user)
        if (c != '.' && c != '_' && c != '-') out.push_back(c);
    return out;
}

}  // namespace

std::optional<std::string> suggest_email(std::string_view s) {
    const auto address = read(s);
    if (!address) return std::nullopt;
    const std::size_t at = address->clean.rfind('@');
    std::string meant = address->clean.substr(0, at + 1) + address->domain;
    if (meant == text::normalize_email(s)) return std::nullopt;
    return meant;
}

EmailForm::EmailForm(std::string_view email, const Work&) : address_(read(email)) {
    constexpr text::EmailOptions kMailbox{true, true};
    if (address_) address_->mailbox = text::normalize_email(address_->clean, kMailbox).value_or(std::string());
}

std::optional<double> email_similarity(const EmailForm& a, const EmailForm& b) {
    const auto &x = a.address(), &y = b.address();
    if (!x || !y) return std::nullopt;
    if (x->clean == y->clean) return 1;
    if (x->mailbox == y->mailbox) return .98;

    const bool same_domain = x->domain == y->domain ||
                             (text::is_gmail(x->domain) && text::is_gmail(y->domain));
    if (x->user == y->user) {
        if (same_domain) return .95;
        return x->user.size() < kShortestUser || kRoles.contains(x->user) ? .2 : .85;
    }
    const std::string p = without_marks(x->user), q = without_marks(y->user);
    if (p == q && !p.empty()) return same_domain ? .92 : .8;
    const double likeness = with_characters(x->user, y->user, Work{}, [](auto u, auto v, const Work& work) {
        return jaro_winkler(u, v, kPrefixWeight, kBoostThreshold, 0, work);
    });
    return (same_domain ? .9 : .75) * likeness;
}

}  // namespace cdp::compare
