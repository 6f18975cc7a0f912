// SPDX-License-Identifier: PostgreSQL
// Dictionary encoding: each distinct byte string gets a code, 1, 2, 3 … in order of first sight; 0 stands for
// "missing". Strings live in chunks of counted memory and never move.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/hash.hpp"
#include "core/base/memory.hpp"

namespace cdp::link {

using Code = std::uint32_t;
inline constexpr Code kMissing = 0;

// Append-only bytes in chunks.
class Arena {
public:
    explicit Arena(std::pmr::memory_resource* memory) : memory_(memory), chunks_(memory) {}
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    std::string_view keep(std::string_view bytes);

    // The bytes of the next chunk, after one of `last` and `all` together: few chunks hold any amount, since each may be a mapping
    // of its own, of which a process can have some ten thousand.
    static std::size_t next_chunk(std::size_t last, std::size_t all) noexcept;

private:
    struct Chunk {
        char* data;
        std::size_t size;
    };
    char* more(std::size_t size);

    std::pmr::memory_resource* memory_;
    Vec<Chunk> chunks_;
    std::size_t used_ = 0;  // of the last chunk
    std::size_t all_ = 0;   // bytes of all chunks
};

class Interner {
public:
    explicit Interner(std::pmr::memory_resource* memory) : arena_(memory), entries_(memory), slots_(memory) {}

    // Throws Error(kOutOfBudget), and Error(kLimitExceeded) beyond 2^32 - 2 distinct strings.
    Code intern(std::string_view bytes);
    // The codes of many strings in turn; kMissing for those whose data() is null. Several times as fast as one by one
    // once the table is larger than the caches: the memory that the next ones need is on its way meanwhile.
    void intern(std::span<const std::string_view> strings, Code* codes);
    Code find(std::string_view bytes) const noexcept;  // kMissing when it was never seen
    void find(std::span<const std::string_view> strings, Code* codes) const noexcept;  // the same of many, as fast as intern
    std::string_view operator[](Code code) const noexcept {
        const Entry& e = entries_[code - 1];
        return {e.data, e.size};
    }
    std::size_t size() const noexcept { return entries_.size(); }
    void reserve(std::size_t n);

private:
    struct Entry {
        const char* data;
        std::uint32_t size;
        std::uint32_t hash;
    };
    struct Slot {
        std::uint32_t hash;
        Code code;  // kMissing: free
    };

    static std::uint32_t hash_of(std::string_view bytes) noexcept {
        return static_cast<std::uint32_t>(quick_hash(bytes));
    }
    bool is(const Slot& slot, std::uint32_t hash, std::string_view bytes) const noexcept {
        return slot.hash == hash && (*this)[slot.code] == bytes;
    }
    static constexpr std::size_t kGroup = 32;  // strings that are looked up side by side
    using Hashes = std::array<std::uint32_t, kGroup>;
    void look_up(std::span<const std::string_view> strings, Hashes& hashes, Code* codes) const noexcept;
    void intern_group(std::span<const std::string_view> strings, Code* codes);
    Code find(std::string_view bytes, std::uint32_t hash) const noexcept;
    Code intern(std::string_view bytes, std::uint32_t hash);
    void make_room(std::size_t more);
    void grow(std::size_t slots);

    Arena arena_;
    Vec<Entry> entries_;
    Vec<Slot> slots_;  // open addressing, power of two, at most 2/3 full
};

}  // namespace cdp::link
