// SPDX-License-Identifier: PostgreSQL
// The members of a set in the order of their numbers: negative ids first, although the bytes hold them last.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "core/base/cancel.hpp"
#include "core/segment/idset_reader.hpp"

namespace cdp::segment {

inline constexpr std::int64_t kLowestId = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kHighestId = std::numeric_limits<std::int64_t>::max();

// The chunks of a set in the order of their ids.
class OrderedChunks {
public:
    OrderedChunks() noexcept = default;
    explicit OrderedChunks(std::string_view set) noexcept : set_(set), reader_(set) { reader_.seek(kNegativeKeys); }

    bool next(Chunk& chunk) noexcept {
        if (reader_.next(chunk)) {
            if (negative_ || chunk.key < kNegativeKeys) return true;
            return false;
        }
        if (!negative_) return false;
        negative_ = false;
        reader_ = ChunkReader(set_);
        return reader_.next(chunk) && chunk.key < kNegativeKeys;
    }
    // The next chunk is the first that may hold `id` or greater ones.
    void seek(std::int64_t id) noexcept {
        if (negative_ && id >= 0) {
            negative_ = false;
            reader_ = ChunkReader(set_);
        }
        reader_.seek(chunk_key(id));
    }

private:
    std::string_view set_;
    ChunkReader reader_;
    bool negative_ = true;
};

// A group of neighbours.
struct IdRun {
    std::int64_t first, last;
};

// Gives groups of neighbouring members, ascending, cut to first … last; joined where chunks meet. Plain data.
class RunCursor {
public:
    RunCursor() noexcept = default;
    explicit RunCursor(std::string_view set, std::int64_t first = kLowestId, std::int64_t last = kHighestId) noexcept;
    bool next(IdRun& run) noexcept;

private:
    bool next_piece(IdRun& piece) noexcept;            // not joined
    bool next_places(std::uint32_t& first, std::uint32_t& last) noexcept;  // of chunk_

    OrderedChunks chunks_;
    Chunk chunk_;
    std::uint32_t at_ = 0;    // the next id, run, or place among the bits
    std::int64_t first_ = 0, last_ = -1;
    IdRun waiting_{};
    bool has_chunk_ = false, has_waiting_ = false;
};

// One member after the other.
class MemberCursor {
public:
    MemberCursor() noexcept = default;
    explicit MemberCursor(std::string_view set, std::int64_t first = kLowestId, std::int64_t last = kHighestId) noexcept
        : runs_(set, first, last) {}
    bool next(std::int64_t& id) noexcept {
        if (!inside_) {
            if (!runs_.next(run_)) return false;
            inside_ = true;
        }
        id = run_.first;
        if (run_.first == run_.last)
            inside_ = false;
        else
            run_.first++;
        return true;
    }

private:
    RunCursor runs_;
    IdRun run_{};
    bool inside_ = false;
};

bool contains(std::string_view set, std::int64_t id) noexcept;
std::optional<std::int64_t> lowest(std::string_view set) noexcept;
std::optional<std::int64_t> highest(std::string_view set) noexcept;
// How many members are `id` or less. O(chunks).
std::uint64_t rank(std::string_view set, std::int64_t id) noexcept;
// How many members lie in first … last, both included.
std::uint64_t count_between(std::string_view set, std::int64_t first, std::int64_t last) noexcept;
// The member with `before` members before it; none when there are not that many.
std::optional<std::int64_t> member_at(std::string_view set, std::uint64_t before) noexcept;

}  // namespace cdp::segment
