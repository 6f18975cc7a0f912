// SPDX-License-Identifier: PostgreSQL
// Which block each record is in, under each of several rules, so that two records can be asked whether they share one. A block's
// number is kept in pieces, two bytes that tell nearly all blocks apart and the rest elsewhere: the questions, one a pair and rule,
// touch half the memory that whole numbers would take.
#pragma once

#include <algorithm>

#include "core/link/raw_table.hpp"

namespace cdp::link {

class BlockTags {
public:
    // In no block at first. A block holds two records at least, so there are at most half as many.
    BlockTags(std::size_t records, std::size_t rules, std::pmr::memory_resource* memory)
        : rules_(rules), more_(bytes_more(records / 2)), low_(records * rules, 0, memory), high_(records * rules * more_, 0, memory) {}

    void clear() noexcept { std::fill(low_.begin(), low_.end(), std::uint16_t{0}); }

    // Different threads may do so for different records or rules.
    void put(Record r, std::size_t rule, std::size_t block) noexcept {
        const std::size_t at = r * rules_ + rule;
        low_[at] = static_cast<std::uint16_t>(1 + block % kLow);
        std::size_t rest = block / kLow;
        for (std::size_t i = 0; i < more_; i++, rest >>= 8) high_[at * more_ + i] = static_cast<unsigned char>(rest);
    }

    // Whether one of the first `rules` rules has both in one block.
    bool share(Record a, Record b, std::size_t rules) const noexcept {
        const std::uint16_t* const x = low_.data() + a * rules_;
        const std::uint16_t* const y = low_.data() + b * rules_;
        for (std::size_t rule = 0; rule < rules; rule++)
            if (x[rule] == y[rule] && x[rule] != 0 && same_rest(a * rules_ + rule, b * rules_ + rule)) return true;
        return false;
    }

    // How many bytes the numbers of so many blocks take beyond the first two.
    static constexpr std::size_t bytes_more(std::size_t blocks) noexcept {
        std::size_t bytes = 0;
        for (std::size_t room = kLow; room < blocks; room <<= 8) bytes++;
        return bytes;
    }

private:
    static constexpr std::size_t kLow = 0xFFFF;  // 0 stands for no block

    bool same_rest(std::size_t x, std::size_t y) const noexcept {
        return std::equal(high_.data() + x * more_, high_.data() + (x + 1) * more_, high_.data() + y * more_);
    }

    std::size_t rules_, more_;
    Vec<std::uint16_t> low_;  // record by record, from 1
    Vec<unsigned char> high_;
};

}  // namespace cdp::link
