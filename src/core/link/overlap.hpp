// SPDX-License-Identifier: PostgreSQL
// How far columns of one relation repeat one another, measured on some of its rows.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/cancel.hpp"

namespace cdp::link {

// Column `whole` against column `part`, over the sampled rows.
struct Overlap {
    std::uint32_t whole;
    std::uint32_t part;
    std::uint32_t both;  // rows in which both hold a value
    double equal;        // share of those: the same words in any order
    double contains;     // share of those: every word of `part` occurs in `whole`
    double covered;      // share of the rows with `whole` in which `part` holds a value as well
};

// All ordered pairs of columns with something in common; `contains` is at least a quarter in each. A row holds
// one cell per column, an empty view stands for NULL. Thousands of rows are plenty.
std::vector<Overlap> measure_overlaps(std::span<const std::vector<std::string_view>> rows,
                                      const CancelToken& cancel = {});

}  // namespace cdp::link
