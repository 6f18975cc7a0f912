// SPDX-License-Identifier: PostgreSQL
#include "core/text/pattern.hpp"

#include <unicode/regex.h>

#include "core/base/error.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

// Steps of the matcher in units of some ten thousand, which do not depend on the clock.
constexpr std::int32_t kMostSteps = 200;

icu::UnicodeString unicode(std::string_view s) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size())));
}

}  // namespace

struct Pattern::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;
    std::unique_ptr<icu::RegexMatcher> matcher;
};

std::string pattern_error(std::string_view pattern, int group) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    const std::unique_ptr<icu::RegexPattern> compiled(icu::RegexPattern::compile(unicode(pattern), 0, where, status));
    if (U_FAILURE(status)) return "not a regular expression: fault at character " + std::to_string(where.offset);
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled->matcher(status));
    if (group < 0 || group > matcher->groupCount())
        return "the pattern has " + std::to_string(matcher->groupCount()) + " groups";
    return {};
}

Pattern::Pattern(std::string_view pattern, int group) : compiled_(std::make_unique<Compiled>()), group_(group) {
    if (const std::string why = pattern_error(pattern, group); !why.empty())
        throw Error(ErrorCode::kInvalidArgument, why, "The pattern is \"" + std::string(head_of(pattern, 200)) + "\".");
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    compiled_->pattern.reset(icu::RegexPattern::compile(unicode(pattern), 0, where, status));
    compiled_->matcher.reset(compiled_->pattern->matcher(status));
    compiled_->matcher->setTimeLimit(kMostSteps, status);
}

Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

std::optional<std::string> Pattern::find(std::string_view text) {
    const icu::UnicodeString input = unicode(text);
    icu::RegexMatcher& matcher = *compiled_->matcher;
    matcher.reset(input);
    UErrorCode status = U_ZERO_ERROR;
    const bool found = matcher.find(status);
    if (U_FAILURE(status))
        throw Error(ErrorCode::kLimitExceeded, "a regular expression takes too long",
                    "The value is \"" + std::string(head_of(text, 200)) + "\".",
                    "Write the pattern without repetitions inside repetitions.");
    if (!found) return std::nullopt;
    const icu::UnicodeString group = matcher.group(group_, status);
    if (U_FAILURE(status) || group.isEmpty()) return std::nullopt;
    std::string out;
    group.toUTF8String(out);
    return out;
}

}  // namespace cdp::text
