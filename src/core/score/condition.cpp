// SPDX-License-Identifier: PostgreSQL
#include "core/score/condition.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.hpp"
#include "core/score/quotes.hpp"
#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

constexpr MeasureInfo kMeasures[] = {
    {"present", Measure::kPresent, true},
    {"exact", Measure::kExact, true},
    {"levenshtein", Measure::kLevenshtein, false},
    {"osa_distance", Measure::kOsa, false},
    {"damerau_levenshtein", Measure::kDamerau, false},
    {"levenshtein_similarity", Measure::kLevenshteinSimilarity, false},
    {"jaro", Measure::kJaro, false},
    {"jaro_winkler", Measure::kJaroWinkler, false},
    {"jaccard", Measure::kJaccard, false},
    {"character_jaccard", Measure::kCharacterJaccard, false},
    {"token_jaccard", Measure::kTokenJaccard, false},
    {"token_overlap", Measure::kTokenOverlap, false},
    {"initial", Measure::kInitial, true},
    {"nickname", Measure::kNickname, true},
    {"distinct_names", Measure::kDistinctNames, true},
    {"subset", Measure::kSubset, true},
    {"acronym", Measure::kAcronym, true},
    {"abbreviation", Measure::kAbbreviation, true},
    {"date_parts", Measure::kDateParts, false},
    {"days", Measure::kDays, false},
    {"months", Measure::kMonths, false},
    {"years", Measure::kYears, false},
    {"elapsed", Measure::kElapsed, false},
    {"difference", Measure::kDifference, false},
    {"percent_difference", Measure::kPercent, false},
    {"common_suffix", Measure::kSuffix, false},
    {"common_prefix", Measure::kPrefix, false},
    {"email_user", Measure::kUser, false},
    {"house_number", Measure::kHouseNumber, true},
    {"soundex", Measure::kSoundex, true},
    {"shared_values", Measure::kShared, false},
    {"km", Measure::kKm, false},
    {"cosine", Measure::kCosine, false},
};

struct Unit {
    std::string_view name;  // in the singular
    double seconds;
};

constexpr double kDay = 86400;
constexpr double kYear = 365.25 * kDay;
constexpr Unit kUnits[] = {{"second", 1},   {"minute", 60},          {"hour", 3600},
                           {"day", kDay},   {"month", kYear / 12},   {"year", kYear}};

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxSteps = 96;

bool is_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::string quoted(std::string_view s) { return "\"" + std::string(text::head_of(s, 100)) + "\""; }

class Parser {
public:
    Parser(std::string_view text, std::span<const std::string> attributes, int primary, std::string_view path)
        : text_(text), attributes_(attributes), primary_(primary), path_(path) {}

    Condition run() {
        either(0);
        skip();
        if (at_ < text_.size()) fail("unexpected " + quoted(text_.substr(at_)));
        return std::move(out_);
    }

private:
    [[noreturn]] void fail(const std::string& what) const {
        std::string names;
        for (const auto& m : kMeasures) names += (names.empty() ? "" : ", ") + std::string(m.name);
        throw Error(ErrorCode::kInvalidModel, std::string(path_) + ": " + what,
                    "The condition is \"" + std::string(text::head_of(text_, 200)) + "\".",
                    "A condition is \"else\" or measures joined by and, or, not. Measures: " + names + ", left, right, both.");
    }

    void skip() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) at_++;
    }

    bool take(char c) {
        skip();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        at_++;
        return true;
    }

    std::string_view word() {
        skip();
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_word(text_[at_])) at_++;
        return text_.substr(begin, at_ - begin);
    }

    // Takes the next word if it is `expected`.
    bool take_word(std::string_view expected) {
        const std::size_t before = at_;
        if (word() == expected) return true;
        at_ = before;
        return false;
    }

    void push(Op op, unsigned operand = 0) {
        if (out_.steps.size() >= kMaxSteps) fail("the condition is too long");
        out_.steps.push_back({op, operand});
    }

    void either(int depth) {
        both(depth);
        while (take_word("or")) {
            const std::size_t skip_at = out_.steps.size();
            push(Op::kSkipIfTrue);
            both(depth);
            push(Op::kOr);
            out_.steps[skip_at].operand = static_cast<unsigned>(out_.steps.size());
        }
    }

    void both(int depth) {
        factor(depth);
        while (take_word("and")) {
            const std::size_t skip_at = out_.steps.size();
            push(Op::kSkipIfFalse);
            factor(depth);
            push(Op::kAnd);
            out_.steps[skip_at].operand = static_cast<unsigned>(out_.steps.size());
        }
    }

    void factor(int depth) {
        if (depth > kMaxDepth) fail("the condition is nested too deeply");
        if (take_word("not")) {
            factor(depth + 1);
            push(Op::kNot);
        } else if (take('(')) {
            either(depth + 1);
            if (!take(')')) fail("a closing parenthesis is missing");
        } else {
            atom();
        }
    }

    // An attribute's name: a bare word, or anything in double quotes.
    int attribute() {
        std::string name;
        if (take('"')) {
            const std::size_t end = text_.find('"', at_);
            if (end == std::string_view::npos) fail("a closing quote is missing");
            name = text_.substr(at_, end - at_);
            at_ = end + 1;
        } else {
            name = word();
        }
        for (std::size_t i = 0; i < attributes_.size(); i++)
            if (attributes_[i] == name) return static_cast<int>(i);
        fail("attribute " + quoted(name) + " is not among the model's attributes");
    }

    void atom() {
        const std::string_view name = word();
        if (name.empty()) fail("a measure is missing");
        if (name == "else") return push(Op::kTrue);
        if (name == "left" || name == "right" || name == "both") return value_of(name);
        const auto* info = std::find_if(std::begin(kMeasures), std::end(kMeasures),
                                        [&](const MeasureInfo& m) { return m.name == name; });
        if (info == std::end(kMeasures)) fail("unknown measure " + quoted(name));
        Test test{info->measure, Comparator::kEqual, 1, primary_, primary_};
        if (take('(')) {
            test.left = test.right = attribute();
            if (take(',')) test.right = attribute();
            if (!take(')')) fail("a closing parenthesis is missing");
        }
        if (!info->yes_no) bound(test, name);
        push(std::move(test));
    }

    void push(Test test) {
        out_.tests.push_back(std::move(test));
        push(Op::kTest, static_cast<unsigned>(out_.tests.size() - 1));
    }

    // What one record has, or both.
    void value_of(std::string_view side) {
        int attribute_index = primary_;
        if (take('(')) {
            attribute_index = attribute();
            if (!take(')')) fail("a closing parenthesis is missing");
        }
        Test test{Measure::kPresent, Comparator::kEqual, 1, attribute_index, attribute_index};
        if (take('=')) {
            test.measure = Measure::kIs;
            test.text = literal();
        } else if (side == "both") {
            return push(std::move(test));
        }
        Test other = test;
        test.right = other.left = -1;
        if (side == "right") return push(std::move(other));
        push(std::move(test));
        if (side == "left") return;
        const std::size_t skip_at = out_.steps.size();
        push(Op::kSkipIfFalse);
        push(std::move(other));
        push(Op::kAnd);
        out_.steps[skip_at].operand = static_cast<unsigned>(out_.steps.size());
    }

    std::string literal() {
        if (!take('\'')) fail("a text in single quotes is missing");
        auto out = read_quoted(text_, at_);
        if (!out) fail("a closing quote is missing");
        return std::move(*out);
    }

    void bound(Test& test, std::string_view measure) {
        if (take('>'))
            test.comparator = take('=') ? Comparator::kGreaterEqual : Comparator::kGreater;
        else if (take('<'))
            test.comparator = take('=') ? Comparator::kLessEqual : Comparator::kLess;
        else if (take('='))
            test.comparator = Comparator::kEqual;
        else
            fail("measure \"" + std::string(measure) + "\" needs a comparison such as >= 0.9");
        skip();
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), test.bound);
        if (error != std::errc() || !std::isfinite(test.bound)) fail("a number is missing");
        at_ = static_cast<std::size_t>(end - text_.data());
        if (test.measure == Measure::kElapsed) test.bound *= unit();
    }

    // Seconds of the unit that comes next, if one does.
    double unit() {
        const std::size_t before = at_;
        const std::string_view name = word();
        for (const Unit& u : kUnits)
            if (name == u.name || (name.ends_with('s') && name.substr(0, name.size() - 1) == u.name)) return u.seconds;
        at_ = before;
        return 1;
    }

    std::string_view text_;
    std::span<const std::string> attributes_;
    int primary_;
    std::string_view path_;
    std::size_t at_ = 0;
    Condition out_;
};

}  // namespace

std::span<const MeasureInfo> measures() noexcept { return kMeasures; }

Condition parse_condition(std::string_view text, std::span<const std::string> attributes, int primary,
                          std::string_view path) {
    return Parser(text, attributes, primary, path).run();
}

}  // namespace cdp::score
