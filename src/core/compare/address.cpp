// SPDX-License-Identifier: PostgreSQL
#include "core/compare/address.hpp"

#include <algorithm>
#include <array>

#include "core/text/address.hpp"
#include "core/text/fold.hpp"
#include "core/text/name.hpp"
#include "core/text/parse_address.hpp"
#include "core/text/utf8.hpp"

namespace cdp::compare {

namespace {

constexpr double kArticleWeight = 0.05;
constexpr double kOther = 0.9;  // type, unit
constexpr double kOneMissing = 0.97;
constexpr double kOtherNumber = 0.4;
constexpr double kNumberMissing = 0.85;
constexpr double kOtherLetters = 0.9;
constexpr double kWithinRange = 0.95;

constexpr std::string_view kArticleWords[] = {"au", "aux", "im", "l", "of", "sous", "sur", "the"};
constexpr text::WordSet<std::size(kArticleWords)> kArticles(kArticleWords);

// Types that end a compound, in the form of address_key: hauptstr, kirchweg.
constexpr std::string_view kCompoundEnds[] = {"all",   "gasse", "gracht", "laan", "pl",
                                              "platz", "plein", "ring",   "str",  "weg"};

double weight_of(std::string_view word) noexcept {
    if (kArticles.contains(word)) return kArticleWeight;
    if (word.size() == 1 && !text::is_ascii_digit(word.front())) return kInitialWeight;
    return text::is_name_particle(word) ? kArticleWeight : 1;
}

std::vector<Word> words_of(std::string_view rest) {
    std::vector<Word> words;
    while (!rest.empty() && words.size() < kMostWords) {
        const std::string_view word = text::next_word(rest);
        words.push_back({word, weight_of(word), 0});
    }
    return words;
}

// The first run of digits, without zeros in front; moves `rest` past it.
std::string next_number(std::string_view& rest) {
    const std::size_t begin = std::min(rest.find_first_of("0123456789"), rest.size());
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", begin), rest.size());
    std::string_view digits = rest.substr(begin, end - begin);
    rest.remove_prefix(end);
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return std::string(digits);
}

AddressForm::House house_of(std::string_view written) {
    const std::string folded = text::fold(written);
    AddressForm::House house;
    std::string_view rest = folded;
    house.first = next_number(rest);
    std::string_view range = rest;
    house.last = next_number(range);
    if (!house.last.empty()) return house;
    house.last = house.first;
    const std::size_t letter = rest.find_first_not_of(' ');
    if (letter != std::string_view::npos) house.letters = rest[letter];  // 12 bis is 12 b
    return house;
}

// Numbers of one length compare as texts do.
bool at_most(std::string_view a, std::string_view b) noexcept {
    return a.size() != b.size() ? a.size() < b.size() : a <= b;
}

double house_factor(const AddressForm::House& a, const AddressForm::House& b) noexcept {
    if (a.first.empty() || b.first.empty()) return a.first.empty() == b.first.empty() ? 1 : kNumberMissing;
    if (a.first == b.first && a.last == b.last) return a.letters == b.letters ? 1 : kOtherLetters;
    return at_most(a.first, b.last) && at_most(b.first, a.last) ? kWithinRange : kOtherNumber;
}

double part_factor(std::string_view a, std::string_view b, double other) noexcept {
    if (a == b) return 1;
    return a.empty() || b.empty() ? kOneMissing : other;
}

double street_similarity(const std::vector<Word>& a, const std::vector<Word>& b, bool boxes) noexcept {
    if (a.empty() || b.empty()) return a.empty() && b.empty() && boxes ? 1 : 0;
    return align_words(a, b);
}

}  // namespace

AddressForm::AddressForm(std::string_view address, const Work&) {
    const std::string_view head = text::head_of(address, text::kLongestAddress);
    const text::AddressParts parts = text::parse_address(head);
    key_ = text::address_key(head);
    house_ = house_of(parts.house_number);
    type_ = text::address_key(parts.street_type);
    name_ = text::address_key(parts.street_name);
    unit_ = text::address_key(parts.unit);
    box_ = text::ascii_digits(text::fold(parts.box));
    rest_ = text::address_key(parts.rest);
    if (type_.empty() && name_.find(' ') == std::string::npos)
        for (std::string_view end : kCompoundEnds)
            if (name_.size() > end.size() + 2 && name_.ends_with(end)) {
                type_ = end;
                name_.erase(name_.size() - end.size());
                break;
            }
    words_ = words_of(name_);
}

double address_similarity(const AddressForm& a, const AddressForm& b) {
    if (a.key_ == b.key_) return 1;
    double result = street_similarity(a.words_, b.words_, !a.box_.empty() && !b.box_.empty());
    result *= house_factor(a.house_, b.house_);
    result *= part_factor(a.type_, b.type_, kOther);
    result *= part_factor(a.unit_, b.unit_, kOther);
    result *= part_factor(a.box_, b.box_, kOtherNumber);
    if (!a.rest_.empty() && !b.rest_.empty())
        result *= kOther + (1 - kOther) * align_words(words_of(a.rest_), words_of(b.rest_));
    return result;
}

}  // namespace cdp::compare
