// SPDX-License-Identifier: PostgreSQL
// Lists as databases write them: `{a,"b c",NULL}`, and numbers in brackets of any kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::link {

// The elements of an array literal of PostgreSQL, those of inner arrays in a row; NULLs are left out. A text that is no
// array is one element.
std::vector<std::string> read_list(std::string_view literal);
// The literal that read_list reads.
std::string write_list(const std::vector<std::string>& elements);

// The numbers of `[1, 2.5]`, `{1,2.5}`, `(1,2.5)` or `1 2.5`; false when it is none of these.
bool read_numbers(std::string_view text, std::vector<double>& out);

}  // namespace cdp::link
