// SPDX-License-Identifier: PostgreSQL
// The pieces of an id set: a chunk holds the ids that share their upper 48 bits, in one of the three forms of the roaring
// format. All numbers are little-endian and unaligned, as they stand in the stored bytes.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/base/core_only.hpp"

namespace cdp::segment {

inline constexpr std::uint32_t kChunkIds = 65536;
inline constexpr std::uint32_t kMaxArray = 4096;  // more ids than that never stand one by one
inline constexpr std::uint32_t kWords = kChunkIds / 64;
inline constexpr std::size_t kBitsBytes = kChunkIds / 8;

template <class T>
T load(const unsigned char* from) noexcept {
    T value;
    std::memcpy(&value, from, sizeof value);
    if constexpr (std::endian::native == std::endian::big) {
        if constexpr (sizeof(T) == 2) value = __builtin_bswap16(value);
        if constexpr (sizeof(T) == 4) value = __builtin_bswap32(value);
        if constexpr (sizeof(T) == 8) value = __builtin_bswap64(value);
    }
    return value;
}

template <class T>
void store(unsigned char* to, T value) noexcept {
    value = load<T>(reinterpret_cast<const unsigned char*>(&value));
    std::memcpy(to, &value, sizeof value);
}

enum class ChunkKind : std::uint8_t {
    kArray,  // count ids of 16 bits, ascending
    kBits,   // 65,536 bits
    kRuns,   // `runs` pairs (first id, length - 1) of 16 bits each, ascending, neither overlapping nor touching
};

// A view into the bytes of a set.
struct Chunk {
    std::uint64_t key = 0;  // the upper 48 bits
    std::uint32_t count = 0;
    std::uint32_t runs = 0;
    ChunkKind kind = ChunkKind::kArray;
    const unsigned char* data = nullptr;

    std::uint16_t value(std::uint32_t i) const noexcept { return load<std::uint16_t>(data + 2 * i); }
    std::uint64_t word(std::uint32_t i) const noexcept { return load<std::uint64_t>(data + 8 * i); }
    std::uint32_t run_first(std::uint32_t i) const noexcept { return load<std::uint16_t>(data + 4 * i); }
    std::uint32_t run_last(std::uint32_t i) const noexcept { return run_first(i) + load<std::uint16_t>(data + 4 * i + 2); }
    std::size_t bytes() const noexcept {
        return kind == ChunkKind::kBits ? kBitsBytes : kind == ChunkKind::kArray ? 2 * count : 4 * runs;
    }
};

constexpr std::uint64_t chunk_key(std::int64_t id) noexcept { return static_cast<std::uint64_t>(id) >> 16; }
constexpr std::uint32_t chunk_place(std::int64_t id) noexcept { return static_cast<std::uint32_t>(id & 0xFFFF); }
constexpr std::int64_t id_of(std::uint64_t key, std::uint32_t place) noexcept {
    return static_cast<std::int64_t>(key << 16 | place);
}
// Keys from here on are those of negative ids, which come before all others.
inline constexpr std::uint64_t kNegativeKeys = std::uint64_t{1} << 47;
inline constexpr std::uint64_t kAllKeys = std::uint64_t{1} << 48;

// All ids of a chunk as bits, in the machine's own order of bytes.
struct Bits {
    std::uint64_t word[kWords];

    void clear() noexcept { std::memset(word, 0, sizeof word); }
    bool test(std::uint32_t i) const noexcept { return word[i >> 6] >> (i & 63) & 1; }
    void set(std::uint32_t i) noexcept { word[i >> 6] |= std::uint64_t{1} << (i & 63); }
    // Sets first … last, both included.
    void set_range(std::uint32_t first, std::uint32_t last) noexcept {
        const std::uint64_t from = ~std::uint64_t{0} << (first & 63), to = ~std::uint64_t{0} >> (63 - (last & 63));
        if (first >> 6 == last >> 6) {
            word[first >> 6] |= from & to;
            return;
        }
        word[first >> 6] |= from;
        for (std::uint32_t i = (first >> 6) + 1; i < last >> 6; i++) word[i] = ~std::uint64_t{0};
        word[last >> 6] |= to;
    }
    // Adds the ids of a chunk to what is set.
    void add(const Chunk& chunk) noexcept {
        switch (chunk.kind) {
            case ChunkKind::kArray:
                for (std::uint32_t i = 0; i < chunk.count; i++) set(chunk.value(i));
                return;
            case ChunkKind::kBits:
                for (std::uint32_t i = 0; i < kWords; i++) word[i] |= chunk.word(i);
                return;
            case ChunkKind::kRuns:
                for (std::uint32_t i = 0; i < chunk.runs; i++) set_range(chunk.run_first(i), chunk.run_last(i));
                return;
        }
    }
    void load_chunk(const Chunk& chunk) noexcept {
        if (chunk.kind == ChunkKind::kBits) {
            for (std::uint32_t i = 0; i < kWords; i++) word[i] = chunk.word(i);
            return;
        }
        clear();
        add(chunk);
    }
};

// True when the chunk holds the id at `place`. O(log n), bits O(1).
inline bool holds(const Chunk& chunk, std::uint32_t place) noexcept {
    if (chunk.kind == ChunkKind::kBits) return chunk.word(place >> 6) >> (place & 63) & 1;
    const bool array = chunk.kind == ChunkKind::kArray;
    std::uint32_t low = 0, high = array ? chunk.count : chunk.runs;  // the last one that begins at or before `place`
    while (low < high) {
        const std::uint32_t middle = (low + high) / 2;
        if ((array ? chunk.value(middle) : chunk.run_first(middle)) <= place)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return false;
    return array ? chunk.value(low - 1) == place : chunk.run_last(low - 1) >= place;
}

}  // namespace cdp::segment
