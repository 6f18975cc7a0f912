// SPDX-License-Identifier: PostgreSQL
#include "core/compare/assignment.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace cdp::compare {

namespace {

// Costs are negated gains; row and column 0 stand for "none" in the bookkeeping of paths.
class Matching {
public:
    Matching(std::span<const std::int32_t> gains, std::size_t rows, std::size_t columns) noexcept
        : gains_(gains),
          turned_(rows > columns),
          stride_(columns),
          rows_(turned_ ? columns : rows),
          columns_(turned_ ? rows : columns) {}

    std::int64_t solve() noexcept {
        for (std::size_t row = 1; row <= rows_; row++) place(row);
        std::int64_t sum = 0;
        for (std::size_t column = 1; column <= columns_; column++)
            if (row_of_[column] != 0) sum += gain(row_of_[column], column);
        return sum;
    }

private:
    using Cost = std::int64_t;

    std::int32_t gain(std::size_t row, std::size_t column) const noexcept {
        return turned_ ? gains_[(column - 1) * stride_ + row - 1] : gains_[(row - 1) * stride_ + column - 1];
    }

    // Gives `row` a column along the cheapest path that moves others.
    void place(std::size_t row) noexcept {
        std::array<Cost, kMostAssigned + 1> least;
        std::array<bool, kMostAssigned + 1> seen{};
        least.fill(std::numeric_limits<Cost>::max());
        row_of_[0] = row;
        std::size_t column = 0;
        do {
            seen[column] = true;
            const std::size_t from = row_of_[column];
            Cost step = std::numeric_limits<Cost>::max();
            std::size_t next = 0;
            for (std::size_t c = 1; c <= columns_; c++) {
                if (seen[c]) continue;
                const Cost reduced = -gain(from, c) - row_price_[from] - column_price_[c];
                if (reduced < least[c]) {
                    least[c] = reduced;
                    came_from_[c] = column;
                }
                if (least[c] < step) {
                    step = least[c];
                    next = c;
                }
            }
            for (std::size_t c = 0; c <= columns_; c++) {
                if (seen[c]) {
                    row_price_[row_of_[c]] += step;
                    column_price_[c] -= step;
                } else if (least[c] != std::numeric_limits<Cost>::max()) {
                    least[c] -= step;
                }
            }
            column = next;
        } while (row_of_[column] != 0);
        for (; column != 0; column = came_from_[column]) row_of_[column] = row_of_[came_from_[column]];
    }

    std::span<const std::int32_t> gains_;
    bool turned_;
    std::size_t stride_;
    std::size_t rows_, columns_;  // rows_ <= columns_
    std::array<Cost, kMostAssigned + 1> row_price_{}, column_price_{};
    std::array<std::size_t, kMostAssigned + 1> row_of_{}, came_from_{};
};

}  // namespace

std::int64_t best_assignment(std::span<const std::int32_t> gains, std::size_t rows, std::size_t columns) noexcept {
    gains = gains.first(rows * columns);
    if (rows == 1 || columns == 1) return gains.empty() ? 0 : *std::max_element(gains.begin(), gains.end());
    return Matching(gains, rows, columns).solve();
}

}  // namespace cdp::compare
