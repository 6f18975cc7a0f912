// SPDX-License-Identifier: PostgreSQL
#include "core/score/transform.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/base/error.hpp"
#include "core/score/quotes.hpp"
#include "core/text/pattern.hpp"
#include "core/text/timestamp.hpp"
#include "core/text/utf8.hpp"

namespace cdp::score {

namespace {

// The arguments that a step takes: s a text, n a number; S and N may be left out.
struct StepInfo {
    std::string_view name;
    TransformKind kind;
    std::string_view arguments;
};

constexpr StepInfo kSteps[] = {
    {"text", TransformKind::kText, ""},
    {"lower", TransformKind::kLower, ""},
    {"upper", TransformKind::kUpper, ""},
    {"trim", TransformKind::kTrim, ""},
    {"substring", TransformKind::kSubstring, "nN"},
    {"regex", TransformKind::kRegex, "sN"},
    {"extract", TransformKind::kExtract, "sN"},
    {"nullif", TransformKind::kNullIf, "s"},
    {"date", TransformKind::kDate, "S"},
    {"timestamp", TransformKind::kTimestamp, ""},
    {"number", TransformKind::kNumber, ""},
    {"element", TransformKind::kElement, "n"},
    {"split", TransformKind::kSplit, "s"},
    {"soundex", TransformKind::kSoundex, ""},
    {"double_metaphone", TransformKind::kDoubleMetaphone, ""},
};

constexpr int kMostCharacters = 1'000'000;

class StepParser {
public:
    StepParser(std::string_view text, std::string_view path) : text_(text), path_(path) {}

    Transform run() {
        const std::string_view name = word();
        const auto* info = std::find_if(std::begin(kSteps), std::end(kSteps), [&](const StepInfo& s) { return s.name == name; });
        if (info == std::end(kSteps)) fail("unknown step \"" + std::string(text::head_of(name, 100)) + "\"");
        Transform out;
        out.kind = info->kind;
        const bool optional = info->arguments == "S";  // the one argument, and its brackets with it
        if (optional ? have('(') : !info->arguments.empty()) {
            if (!optional) require('(');
            take(info->arguments, out);
            if (optional && out.text.empty()) fail("an empty argument");
            require(')');
        }
        skip();
        if (at_ < text_.size()) fail("unexpected \"" + std::string(text::head_of(text_.substr(at_), 100)) + "\"");
        check(out);
        return out;
    }

private:
    [[noreturn]] void fail(const std::string& what) const {
        throw Error(ErrorCode::kInvalidModel, std::string(path_) + ": " + what,
                    "The step is \"" + std::string(text::head_of(text_, 200)) + "\".",
                    "Steps: text, lower, upper, trim, substring(start, length), regex('pattern', group), extract('pattern', group), nullif('text'), "
                    "date, date('format'), timestamp, number, element(number), split('text'), soundex, double_metaphone.");
    }

    void skip() {
        while (at_ < text_.size() && text_[at_] == ' ') at_++;
    }

    std::string_view word() {
        skip();
        const std::size_t begin = at_;
        while (at_ < text_.size() && (text_[at_] == '_' || (text_[at_] >= 'a' && text_[at_] <= 'z'))) at_++;
        return text_.substr(begin, at_ - begin);
    }

    bool have(char c) {
        skip();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        at_++;
        return true;
    }

    void require(char c) {
        if (!have(c)) fail("a \"" + std::string(1, c) + "\" is missing");
    }

    void take(std::string_view arguments, Transform& out) {
        for (std::size_t i = 0; i < arguments.size(); i++) {
            const bool optional = arguments[i] == 'N';
            if (i > 0 && !have(',')) {
                if (optional) return;
                fail("a \",\" is missing");
            }
            if (arguments[i] == 's' || arguments[i] == 'S')
                out.text = quoted();
            else
                (optional && out.kind == TransformKind::kSubstring ? out.length : out.start) = number();
        }
    }

    std::string quoted() {
        require('\'');
        auto out = read_quoted(text_, at_);
        if (!out) fail("a closing quote is missing");
        return std::move(*out);
    }

    int number() {
        skip();
        int n = 0;
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), n);
        if (error != std::errc()) fail("a whole number is missing");
        at_ = static_cast<std::size_t>(end - text_.data());
        if (n < -kMostCharacters || n > kMostCharacters) fail("a number is out of range");
        return n;
    }

    void check(const Transform& t) const {
        switch (t.kind) {
            case TransformKind::kSubstring:
                if (t.start == 0 || t.length < 0) fail("the start of a substring must not be 0, its length not negative");
                break;
            case TransformKind::kElement:
                if (t.start == 0) fail("the number of an element must not be 0");
                break;
            case TransformKind::kSplit:
                if (t.text.empty()) fail("nothing to split at");
                break;
            case TransformKind::kDate:
                if (!t.text.empty() && !text::is_time_format(t.text))
                    fail("not a format of dates: it takes %Y %y %m %b %B %d %e %j %H %I %M %S %f %p %z %Z %T %F %%");
                break;
            case TransformKind::kRegex:
            case TransformKind::kExtract:
                if (const std::string why = text::pattern_error(t.text, t.start); !why.empty()) fail(why);
                break;
            default: break;
        }
    }

    std::string_view text_, path_;
    std::size_t at_ = 0;
};

}  // namespace

Transform parse_transform(std::string_view text, std::string_view path) { return StepParser(text, path).run(); }

std::string print_transform(const Transform& transform) {
    const auto* info = std::find_if(std::begin(kSteps), std::end(kSteps), [&](const StepInfo& s) { return s.kind == transform.kind; });
    std::string arguments;
    for (const char c : info->arguments) {
        if (c == 'S' && transform.text.empty()) break;
        const int number = c == 'N' && transform.kind == TransformKind::kSubstring ? transform.length : transform.start;
        if (c == 'N' && number == 0) break;
        arguments += (arguments.empty() ? "" : ", ") + (c == 's' || c == 'S' ? in_quotes(transform.text) : std::to_string(number));
    }
    return std::string(info->name) + (arguments.empty() ? "" : "(" + arguments + ")");
}

}  // namespace cdp::score
