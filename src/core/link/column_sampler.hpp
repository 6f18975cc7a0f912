// SPDX-License-Identifier: PostgreSQL
// Reads rows once and keeps what is needed to find the kinds of their columns. The sample is of the values and the
// rows with the smallest hashes, so it does not depend on the order of rows, and counts of sampled values are exact.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/base/memory.hpp"
#include "core/link/kinds.hpp"

namespace cdp::link {

// Distinct 64-bit hashes, open addressing; counted memory.
class HashSet {
public:
    explicit HashSet(std::pmr::memory_resource* memory) : slots_(memory) {}
    void insert(std::uint64_t hash);
    std::uint64_t size() const noexcept { return size_; }

private:
    bool put(std::uint64_t hash) noexcept;

    Vec<std::uint64_t> slots_;  // 0 is free
    std::uint64_t size_ = 0;
};

class ColumnSampler {
public:
    static constexpr std::uint64_t kMaxRows = 100000;
    static constexpr std::uint64_t kMaxCells = 4000000;

    explicit ColumnSampler(std::size_t memory_limit = 0) : budget_(memory_limit), memory_(budget_) {}

    // All columns before the first row.
    void add_column(std::string_view name, std::string_view type);

    // One cell per column; an empty view stands for NULL. False once no more rows are wanted: after kMaxRows, or as
    // many as hold kMaxCells cells. Throws Error(kOutOfBudget).
    bool add_row(std::span<const std::string_view> cells);

    // Judges the columns. The guesses live as long as the sampler.
    const std::vector<KindGuess>& finish(const CancelToken& cancel = {});

private:
    struct Value {
        std::string text;
        std::uint32_t count;
    };
    struct Column {
        std::string name;
        std::string type;
        HashSet distinct;
        std::uint64_t nulls = 0;
        std::map<std::uint64_t, Value> sample;  // by hash, the smallest ones
    };

    void add_cell(Column& column, std::string_view cell, std::uint64_t hash);
    void keep_row(std::span<const std::string_view> cells, std::uint64_t hash);

    Budget budget_;
    CountedResource memory_;
    std::vector<Column> columns_;
    std::uint64_t rows_ = 0;
    std::multimap<std::uint64_t, std::vector<std::string>> kept_rows_;
    std::vector<KindGuess> guesses_;
};

}  // namespace cdp::link
