// SPDX-License-Identifier: PostgreSQL
#include <algorithm>
#include <string>

#include "core/link/kind_rules.hpp"

namespace cdp::link {

namespace {

constexpr std::uint64_t kTellingRows = 5;  // a value that fewer rows share may be one customer several times


using text::Kind;

constexpr std::uint64_t kEnoughRows = 20;  // below that everything may be unique by chance

// Names of persons and organisations are many; fewer values in as many rows are a category.
constexpr std::uint64_t kManyValues = 15;
constexpr std::uint64_t kManyRows = 500;

constexpr double kAlmostAll = 0.95;

KindGuess out(double confidence, std::string_view reason) { return {std::nullopt, confidence, std::string(reason)}; }

KindGuess guess(Kind kind, double confidence, std::string_view reason) {
    return {kind, std::clamp(confidence, 0.0, 1.0), std::string(reason)};
}

bool is_integer(const ColumnProfile& p) noexcept { return p.type == "bigint" || p.type == "integer" || p.type == "numeric"; }

bool is_unique(const ColumnProfile& p) noexcept { return p.filled() >= kEnoughRows && p.uniqueness() >= 0.999; }

std::optional<KindGuess> judge_marks(const ColumnProfile& p) {
    if (p.email >= 0.5) return guess(Kind::kEmail, p.email, "values are e-mail addresses");
    if (p.url >= 0.5) return guess(Kind::kText, 0.5, "values are web addresses");
    if (p.uuid >= 0.8) return out(0.8, "values are generated keys");
    if (p.timestamp >= 0.6) return out(0.8, "values are points in time");
    if (p.type == "date" || p.date >= 0.6) {
        if (p.recent < 0.5 && p.distinct > 30) return guess(Kind::kBirthDate, 0.7, "dates spread over generations");
        return out(0.5, "dates, of what is not said");
    }
    if (p.gender >= 0.85 && p.boolean < 0.9 && p.distinct <= 16)
        return guess(Kind::kGender, 0.8, "values are words for the sexes");
    if (p.boolean >= 0.9) return out(0.6, "values are yes and no");
    return std::nullopt;
}

std::optional<KindGuess> judge_digits(const ColumnProfile& p) {
    if (p.has_digit < 0.5) return std::nullopt;
    if (p.number >= 0.8 && p.decimal >= 0.3) return out(0.5, "a measured or counted number");
    if (p.telling_postcode >= 0.5)
        return guess(Kind::kPostcode, 0.6 + 0.3 * p.telling_postcode, "values are postcodes");
    if (p.postcode >= 0.95 && p.telling_postcode >= 0.1 && p.uniqueness() < 0.9)
        return guess(Kind::kPostcode, 0.6, "values are postcodes of several countries");
    if (p.formatted_phone >= 0.5) return guess(Kind::kPhone, 0.5 + 0.4 * p.phone, "values are phone numbers");
    if (is_unique(p) && std::max(p.code, p.digits) >= 0.9) return out(0.7, "unique per row: a key");
    if (p.phone >= 0.8 && p.digits >= 0.8 && p.mean_length >= 9.5 && p.mean_length <= 13) {
        if (p.epoch >= kAlmostAll) return out(0.5, "values may be points in time, counted since 1970");
        return guess(Kind::kPhone, is_integer(p) ? 0.4 : 0.5, "values may be phone numbers");
    }
    if (p.digits >= 0.8 && p.same_length >= 0.8 && p.mean_length >= 3.7 && p.mean_length <= 5.2 && p.year < 0.8 &&
        p.distinct > 10)
        return guess(Kind::kPostcode, 0.6, "short numbers of one length, shared by rows: postcodes");
    if (p.number >= 0.8 && p.mean_length < 5) return out(0.4, "a number that says little about who it is");
    if (std::max(p.code, p.digits) >= 0.8 && p.filled() >= kEnoughRows) {
        if (p.uniqueness() >= 0.3) return guess(Kind::kIdentifier, 0.5, "codes that a few rows share: an identifier");
        return out(0.4, "codes that many rows share");
    }
    return std::nullopt;
}

std::optional<KindGuess> judge_words(const ColumnProfile& p) {
    if (p.region_code >= 0.8 && p.region_code >= p.country_code && p.distinct > 2)
        return guess(Kind::kText, 0.4, "codes of states or provinces");
    if (p.country >= 0.5 || p.country_code >= 0.9 || p.country + p.country_code >= 0.8)
        return guess(Kind::kCountry, 0.8, "values are countries");
    if (p.mean_tokens >= 9 || p.mean_length >= 80) return out(0.6, "free text");
    if (p.street >= 0.35) return guess(Kind::kStreet, 0.5 + 0.5 * p.street, "values are streets with house numbers");
    if (p.distinct < kManyValues && p.filled() >= kManyRows) return std::nullopt;
    const double persons = p.two_tokens * p.given_name;
    const double companies = p.legal_form * 2 + p.company_word;
    if (companies >= 0.25 && companies > persons)
        return guess(Kind::kCompany, 0.5 + 0.4 * std::min(1.0, companies), "values are organisations");
    if (p.letters >= 0.75 && p.two_tokens >= 0.6 && p.given_name >= 0.35)
        return guess(Kind::kFullName, 0.5 + 0.4 * p.given_name, "values are full names of persons");
    if (p.street_word >= 0.5) return guess(Kind::kStreet, 0.6, "values are streets");
    return std::nullopt;
}

std::optional<KindGuess> judge_single_names(const ColumnProfile& p) {
    if (p.letters < 0.8) return std::nullopt;
    if (p.city >= 0.25 && p.city > p.given_name && p.city > p.family_name * 0.8)
        return guess(Kind::kCity, 0.5 + 0.4 * p.city, "values are towns");
    if (p.one_token < 0.6 || (p.distinct < kManyValues && p.filled() >= kManyRows)) return std::nullopt;
    if (p.given_first >= 0.3 && p.given_first > p.family_name * 1.1)
        return guess(Kind::kGivenName, 0.45 + 0.5 * p.given_first, "values are given names");
    if (p.family_name >= 0.25 && p.family_name > p.given_first)
        return guess(Kind::kFamilyName, 0.4 + 0.5 * p.family_name, "values are family names");
    return std::nullopt;
}

}  // namespace

std::optional<KindGuess> judge_facts(const ColumnProfile& p) {
    static constexpr std::string_view kOpaque[] = {"json",     "jsonb",  "bytea", "xml",   "tsvector",
                                                   "interval", "inet",   "cidr",  "point", "box",
                                                   "polygon",  "circle", "path",  "money"};
    if (p.rows > 0 && p.filled() == 0) return out(1, "empty");
    if (p.type.ends_with("[]") || std::ranges::find(kOpaque, p.type) != std::end(kOpaque))
        return out(0.8, "a value of type " + p.type + " is not compared");
    if (p.rows > 0 && p.sampled == 0) return out(0.9, "nothing but placeholders");
    if (p.distinct <= 1 && p.filled() >= kTellingRows) return out(0.9, "constant");
    return std::nullopt;
}

KindGuess judge_values(const ColumnProfile& p) {
    if (p.type.starts_with("timestamp") || p.type.starts_with("time ")) return out(0.8, "values are points in time");
    if (p.type == "boolean") return out(0.6, "values are yes and no");
    if (p.type == "uuid") return out(0.8, "values are generated keys");
    if (p.rows == 0) return out(0.5, "no rows to judge by");
    if (auto g = judge_marks(p)) return *g;
    if (auto g = judge_digits(p)) return *g;
    if (auto g = judge_words(p)) return *g;
    if (auto g = judge_single_names(p)) return *g;
    if (is_unique(p) && p.code >= 0.9) return out(0.6, "unique per row: a key");
    if (p.mean_tokens >= 6 || p.mean_length >= 50) return out(0.5, "free text");
    return guess(Kind::kText, 0.3, "text of no known kind");
}

}  // namespace cdp::link
