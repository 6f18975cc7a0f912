// SPDX-License-Identifier: PostgreSQL
// The linkage model: which attributes there are, which pairs are compared, how values are graded into levels,
// and the probabilities behind every level. A value type; `model_json` reads and writes it, `Weights` turns it
// into bits. Fellegi & Sunter 1969, with classes of pairs beside matches and strangers: *look-alikes*, who are not
// the same but agree for a reason. Households share contact attributes as matches do and given names no more than
// strangers; namesakes share their names, and what is made of names, and nothing else. Of companies, the first are firms
// under one roof, the second branches and firms of one name.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/score/condition.hpp"
#include "core/score/known_values.hpp"
#include "core/score/transform.hpp"
#include "core/text/kind.hpp"

namespace cdp::score {

// A pattern of levels holds four bits for each comparison.
inline constexpr std::size_t kMaxComparisons = 32;
inline constexpr std::size_t kMaxAttributes = 64;
inline constexpr std::size_t kMaxDuplicateFreeSources = 64;

// What is compared of a value.
enum class Form : unsigned char {
    kClean,   // its match form, by kind
    kPlain,   // the value as it is; numbers and dates read strictly
    kPoint,   // latitude and longitude in degrees
    kVector,  // a list of numbers
};

// Whether a value is a row of numbers: it has no letters and no words.
constexpr bool has_numbers(Form form) noexcept { return form == Form::kPoint || form == Form::kVector; }

struct Attribute {
    std::string name;
    text::Kind kind = text::Kind::kText;
    std::vector<std::string> columns{};   // of the query, joined when there are several; empty: the column of that name
    std::string separator = " ";          // between columns
    std::vector<Transform> steps{};       // applied to the column's value, in order
    Form form = Form::kClean;
    bool many = false;                    // the column is an array: a record has any number of values

    std::vector<std::string> column_names() const { return columns.empty() ? std::vector{name} : columns; }
};

// How a blocking key is made of an attribute's match form.
enum class KeyForm : unsigned char {
    kWhole,
    kPrefix,         // attr[:n]
    kSuffix,         // attr[-n:]
    kSoundex,        // of the first word
    kMetaphone,      // double metaphone, primary code, of the first word
    kNysiis,         // of the first word
    kCologne,        // of the first word
    kPhoneticFr,     // of the first word
    kYear,           // of a date
    kMonthDay,       // of a date, smaller number first, so that swapped days and months meet
    kUser,           // of an e-mail address: before the @, without what follows a plus
    kSorted,         // words in alphabetical order
    kTokens,         // every word a key: explodes
    kRare,           // every pair of the three rarest words a key: explodes
    kDaitchMokotoff, // every code of the first word a key: explodes
};

constexpr bool explodes(KeyForm form) noexcept {
    return form == KeyForm::kTokens || form == KeyForm::kRare || form == KeyForm::kDaitchMokotoff;
}

// The classes of look-alikes. Households hold a value for a reason of its own, so its rarity counts as it does for
// matches; namesakes hold theirs by chance, so it does not.
enum LookAlike : unsigned char { kHousehold, kNamesake };
inline constexpr std::size_t kLookAlikes = 2;
inline constexpr std::string_view kLookAlikeNames[] = {"household", "namesake"};

struct KeyPart {
    int attribute = 0;
    KeyForm form = KeyForm::kWhole;
    int length = 0;  // for kPrefix and kSuffix
    bool operator==(const KeyPart&) const = default;
};

using BlockingRule = std::vector<KeyPart>;  // all parts must agree; at most one explodes by its form

// Sorted neighbourhood (Hernandez & Stolfo 1995): records sorted by the keys, each compared with the next ones. What it
// finds depends on the other records, so it is nothing for a hub.
struct Neighbourhood {
    std::vector<KeyPart> keys;
    std::size_t window = 0;  // records that are compared with one another; at least 2
};

// The frequency that a level's frequency correction measures against.
enum class FrequencyBase : unsigned char {
    kAverage,  // at which two random values agree
    kExact,    // u of the comparison's level that is exact agreement on the attribute
    kOwn,      // u of the level itself
};

struct FrequencyOptions {
    int attribute = -1;  // whose values; -1: that of the first exact test, else the primary
    double weight = 1;
    double minimum = 0;  // rarer values count as this frequent
    FrequencyBase base = FrequencyBase::kAverage;
    bool operator==(const FrequencyOptions&) const = default;
};

struct Level {
    std::string when;
    Condition condition;
    double m = 0;        // P(level | match)
    double u = 0;        // P(level | strangers)
    std::array<double, kLookAlikes> alike{};  // P(level | look-alikes), for classes that the comparison is part of
    bool term_frequency = false;
    bool fixed = false;                     // training leaves m and u as they are
    bool fixed_m = false, fixed_u = false;  // only one of them
    FrequencyOptions frequency{};           // of term_frequency
    std::string label{};                    // for people; empty: the condition speaks for itself

    bool keeps_m() const noexcept { return fixed || fixed_m; }
    bool keeps_u() const noexcept { return fixed || fixed_u; }
};

struct Comparison {
    std::string name;
    std::vector<int> attributes;            // the first is the primary
    std::array<bool, kLookAlikes> alike{};  // classes with probabilities of their own here; the others have u
    std::vector<Level> levels;              // strictest first, the last is "else"
    std::string missing{};                  // when nothing can be said: a condition, `never`, `any` or `all`
    Condition missing_when{};               // empty: when each of the attributes is missing on a side
    std::string description{};              // for people
};

// The attribute whose frequencies correct the level, or -1. Unless the level names one it is that of its first exact
// test, so that `exact(postcode)` in a comparison of addresses is corrected by the postcode's frequency.
int frequency_attribute(const Level& level, const Comparison& comparison) noexcept;
// The level of exact agreement on the attribute, and nothing else; null when there is none.
const Level* exact_level(const Comparison& comparison, int attribute) noexcept;

// Frequencies of values among the records that have one, by match form; values not listed have the default, and none
// when that is 0. A level with term frequencies weighs log2(average / frequency) bits more: nothing for a value as
// common as two random values are likely to be equal, more for a rare one.
struct TermFrequencies {
    double fallback = 0;
    double average = 0;
    KnownValues<double> values;
};

// Two comparisons that say less together, or more, than one by one: a city follows from its postcode. A pair that
// reaches both levels has `bits` more for matches against strangers. Look-alikes that have both comparisons in their
// class are taken to depend there as matches do, those that have none as strangers do; of a class with one of them the
// bits speak for matches never. So no interaction brings look-alikes nearer to matches.
struct Interaction {
    std::size_t left = 0, right = 0;  // comparisons, different ones
    unsigned left_level = 1, right_level = 1;
    double bits = 0;

    // What it adds to the evidence of a class of look-alikes against strangers.
    double alike_bits(bool left_of_class, bool right_of_class) const noexcept {
        if (left_of_class && right_of_class) return bits;
        return left_of_class != right_of_class && bits > 0 ? bits : 0;
    }
};

// Names of one language, or people, go together: a rare given name and a rare family name of the same few thousand people
// meet far more often among strangers than their frequencies say. The values of two comparisons (of their first attributes)
// are in communities, and a pair of records that agrees on both has `bits` more, or less, by the communities of the values.
struct Communities {
    std::size_t left = 0, right = 0;  // comparisons, different ones
    std::size_t count = 0;            // of communities, on either side
    std::vector<double> bits;         // count x count: by that of the left value, then of the right one
    // By match form, below `count`; of a value that is not here nothing is known.
    KnownValues<std::uint8_t> left_values, right_values;
};

struct Thresholds {
    double component = 0;  // bits: scored pairs at or above are links
    double cluster = 0;    // bits: where agglomeration stops
    double review = -6;    // bits: what a steward sees
};

// What a cluster must not hold.
struct Constraints {
    struct Limit {
        int attribute;
        std::uint32_t values;
        std::uint32_t days = 0;  // counted among those seen within so many days of one another; 0: ever
        int seen = -1;           // attribute that says when, for days
    };
    std::vector<std::string> duplicate_free;  // sources: at most one record of each
    std::vector<Limit> limits;                // at most so many distinct values of an attribute
    std::uint64_t max_size = 0;               // records; 0: any number
    bool empty() const noexcept { return duplicate_free.empty() && limits.empty() && max_size == 0; }
};

// What the data of one day decide about blocking, kept so that the data of another day cannot: which blocks are too large to
// be compared whole, what such blocks are split by, and which words are common. Blocks are known by their hashes, as
// link::block_key and link::sub_block_key give them.
struct FrozenBlocking {
    std::vector<std::vector<int>> splits;  // attributes, by rule: those of blocking, then the deterministic ones
    std::vector<std::uint64_t> oversized;  // ascending
    // By attribute of a `rare` key: the words of several records, the most common first. Other words are rarer.
    std::map<std::string, std::vector<std::string>, std::less<>> words;

    bool is_oversized(std::uint64_t block) const noexcept;
};

// kLink: only pairs of different sources; the others: all pairs.
enum class LinkType : unsigned char { kDedupe, kLink, kLinkAndDedupe };
enum class Linkage : unsigned char { kAverage, kSingle, kComplete };

struct Model {
    std::vector<Attribute> attributes;
    std::vector<BlockingRule> blocking;
    std::vector<BlockingRule> deterministic;
    std::vector<Neighbourhood> neighbourhoods;
    std::vector<Comparison> comparisons;
    std::vector<Interaction> interactions;
    double prior = 1e-4;  // P(match) of a random pair
    std::array<double, kLookAlikes> alike{};  // P(look-alikes) of a random pair; 0 switches the class off
    Thresholds thresholds;
    LinkType link_type = LinkType::kDedupe;
    Linkage linkage = Linkage::kAverage;
    Constraints constraints;
    std::uint64_t records = 0;                                // on which it was trained; 0: it was not
    std::string training;                                     // how that went, as a JSON object; for readers
    std::map<std::string, TermFrequencies> term_frequencies;  // by attribute name
    std::optional<Communities> communities;
    std::optional<FrozenBlocking> frozen;  // then dates in digits are read day first, too, whatever others look like
    std::string notes;  // a JSON value of the user's, kept as it is; empty: none

    std::vector<std::string> attribute_names() const;
    std::vector<BlockingRule> all_rules() const;  // blocking, then deterministic
    int attribute_index(std::string_view name) const noexcept;   // -1 when there is none
    int comparison_index(std::string_view name) const noexcept;  // -1 when there is none
    bool uses_column(std::string_view name) const noexcept;
    bool share_column(int a, int b) const;  // whether two attributes are of one column
};

// Text of a key part, as written in a model: `family_name.soundex`, `given_name[:3]`.
std::string print_key(const KeyPart& part, const Model& model);
// Throws Error(kInvalidModel) whose message starts with `path`.
KeyPart parse_key(std::string_view text, const Model& model, std::string_view path);
// Text of a rule: its keys joined by " + ".
std::string print_rule(const BlockingRule& rule, const Model& model);
std::string print_neighbourhood(const Neighbourhood& rule, const Model& model);

}  // namespace cdp::score
