// SPDX-License-Identifier: PostgreSQL
// Reading the bytes of an id set: the portable form of 64-bit roaring bitmaps, as CRoaring's Roaring64Map and the Java
// and Go libraries write it. A 64-bit count of blocks; each block is the upper 32 bits of its ids and a 32-bit bitmap:
//   cookie (12346 and a count of chunks, or 12347 with the count in its upper half and a bit a chunk for those of runs),
//   key and count - 1 of each chunk (16 bits each), offsets of the chunks (not for fewer than 4 beside runs), chunks.
// Everything here trusts the bytes, save check_idset, which believes nothing.
#pragma once

#include <string_view>

#include "core/base/cancel.hpp"
#include "core/segment/chunk.hpp"

namespace cdp::segment {

inline constexpr std::uint32_t kCookie = 12346;
inline constexpr std::uint32_t kRunCookie = 12347;
inline constexpr std::uint32_t kFewChunks = 4;  // blocks with runs and fewer chunks have no offsets

// Gives the chunks in ascending order of their keys, as unsigned numbers.
class ChunkReader {
public:
    ChunkReader() noexcept = default;
    explicit ChunkReader(std::string_view set) noexcept;

    bool next(Chunk& chunk) noexcept;
    // The next chunk is the first one with this key or a greater one. Forward only.
    void seek(std::uint64_t key) noexcept;

private:
    void open_block() noexcept;
    std::uint32_t low_key(std::uint32_t i) const noexcept { return load<std::uint16_t>(header_ + 4 * i); }
    bool is_runs(std::uint32_t i) const noexcept { return flags_ != nullptr && (flags_[i / 8] >> (i % 8) & 1) != 0; }
    void jump(std::uint32_t i) noexcept;

    const unsigned char* at_ = nullptr;  // the next chunk, or the next block
    std::uint64_t blocks_ = 0;           // after this one
    std::uint64_t high_ = 0;             // upper 32 bits of this block's ids
    std::uint32_t chunks_ = 0;
    std::uint32_t next_ = 0;
    const unsigned char* block_ = nullptr;  // its cookie
    const unsigned char* flags_ = nullptr;
    const unsigned char* header_ = nullptr;
    const unsigned char* offsets_ = nullptr;
};

std::uint64_t cardinality(std::string_view set) noexcept;

// Throws Error(kInvalidText) unless the bytes are a set in the form above: every length within the bytes, keys and ids
// ascending, counts right, nothing left over. Sets that other libraries wrote pass too. O(bytes).
void check_idset(std::string_view bytes, const CancelToken& cancel);

}  // namespace cdp::segment
