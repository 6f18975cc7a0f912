// SPDX-License-Identifier: PostgreSQL
// Rows of bits that one strip of a bit-parallel matrix hands to the strip below it, on the stack for short texts.
#pragma once

#include <array>
#include <vector>

#include "core/compare/units.hpp"

namespace cdp::compare::detail {

// One bit per column of the matrix.
class BitRow {
public:
    explicit BitRow(std::span<std::uint64_t> words) noexcept : words_(words.data()) {}
    std::uint64_t get(std::size_t j) const noexcept { return (words_[j / 64] >> (j % 64)) & 1; }
    void put(std::size_t j, std::uint64_t bit) noexcept {
        std::uint64_t& word = words_[j / 64];
        word = (word & ~(std::uint64_t{1} << (j % 64))) | (bit << (j % 64));
    }

private:
    std::uint64_t* words_;
};

// `Count` rows for a text of `columns` units, all zero; in place below 4,096 columns.
template <std::size_t Count>
class BitRows {
public:
    BitRows(std::size_t columns, std::pmr::memory_resource* memory)
        : row_words_(columns / 64 + 1), heap_(row_words_ <= kStackWords ? 0 : Count * row_words_, memory) {
        if (heap_.empty()) std::fill_n(stack_.begin(), Count * row_words_, 0);
    }

    std::span<std::uint64_t> words(std::size_t row) noexcept {
        const auto all = heap_.empty() ? std::span<std::uint64_t>(stack_) : std::span<std::uint64_t>(heap_);
        return all.subspan(row * row_words_, row_words_);
    }

    BitRow operator[](std::size_t row) noexcept { return BitRow(words(row)); }

private:
    static constexpr std::size_t kStackWords = 64;

    std::size_t row_words_;
    std::array<std::uint64_t, Count * kStackWords> stack_;
    std::pmr::vector<std::uint64_t> heap_;
};

}  // namespace cdp::compare::detail
