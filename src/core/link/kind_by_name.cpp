// SPDX-License-Identifier: PostgreSQL
#include <algorithm>
#include <iterator>

#include "core/link/kind_rules.hpp"

namespace cdp::link {

namespace {

using text::Kind;
using enum Meaning;

constexpr double kPossible = 0.4;  // of the values must fit, or the name is not believed

// An identifier is shared by few rows: below the first bound it is a category, above the second a key.
constexpr double kIdentifierFrom = 0.2;
constexpr double kKeyFrom = 0.985;

struct Rule {
    Meaning meaning;
    std::optional<Kind> kind;
    double confidence;  // where all values fit
    std::string_view reason;
};

constexpr Rule kRules[] = {
    {kFlag, std::nullopt, 0.7, "a flag says nothing about who it is"},
    {kTechnical, std::nullopt, 0.8, "technical data of the record"},
    {kUrl, Kind::kText, 0.5, "name: a web address"},
    {kNotes, std::nullopt, 0.7, "free text"},
    {kKey, std::nullopt, 0.8, "name: a key of the record"},
    {kOtherPerson, std::nullopt, 0.6, "name: somebody else's data"},
    {kUserName, Kind::kText, 0.4, "name: a user name"},
    {kCategory, std::nullopt, 0.6, "describes the record, not who it is"},
    {kCount, std::nullopt, 0.6, "a count"},
    {kTimestamp, std::nullopt, 0.9, "time of the record"},
    {kAge, Kind::kNumber, 0.4, "name: an age, which changes with time"},
    {kBirthYear, Kind::kNumber, 0.5, "name: part of a birth date"},
    {kBirthPlace, Kind::kText, 0.6, "name: place of birth"},
    {kNationalId, Kind::kIdentifier, 0.95, "name: an official or bank identifier"},
    {kCustomerNumber, Kind::kIdentifier, 0.6, "name: a number of the customer, shared by several rows"},
    {kBirthDate, Kind::kBirthDate, 0.95, "name and values: a birth date"},
    {kDate, std::nullopt, 0.6, "a date, of what is not said"},
    {kYear, std::nullopt, 0.6, "says when, not who"},
    {kAmount, std::nullopt, 0.6, "an amount"},
    {kMaidenName, Kind::kText, 0.5, "name: another name of the person"},
    {kMiddleName, Kind::kText, 0.5, "name: a second given name"},
    {kInitial, Kind::kText, 0.4, "name: an initial"},
    {kSuffix, Kind::kText, 0.4, "name: a name suffix"},
    {kGivenName, Kind::kGivenName, 0.95, "name: a given name"},
    {kFamilyName, Kind::kFamilyName, 0.95, "name: a family name"},
    {kEmail, Kind::kEmail, 0.98, "name and values: e-mail addresses"},
    {kPhone, Kind::kPhone, 0.95, "name and values: phone numbers"},
    {kHouseNumber, Kind::kText, 0.5, "name: a house number"},
    {kAddressExtra, Kind::kText, 0.4, "name: a detail of the address"},
    {kPostcode, Kind::kPostcode, 0.95, "name and values: postcodes"},
    {kCity, Kind::kCity, 0.9, "name: a town"},
    {kCountry, Kind::kCountry, 0.9, "name: a country"},
    {kRegion, Kind::kText, 0.5, "name: a region"},
    {kStreet, Kind::kStreet, 0.9, "name: a street or address"},
    {kGender, Kind::kGender, 0.95, "name and values: gender"},
    {kTitle, Kind::kGender, 0.6, "titles that tell the gender"},
    {kOccupation, Kind::kText, 0.35, "name: an occupation, trade or group"},
    {kFullName, Kind::kFullName, 0.9, "name: a full name"},
    {kCompany, Kind::kCompany, 0.9, "name: an organisation"},
    {kSource, std::nullopt, 0.7, "where the record comes from"},
    {kSerial, std::nullopt, 0.6, "name: a running number"},
};

const Rule* rule_of(Meaning meaning) noexcept {
    const auto* it = std::ranges::find(kRules, meaning, &Rule::meaning);
    return it == std::end(kRules) ? nullptr : it;
}

bool is_date_type(std::string_view type) noexcept { return type == "date" || type.starts_with("timestamp"); }

// Share of the values that can be meant by such a name.
double possible_share(const ColumnProfile& p, Meaning meaning) noexcept {
    const double dates = is_date_type(p.type) ? 1 : p.date + p.timestamp;
    const double other = std::max({p.email, dates, p.url});
    switch (meaning) {
        case kGivenName:
        case kFamilyName:
        case kMiddleName:
        case kMaidenName: return std::max(0.0, p.letters - other) * (p.mean_tokens > 4 ? 0.4 : 1);
        case kFullName: return std::max(0.0, std::max(p.letters, p.two_tokens) - other);
        case kCity: return std::max(0.0, p.letters - other);
        case kBirthPlace: return p.letters;
        case kCountry: return std::max({p.letters, p.country, p.country_code});
        case kBirthDate: return dates;
        case kEmail: return p.email;
        case kPhone: return p.phone;
        case kPostcode: return p.postcode;
        case kStreet: return p.number > 0.8 ? 0 : 1 - other;
        case kCompany: return p.number > 0.6 || p.boolean > 0.9 ? 0 : 1 - other;
        case kGender: return p.distinct <= 4 ? 1 : p.gender;
        case kTitle: return p.gender;
        case kNationalId: return std::max(0.0, p.has_digit - std::max(p.email, p.boolean));
        case kTimestamp:
        case kDate: return std::max(dates, p.number);
        case kBirthYear: return p.mean_length <= 10 ? 1 : 0;
        case kAge: return p.small_number;
        case kYear:
        case kAmount:
        case kCount:
        case kSerial: return p.has_digit;
        case kKey: return 1 - std::min(p.letters, p.two_tokens);
        case kUserName:
        case kUrl:
        case kOccupation: return 1 - std::max(p.email, dates);
        default: return 1;
    }
}

// "name and values: postcodes" of a rule, for a column without a row.
std::string reason_without_rows(std::string_view reason) {
    constexpr std::string_view kBoth = "name and values";
    std::string out(reason.starts_with(kBoth) ? reason.substr(kBoth.size()) : reason);
    return (out.size() < reason.size() ? "name" + out : out) + "; no rows";
}

KindGuess left_out(double confidence, std::string_view reason) {
    return {std::nullopt, confidence, std::string(reason)};
}

KindGuess text_guess(double confidence, std::string_view reason) {
    return {Kind::kText, confidence, std::string(reason)};
}

// Numbers of customers are keys where each row has its own, groups where many rows share one.
std::optional<KindGuess> judge_customer_number(const ColumnProfile& p) {
    if (p.uniqueness() >= kKeyFrom) return left_out(0.8, "unique per row: a key");
    if (p.uniqueness() < kIdentifierFrom) return left_out(0.5, "a number that many rows share");
    return std::nullopt;
}

// Readings of a name that hang on the values or on a number in the name.
std::optional<KindGuess> judge_special(const ColumnProfile& p, const NameReading& name) {
    switch (name.meaning) {
        case kCustomerNumber: return judge_customer_number(p);
        case kGivenName:
            if (name.ordinal >= 2) return text_guess(0.5, "name: a second given name");
            if (p.one_token > 0.8 && p.family_name > p.given_name + 0.5 && p.given_name < 0.2)
                return KindGuess{Kind::kFamilyName, 0.6, "values are family names, whatever the name says"};
            break;
        case kFamilyName:
            if (name.ordinal >= 2) return text_guess(0.5, "name: a second family name");
            if (p.one_token > 0.8 && p.given_name > p.family_name + 0.5 && p.family_name < 0.2)
                return KindGuess{Kind::kGivenName, 0.6, "values are given names, whatever the name says"};
            if (p.two_tokens > 0.8 && p.given_first > 0.5 && p.family_last > 0.3)
                return KindGuess{Kind::kFullName, 0.6, "values are full names, whatever the name says"};
            break;
        case kStreet:
            if (name.ordinal >= 2 && p.street < 0.5) return text_guess(0.4, "a further line of the address");
            break;
        case kDate:
            if (p.date > 0.6 && p.recent < 0.3 && p.distinct > 30)
                return KindGuess{Kind::kDate, 0.4, "a date, of what is not said"};
            break;
        case kCompany:
            if (p.two_tokens > 0.8 && p.given_first > 0.5 && p.company_word + p.legal_form < 0.05)
                return KindGuess{Kind::kFullName, 0.5, "values are names of persons, whatever the name says"};
            break;
        default: break;
    }
    return std::nullopt;
}

}  // namespace

std::optional<KindGuess> judge_name(const ColumnProfile& p, const NameReading& name) {
    const Rule* rule = rule_of(name.meaning);
    if (rule == nullptr) return std::nullopt;
    if (p.rows == 0) return KindGuess{rule->kind, rule->confidence * kWithoutRows, reason_without_rows(rule->reason)};
    const double share = possible_share(p, name.meaning);
    if (share < kPossible) return std::nullopt;
    if (auto special = judge_special(p, name)) return special;
    return KindGuess{rule->kind, rule->confidence * (0.5 + 0.5 * std::min(1.0, share)), std::string(rule->reason)};
}

}  // namespace cdp::link
