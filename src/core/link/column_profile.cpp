// SPDX-License-Identifier: PostgreSQL
#include "core/link/column_profile.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "core/link/gazetteer.hpp"
#include "core/link/value_shapes.hpp"
#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"
#include "core/text/placeholder.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kLongestValue = 400;  // bytes of a value that are looked at
constexpr std::size_t kLengths = 64;

std::vector<std::string_view> split(std::string_view folded) {
    std::vector<std::string_view> tokens;
    while (!folded.empty()) tokens.push_back(text::next_word(folded));
    return tokens;
}

bool has_digit(std::string_view s) noexcept { return std::ranges::any_of(s, text::is_ascii_digit); }

// A prefix of at most kLongestValue bytes that ends between characters.
std::string_view clip(std::string_view s) noexcept {
    if (s.size() <= kLongestValue) return s;
    std::size_t end = kLongestValue;
    while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0) == 0x80) end--;
    return s.substr(0, end);
}

// Adds the facts of one value with its weight to the sums in `p`.
class Tally {
public:
    explicit Tally(ColumnProfile& profile) : p_(profile) {}

    void add(const ColumnValue& v) {
        const std::string_view value = clip(v.value);
        const std::string folded = text::fold(value);
        rows_ += v.count;
        if (text::is_placeholder(text::Kind::kText, value)) {
            junk_rows_ += v.count;
            return;
        }
        weight_ = std::sqrt(static_cast<double>(std::max<std::uint32_t>(v.count, 1)));
        total_ += weight_;
        p_.sampled++;
        p_.mean_length += weight_ * static_cast<double>(v.value.size());
        lengths_[std::min(v.value.size(), kLengths - 1)] += weight_;
        add_shape(value);
        add_words(value, folded);
    }

    void finish() {
        p_.junk = rows_ == 0 ? 0 : junk_rows_ / rows_;
        if (total_ == 0) return;
        p_.recent = p_.date + p_.timestamp == 0 ? 0 : p_.recent / (p_.date + p_.timestamp);
        p_.same_length = *std::ranges::max_element(lengths_);
        for (double ColumnProfile::*sum : kSums) p_.*sum = std::min(1.0, p_.*sum / total_);
        p_.mean_length /= total_;
        p_.mean_tokens /= total_;
    }

private:
    void count(double ColumnProfile::*sum, bool hit) noexcept {
        if (hit) p_.*sum += weight_;
    }

    void add_shape(std::string_view value) {
        count(&ColumnProfile::email, looks_like_email(value));
        count(&ColumnProfile::phone, looks_like_phone(value));
        count(&ColumnProfile::formatted_phone, looks_like_formatted_phone(value));
        if (const auto date = date_shape(value)) {
            count(date->with_time ? &ColumnProfile::timestamp : &ColumnProfile::date, true);
            count(&ColumnProfile::recent, date->year >= 2005);
        }
        const bool all_digits = is_all_digits(value);
        if (all_digits && value.size() <= 4) {
            int n = 0;
            std::from_chars(value.data(), value.data() + value.size(), n);
            count(&ColumnProfile::year, n >= 1900 && n <= 2100);
            count(&ColumnProfile::small_number, n <= 120);
        }
        count(&ColumnProfile::epoch, looks_like_epoch(value));
        count(&ColumnProfile::number, looks_like_number(value));
        count(&ColumnProfile::decimal, looks_like_decimal(value));
        count(&ColumnProfile::digits, all_digits);
        count(&ColumnProfile::has_digit, has_digit(value));
        count(&ColumnProfile::code, looks_like_code(value));
        count(&ColumnProfile::postcode, looks_like_postcode(value));
        count(&ColumnProfile::telling_postcode, is_telling_postcode(value));
        count(&ColumnProfile::url, looks_like_url(value));
        count(&ColumnProfile::uuid, looks_like_uuid(value));
        count(&ColumnProfile::comma, value.find(',') != value.npos);
    }

    void add_words(std::string_view value, const std::string& folded) {
        std::vector<std::string_view> tokens = split(folded);
        p_.mean_tokens += weight_ * static_cast<double>(tokens.size());
        count(&ColumnProfile::boolean, is_boolean_word(folded));
        count(&ColumnProfile::gender, is_gender_word(folded));
        count(&ColumnProfile::single_letter, folded.size() == 1);
        count(&ColumnProfile::city, is_city(folded));
        count(&ColumnProfile::country, is_country(folded));
        count(&ColumnProfile::country_code, value.size() <= 3 && is_country_code(folded));
        count(&ColumnProfile::region_code, value.size() <= 3 && is_region_code(folded));
        count(&ColumnProfile::legal_form, tokens.size() > 1 && is_legal_form(tokens.back()));
        count(&ColumnProfile::company_word, std::ranges::any_of(tokens, is_company_word));
        const bool street_word = tokens.size() > 1 && std::ranges::any_of(tokens, is_street_word);
        const bool digits = has_digit(folded);
        count(&ColumnProfile::street_word, street_word);
        count(&ColumnProfile::street, street_word && digits);
        count(&ColumnProfile::letters, !digits && value.find_first_of("@/\\&+#=<>:;") == value.npos);
        add_names(tokens);
    }

    void add_names(std::vector<std::string_view>& tokens) {
        const bool titled = tokens.size() > 1 && is_title(tokens.front());
        count(&ColumnProfile::title, titled);
        if (titled) tokens.erase(tokens.begin());
        if (tokens.empty()) return;
        const auto family = [](std::string_view t) { return is_family_name(t) || has_family_ending(t); };
        count(&ColumnProfile::one_token, tokens.size() == 1);
        count(&ColumnProfile::two_tokens, tokens.size() == 2 || tokens.size() == 3);
        count(&ColumnProfile::given_first, is_given_name(tokens.front()));
        count(&ColumnProfile::given_name, std::ranges::any_of(tokens, is_given_name));
        count(&ColumnProfile::family_name, std::ranges::any_of(tokens, family));
        count(&ColumnProfile::family_last, family(tokens.back()));
    }

    static constexpr double ColumnProfile::*kSums[] = {
        &ColumnProfile::email,        &ColumnProfile::phone,       &ColumnProfile::formatted_phone,
        &ColumnProfile::date,         &ColumnProfile::timestamp,   &ColumnProfile::year,
        &ColumnProfile::small_number, &ColumnProfile::number,      &ColumnProfile::decimal,
        &ColumnProfile::digits,       &ColumnProfile::has_digit,   &ColumnProfile::letters,
        &ColumnProfile::code,         &ColumnProfile::postcode,    &ColumnProfile::telling_postcode,
        &ColumnProfile::same_length,  &ColumnProfile::url,         &ColumnProfile::uuid,
        &ColumnProfile::boolean,      &ColumnProfile::gender,      &ColumnProfile::single_letter,
        &ColumnProfile::one_token,    &ColumnProfile::two_tokens,  &ColumnProfile::given_name,
        &ColumnProfile::given_first,  &ColumnProfile::family_name, &ColumnProfile::family_last,
        &ColumnProfile::title,        &ColumnProfile::city,        &ColumnProfile::country,
        &ColumnProfile::country_code, &ColumnProfile::region_code, &ColumnProfile::legal_form,
        &ColumnProfile::company_word, &ColumnProfile::street_word, &ColumnProfile::street,
        &ColumnProfile::comma,        &ColumnProfile::epoch,
    };

    ColumnProfile& p_;
    double weight_ = 0;
    double total_ = 0;
    double rows_ = 0;
    double junk_rows_ = 0;
    std::array<double, kLengths> lengths_{};
};

}  // namespace

ColumnProfile profile_column(std::string_view name, std::string_view type, std::uint64_t rows, std::uint64_t nulls,
                             std::uint64_t distinct, std::span<const ColumnValue> sample) {
    ColumnProfile profile;
    profile.name = name;
    profile.type = type;
    profile.rows = rows;
    profile.nulls = nulls;
    profile.distinct = distinct;
    Tally tally(profile);
    for (const auto& value : sample) tally.add(value);
    tally.finish();
    return profile;
}

}  // namespace cdp::link
