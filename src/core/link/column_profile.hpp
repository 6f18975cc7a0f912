// SPDX-License-Identifier: PostgreSQL
// Facts measured on one column: how many values, and which share of a sample of them looks like what. Shares
// weigh a value by the square root of its number of rows, so that neither a long tail of typing errors nor one
// frequent junk value decides. Values that stand for "unknown" are not counted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::link {

struct ColumnValue {
    std::string_view value;
    std::uint32_t count;  // rows that hold it
};

struct ColumnProfile {
    std::string name;
    std::string type;  // the SQL type as format_type() spells it
    std::uint64_t rows = 0;
    std::uint64_t nulls = 0;
    std::uint64_t distinct = 0;

    std::uint64_t sampled = 0;  // values of the sample that are no junk; the shares are of these
    // Shares in [0,1]:
    double junk = 0;  // of all rows of the sample: empty, "n/a", "unknown" …
    double email = 0;
    double phone = 0;            // digits as in a phone number
    double formatted_phone = 0;  // … written as one
    double date = 0;
    double timestamp = 0;     // date with a time of day
    double recent = 0;        // of the dates: from 2005 on
    double year = 0;          // whole numbers 1900 … 2100
    double small_number = 0;  // whole numbers 0 … 120
    double epoch = 0;         // whole numbers that are a time of 2000 … 2039 in (milli)seconds since 1970
    double number = 0;
    double decimal = 0;
    double digits = 0;  // digits only
    double has_digit = 0;
    double letters = 0;  // folded form has letters and spaces only
    double code = 0;     // one word with digits in it
    double postcode = 0;
    double telling_postcode = 0;
    double same_length = 0;  // of the most frequent length
    double url = 0;
    double uuid = 0;
    double boolean = 0;
    double gender = 0;
    double single_letter = 0;
    double one_token = 0;
    double two_tokens = 0;   // two or three
    double given_name = 0;   // some token is a frequent given name
    double given_first = 0;  // the first token (after titles) is one
    double family_name = 0;  // some token is a frequent family name or ends like one
    double family_last = 0;  // the last token is
    double title = 0;        // begins with mr, mme, dr …
    double city = 0;
    double country = 0;
    double country_code = 0;
    double region_code = 0;
    double legal_form = 0;
    double company_word = 0;
    double street_word = 0;
    double street = 0;  // a street word and a house number
    double comma = 0;

    double mean_length = 0;  // characters
    double mean_tokens = 0;

    std::uint64_t filled() const noexcept { return rows > nulls ? rows - nulls : 0; }
    // Distinct values per filled row; 1 = every row its own.
    double uniqueness() const noexcept {
        return filled() == 0 ? 0 : static_cast<double>(distinct) / static_cast<double>(filled());
    }
    double null_share() const noexcept {
        return rows == 0 ? 1 : static_cast<double>(nulls) / static_cast<double>(rows);
    }
};

// `rows`, `nulls` and `distinct` are of the whole column; `sample` holds some of its distinct values (a couple of
// thousand are plenty), chosen by the caller so that the same data give the same sample.
ColumnProfile profile_column(std::string_view name, std::string_view type, std::uint64_t rows, std::uint64_t nulls,
                             std::uint64_t distinct, std::span<const ColumnValue> sample);

}  // namespace cdp::link
