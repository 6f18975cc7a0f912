// SPDX-License-Identifier: PostgreSQL
#include "core/score/model.hpp"

#include <algorithm>
#include <charconv>

#include "core/base/error.hpp"
#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

struct FormName {
    std::string_view name;
    KeyForm form;
};

constexpr FormName kForms[] = {
    {"soundex", KeyForm::kSoundex}, {"metaphone", KeyForm::kMetaphone},      {"nysiis", KeyForm::kNysiis},
    {"cologne", KeyForm::kCologne}, {"phonetic_fr", KeyForm::kPhoneticFr},   {"year", KeyForm::kYear},
    {"month_day", KeyForm::kMonthDay}, {"user", KeyForm::kUser},             {"sorted", KeyForm::kSorted},
    {"tokens", KeyForm::kTokens},   {"rare", KeyForm::kRare},                {"daitch_mokotoff", KeyForm::kDaitchMokotoff},
};

[[noreturn]] void bad_key(std::string_view text, std::string_view path, const std::string& what) {
    throw Error(ErrorCode::kInvalidModel, std::string(path) + ": " + what,
                "The key is \"" + std::string(text::head_of(text, 200)) + "\".",
                "A key is an attribute, attribute[:n], attribute[-n:], or attribute.form with form one of soundex, "
                "metaphone, nysiis, cologne, phonetic_fr, daitch_mokotoff, year, month_day, user, sorted, tokens, rare.");
}

int parse_length(std::string_view digits, std::string_view text, std::string_view path) {
    int n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (error != std::errc() || end != digits.data() + digits.size() || n < 1 || n > 64)
        bad_key(text, path, "the length of a slice must be 1 to 64");
    return n;
}

// Splits `[:n]` or `[-n:]` off the end; returns what stands before it.
std::string_view parse_slice(std::string_view text, std::string_view path, KeyPart& part) {
    const std::size_t open = text.rfind('[');
    if (open == std::string_view::npos) bad_key(text, path, "an opening bracket is missing");
    const std::string_view slice = text.substr(open + 1, text.size() - open - 2);
    if (slice.starts_with(':')) {
        part.form = KeyForm::kPrefix;
        part.length = parse_length(slice.substr(1), text, path);
    } else if (slice.starts_with('-') && slice.ends_with(':')) {
        part.form = KeyForm::kSuffix;
        part.length = parse_length(slice.substr(1, slice.size() - 2), text, path);
    } else {
        bad_key(text, path, "a slice is [:n] or [-n:]");
    }
    return text.substr(0, open);
}

std::string_view parse_form(std::string_view text, std::string_view path, KeyPart& part) {
    const std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos) return text;
    for (const auto& f : kForms)
        if (f.name == text.substr(dot + 1)) {
            part.form = f.form;
            return text.substr(0, dot);
        }
    bad_key(text, path, "unknown form \"" + std::string(text::head_of(text.substr(dot + 1), 100)) + "\"");
}

}  // namespace

bool FrozenBlocking::is_oversized(std::uint64_t block) const noexcept {
    return std::binary_search(oversized.begin(), oversized.end(), block);
}

std::vector<BlockingRule> Model::all_rules() const {
    auto rules = blocking;
    rules.insert(rules.end(), deterministic.begin(), deterministic.end());
    return rules;
}

std::vector<std::string> Model::attribute_names() const {
    std::vector<std::string> names;
    names.reserve(attributes.size());
    for (const auto& a : attributes) names.push_back(a.name);
    return names;
}

int Model::attribute_index(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < attributes.size(); i++)
        if (attributes[i].name == name) return static_cast<int>(i);
    return -1;
}

int Model::comparison_index(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < comparisons.size(); i++)
        if (comparisons[i].name == name) return static_cast<int>(i);
    return -1;
}

bool Model::uses_column(std::string_view name) const noexcept {
    const auto uses = [&](const Attribute& a) {
        return a.columns.empty() ? a.name == name : std::find(a.columns.begin(), a.columns.end(), name) != a.columns.end();
    };
    return std::any_of(attributes.begin(), attributes.end(), uses);
}

bool Model::share_column(int a, int b) const {
    const auto left = attributes[static_cast<std::size_t>(a)].column_names(), right = attributes[static_cast<std::size_t>(b)].column_names();
    return std::any_of(left.begin(), left.end(), [&](const auto& name) { return std::find(right.begin(), right.end(), name) != right.end(); });
}

int frequency_attribute(const Level& level, const Comparison& comparison) noexcept {
    if (!level.term_frequency) return -1;
    if (level.frequency.attribute >= 0) return level.frequency.attribute;
    for (const auto& test : level.condition.tests)
        if (test.measure == Measure::kExact && test.left == test.right) return test.left;
    return comparison.attributes[0];
}

const Level* exact_level(const Comparison& comparison, int attribute) noexcept {
    for (const auto& level : comparison.levels)
        if (level.condition.is_plain_exact() && level.condition.tests[0].left == attribute) return &level;
    return nullptr;
}

std::string print_key(const KeyPart& part, const Model& model) {
    const std::string& name = model.attributes[static_cast<std::size_t>(part.attribute)].name;
    if (part.form == KeyForm::kPrefix) return name + "[:" + std::to_string(part.length) + "]";
    if (part.form == KeyForm::kSuffix) return name + "[-" + std::to_string(part.length) + ":]";
    for (const auto& f : kForms)
        if (f.form == part.form) return name + "." + std::string(f.name);
    return name;
}

std::string print_rule(const BlockingRule& rule, const Model& model) {
    std::string out;
    for (const auto& part : rule) out += (out.empty() ? "" : " + ") + print_key(part, model);
    return out;
}

std::string print_neighbourhood(const Neighbourhood& rule, const Model& model) {
    return "neighbours by " + print_rule(rule.keys, model) + ", window " + std::to_string(rule.window);
}

KeyPart parse_key(std::string_view text, const Model& model, std::string_view path) {
    KeyPart part;
    // why: the whole text first, so that an attribute whose name holds a dot or a bracket can still be a key.
    part.attribute = model.attribute_index(text);
    if (part.attribute >= 0) return part;
    const std::string_view name = text.ends_with(']') ? parse_slice(text, path, part) : parse_form(text, path, part);
    part.attribute = model.attribute_index(name);
    if (part.attribute < 0)
        bad_key(text, path, "attribute \"" + std::string(text::head_of(name, 100)) + "\" is not among the model's attributes");
    if (has_numbers(model.attributes[static_cast<std::size_t>(part.attribute)].form))
        bad_key(text, path, "a point or vector can only be a key as a whole");
    return part;
}

}  // namespace cdp::score
