// SPDX-License-Identifier: PostgreSQL
// Sample customers as CSV files: the whole generator in one call.
#pragma once

#include <cstdint>
#include <filesystem>

#include "data/layout.hpp"

namespace cdp::sample {

struct Order {
    std::uint64_t people = 2400;
    std::uint64_t seed = 1;
    bool skew = false;
    Layout layout = Layout::kPerSource;
    std::filesystem::path folder;
};

// Writes the files of `order` and returns the number of records. The same order gives the same bytes everywhere.
// Throws std::runtime_error when a file cannot be written.
std::uint64_t generate(const Order& order);

}  // namespace cdp::sample
