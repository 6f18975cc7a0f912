// SPDX-License-Identifier: PostgreSQL
// Similarity of two street lines.
#pragma once

#include <string>
#include <vector>

#include "core/compare/units.hpp"
#include "core/compare/word_alignment.hpp"

namespace cdp::compare {

// A street line prepared for many comparisons: its parts (text::parse_address), abbreviated and folded. Takes any text;
// of long ones the first text::kLongestAddress bytes and kMostWords words of the street's name.
class AddressForm {
public:
    explicit AddressForm(std::string_view address) : AddressForm(address, Work{}) {}
    AddressForm(std::string_view address, const Work& work);
    AddressForm(AddressForm&&) = delete;  // words point into the texts

    // 12 bis is 12 to 12 with b; 12-14 is 12 to 14. Digits without leading zeros; empty for none.
    struct House {
        std::string first, last, letters;
    };

private:
    friend double address_similarity(const AddressForm& a, const AddressForm& b);

    std::string key_;
    House house_;
    std::string type_, name_, unit_, box_, rest_;
    std::vector<Word> words_;
};

// In [0,1], symmetric; 1 for lines that are one after folding and abbreviating, 0 when only one has a street or a box.
// The words of the streets' names are assigned to one another (align_words); articles weigh little. Then, multiplied:
// house numbers that differ 0.4, that differ in letters only 0.9, a range that holds the other 0.95, one missing 0.85;
// types that differ 0.9; units that differ 0.9; boxes that differ 0.4; any of these missing on one side 0.97; other
// words between commas on both sides 0.9 where nothing agrees, up to 1.
double address_similarity(const AddressForm& a, const AddressForm& b);

}  // namespace cdp::compare
