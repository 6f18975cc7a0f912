// SPDX-License-Identifier: PostgreSQL
// The condition of a level, such as `jaro_winkler >= 0.92` or `exact(given_name, family_name) and
// exact(family_name, given_name)`: parsed to a flat postfix program over measures of two values.
//
//   condition = term { "or" term }      term = factor { "and" factor }      factor = [ "not" ] atom
//   atom      = "else" | "(" condition ")" | measure [ "(" attribute [ "," attribute ] ")" ] [ comparator number [ unit ] ]
//             | ( "left" | "right" | "both" ) [ "(" attribute ")" ] [ "=" 'text' ]
//
// With one attribute the measure looks at it on both sides; with two, at the first on the left record and the
// second on the right one. Without, at the first attribute of the comparison. A measure of a missing value is
// false, whatever the comparator. `left`, `right` and `both` tell of the two records whether there is a value, or
// that text. A measure of attributes with many values is that of the pair of values that is closest.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::score {

enum class Measure : unsigned char {
    kPresent,                // both sides have a value
    kExact,                  // same match form
    kLevenshtein,            // edit distance
    kOsa,                    // edit distance with transpositions of neighbours
    kDamerau,                // the same where what was swapped may be edited again
    kLevenshteinSimilarity,  // 1 - distance / longer length
    kJaro,
    kJaroWinkler,
    kJaccard,           // on sets of bigrams
    kCharacterJaccard,  // on sets of characters
    kTokenJaccard,   // on sets of words
    kTokenOverlap,   // words in common / words of the shorter; words alike by Jaro-Winkler >= .9 count
    kInitial,        // one is an initial of the other, or of its first word
    kNickname,       // forms of one given name
    kDistinctNames,  // two given names that are well known and not forms of one
    kSubset,         // the words of one are among the words of the other
    kAcronym,        // one is a single word, of the first letters of the other's words
    kAbbreviation,   // as many words, each the same as, or the beginning of, the one in its place
    kDateParts,      // of year, month, day: how many are equal, 0..3; day and month may be swapped
    kDays,           // distance in days
    kMonths,         // distance in calendar months
    kYears,          // distance in calendar years
    kElapsed,        // time between two dates or times in seconds
    kDifference,     // |a - b| of numbers
    kPercent,        // |a - b| / max(|a|, |b|) of numbers
    kSuffix,         // length of the common end, in characters
    kPrefix,         // length of the common start, in characters
    kUser,           // Jaro-Winkler of the part before the @ of two e-mail addresses
    kHouseNumber,    // same house number in two addresses
    kSoundex,        // same Soundex code of the first word
    kShared,         // how many values two lists have in common
    kKm,             // distance of two places
    kCosine,         // of the angle between two vectors
    kIs,             // the value is Test::text
};

struct MeasureInfo {
    std::string_view name;
    Measure measure;
    bool yes_no;  // a truth value: takes no comparator
};

// All measures by name; kIs is written otherwise.
std::span<const MeasureInfo> measures() noexcept;

// True where less is closer.
constexpr bool is_distance(Measure measure) noexcept {
    using enum Measure;
    switch (measure) {
        case kLevenshtein:
        case kOsa:
        case kDamerau:
        case kDays:
        case kMonths:
        case kYears:
        case kElapsed:
        case kDifference:
        case kPercent:
        case kKm: return true;
        default: return false;
    }
}

enum class Comparator : unsigned char { kGreaterEqual, kGreater, kLessEqual, kLess, kEqual };

struct Test {
    Measure measure;
    Comparator comparator;
    double bound;
    int left;   // index into the model's attributes
    int right;  // the same as `left` unless two attributes were named; a side that is not looked at has -1
    std::string text = {};  // of kIs
};

// Whether the test looks at the values of one record only.
constexpr bool is_one_sided(const Test& test) noexcept { return test.left < 0 || test.right < 0; }
// Whether equality, presence and literals alone decide it.
constexpr bool is_of_codes(Measure measure) noexcept {
    return measure == Measure::kPresent || measure == Measure::kExact || measure == Measure::kIs;
}

// A step of the postfix program. What stands left of `and` or `or` may settle it: then the right side is skipped.
enum class Op : unsigned char { kTest, kAnd, kOr, kNot, kTrue, kSkipIfFalse, kSkipIfTrue };

struct Step {
    Op op;
    unsigned operand;  // of kTest: index into Condition::tests; of a skip: the step to go on with
};

struct Condition {
    std::vector<Test> tests;
    std::vector<Step> steps;  // postfix

    bool empty() const noexcept { return steps.empty(); }
    bool is_else() const noexcept { return steps.size() == 1 && steps[0].op == Op::kTrue; }
    // Exactly one test: same match form of one attribute on both sides.
    bool is_plain_exact() const noexcept {
        return steps.size() == 1 && steps[0].op == Op::kTest && tests[0].measure == Measure::kExact &&
               tests[0].left == tests[0].right;
    }
};

// Throws Error(kInvalidModel) whose message starts with `path`. `attributes` are the names a condition may
// use; `primary` is the index of the one that stands where none is named.
Condition parse_condition(std::string_view text, std::span<const std::string> attributes, int primary,
                          std::string_view path);

}  // namespace cdp::score
