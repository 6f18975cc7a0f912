// SPDX-License-Identifier: PostgreSQL
// Regular expressions, in ICU's syntax, which is close to that of Perl, Java and most databases.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// What is wrong with a pattern or with the number of a group in it, 0 being the whole match; empty when nothing is.
std::string pattern_error(std::string_view pattern, int group);

// A pattern, compiled once for many texts. Not for two threads at once.
class Pattern {
public:
    // Throws Error(kInvalidArgument) for what pattern_error complains about.
    Pattern(std::string_view pattern, int group);
    ~Pattern();
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;

    // The group in the first match; nothing when there is none or it is empty. Throws Error(kLimitExceeded) when the
    // search takes too many steps, which only patterns do that repeat what repeats.
    std::optional<std::string> find(std::string_view text);

private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
    int group_;
};

}  // namespace cdp::text
