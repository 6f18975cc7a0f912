// SPDX-License-Identifier: PostgreSQL
// Fuzzer of the normalisers: on any bytes they give clean UTF-8 or nothing, and a clean form is its own clean form.
// The input is a byte of options and a text.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/compare/address.hpp"
#include "core/compare/company.hpp"
#include "core/compare/email.hpp"
#include "core/compare/name.hpp"
#include "core/compare/phone.hpp"
#include "core/text/accents.hpp"
#include "core/text/fold.hpp"
#include "core/text/identifier.hpp"
#include "core/text/normalize.hpp"
#include "core/text/phone.hpp"
#include "core/text/placeholder.hpp"
#include "core/text/postcode.hpp"
#include "core/text/utf8.hpp"

namespace {

using namespace cdp;
using Clean = std::optional<std::string>;

void require(bool holds, std::string_view what, std::string_view text) {
    if (holds) return;
    std::fprintf(stderr, "%.*s: \"%.*s\"\n", static_cast<int>(what.size()), what.data(), static_cast<int>(text.size()), text.data());
    std::abort();
}

template <class Normalize>
void check_clean(std::string_view what, std::string_view text, const Normalize& normalize) {
    const Clean once = normalize(text);
    if (!once) return;
    require(!once->empty(), what, text);
    require(text::valid_utf8(*once), what, text);
    require(normalize(*once) == once, what, text);
}

void check_kinds(std::string_view text, unsigned options) {
    static constexpr std::string_view kRegions[] = {"", "FR", "US", "GB", "DE", "NL", "CA", "CH"};
    const text::NormalizeOptions given{kRegions[options % std::size(kRegions)], (options & 8) != 0};
    for (std::size_t k = 0; k < text::kKindCount; k++) {
        const auto kind = static_cast<text::Kind>(k);
        check_clean(text::kind_name(kind), text, [&](std::string_view s) { return text::normalize(kind, s, given); });
        text::is_placeholder(kind, text);
    }
    for (std::size_t k = 0; k < std::size(text::kIdentifierKindNames); k++)
        check_clean(text::kIdentifierKindNames[k], text, [k](std::string_view s) {
            return text::normalize_identifier(s, static_cast<text::IdentifierKind>(k));
        });
    const text::EmailOptions mailbox{(options & 16) != 0, (options & 32) != 0};
    check_clean("email options", text, [&](std::string_view s) { return text::normalize_email(s, mailbox); });
    check_clean("phone with extension", text,
                [&](std::string_view s) { return text::normalize_phone(s, given.region, true); });
    text::phone_facts(text, given.region);
    const auto parts = text::parse_postcode(text, given.region);
    require((parts ? Clean(parts->code) : Clean()) == text::normalize_postcode(text, given.region), "postcode parts", text);
}

void check_fold(std::string_view text) {
    const std::string folded = text::fold(text);
    require(folded.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 ") == std::string::npos, "fold", text);
    require(text::fold(folded) == folded, "fold", text);
    const std::string plain = text::strip_accents(text);
    require(text::valid_utf8(plain), "strip_accents", text);
    require(text::strip_accents(plain) == plain, "strip_accents", text);
}

// Likeness is in [0,1] and the same from both sides; a text is like itself.
template <class Similarity>
void check_likeness(std::string_view what, std::string_view a, std::string_view b, const Similarity& similarity) {
    const std::optional<double> forth = similarity(a, b);
    require(forth == similarity(b, a), what, a);
    require(!forth || (*forth >= 0 && *forth <= 1), what, a);
    const std::optional<double> self = similarity(a, a);
    require(!self || *self == 1, what, a);
}

template <class Form>
void check_forms(std::string_view what, std::string_view a, std::string_view b,
                 double (*similarity)(const Form&, const Form&)) {
    check_likeness(what, a, b, [similarity](std::string_view x, std::string_view y) {
        return similarity(Form(x), Form(y));
    });
}

void check_similarity(std::string_view a, std::string_view b) {
    check_likeness("email similarity", a, b, [](std::string_view x, std::string_view y) {
        return compare::email_similarity(x, y);
    });
    check_likeness("phone similarity", a, b, [](std::string_view x, std::string_view y) {
        return compare::phone_similarity(x, y, "FR");
    });
    check_forms("name similarity", a, b, compare::name_similarity);
    check_forms("address similarity", a, b, compare::address_similarity);
    check_forms("company similarity", a, b, compare::company_similarity);
    if (const auto meant = compare::suggest_email(a))
        require(text::normalize_email(*meant) == meant && !compare::suggest_email(*meant), "suggestion", a);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    check_kinds(text, data[0]);
    check_fold(text);
    check_similarity(text.substr(0, text.size() / 2), text.substr(text.size() / 2));
    return 0;
}
