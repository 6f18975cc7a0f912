// SPDX-License-Identifier: PostgreSQL
// What survives of several attributes at once: a pick or a tally for each of them, side by side in one block of fixed size.
// One block for a group costs one look into memory for a row, where a state for each attribute costs as many as there are
// attributes. When a candidate does not fit, the owner makes a larger block and copies the old one over.
#pragma once

#include <span>

#include "core/merge/survivor.hpp"

namespace cdp::merge {

// Whether the first rule of an attribute is a rank of its own; votes and times come after it.
enum class FirstRule : std::uint8_t { kNone, kPriority, kLeastRecent, kLongest, kShortest };

// The rules of one attribute, in this order: first, then whether values are counted, then whether the latest wins, then
// whether the spelling with more characters outside ASCII does.
struct Rules {
    FirstRule first = FirstRule::kNone;
    bool count = false;
    bool recent = false;
    bool accents = false;
    bool distinct = false;  // alone: not which value survives, but how many there are
};

// What a chain of strategies such as most_frequent,most_recent means; false for a chain that is not of the form above.
bool parse_rules(std::span<const std::string_view> chain, Rules& rules) noexcept;

// Characters outside ASCII count more for each byte beyond their first.
std::int64_t bytes_beyond_characters(std::string_view value) noexcept;

// Size of an empty block for so many attributes, to which candidates add what survivors_need says.
std::size_t survivors_empty_size(std::size_t attributes) noexcept;
void survivors_init(std::byte* block, std::size_t size, std::size_t attributes) noexcept;
// Of a block, or of a log of rows (row_log.hpp).
std::size_t survivors_attributes(const std::byte* block) noexcept;
bool is_row_log(const std::byte* state) noexcept;
// What an attribute is, once and for all before its first candidate: a type by any number of the owner's, and whether its
// values are counted.
void survivors_describe(std::byte* block, std::size_t attribute, std::uint32_t type, bool count) noexcept;
// Bytes that the candidate may take beyond those in use.
std::size_t survivors_need(const std::byte* block, std::size_t attribute, const Candidate& candidate) noexcept;
// False, with the block unchanged, when it has no room.
bool survivors_add(std::byte* block, std::size_t attribute, const Candidate& candidate) noexcept;
// Size of a block that holds this one and so many bytes more, with room to grow once it is large.
std::size_t survivors_next_size(const std::byte* block, std::size_t need) noexcept;
void survivors_copy(std::byte* to, std::size_t size, const std::byte* from) noexcept;

// What a block holds of an attribute: bytes of a tally when it is counted, else of a pick; null without a value.
struct Survivor {
    const std::byte* bytes;
    std::uint32_t type;
    bool count;
};
Survivor survivors_at(const std::byte* block, std::size_t attribute) noexcept;

}  // namespace cdp::merge
