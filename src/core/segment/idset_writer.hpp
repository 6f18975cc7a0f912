// SPDX-License-Identifier: PostgreSQL
// Writing an id set. Chunks come in ascending order of their keys and go out in the smallest of their forms: runs where
// those take fewer bytes, else ids up to 4,096, else bits. So equal sets have equal bytes.
#pragma once

#include <memory_resource>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/segment/chunk.hpp"

namespace cdp::segment {

class IdSetWriter {
public:
    explicit IdSetWriter(std::pmr::memory_resource* memory) : entries_(memory), data_(memory) {}

    // For results of about so many bytes.
    void reserve(std::size_t bytes) { data_.reserve(bytes); }

    // A chunk of a set that this class wrote: taken over as it is.
    void copy(const Chunk& chunk);
    // Ascending ids, at most 4,096 of them.
    void add(std::uint64_t key, const std::uint16_t* ids, std::uint32_t count);
    void add(std::uint64_t key, const Bits& bits);
    void add_all(std::uint64_t key);  // all 65,536 ids

    // Throws Error(kLimitExceeded) where a set would be larger than a value can be.
    std::size_t size() const;
    // Writes size() bytes.
    void write(unsigned char* to) const noexcept;

private:
    struct Entry {
        std::uint64_t key;
        std::uint64_t offset;  // in data_
        std::uint32_t count;
        std::uint32_t runs;
        ChunkKind kind;
    };
    struct Block {
        std::size_t first, end;  // entries
        bool runs;
        std::size_t bytes() const noexcept;  // before the chunks, with the upper 32 bits
        std::size_t chunks() const noexcept { return end - first; }
    };

    unsigned char* append(std::uint64_t key, std::uint32_t count, ChunkKind kind, std::uint32_t runs);
    Block block_at(std::size_t first) const noexcept;
    unsigned char* write_block(const Block& block, unsigned char* to) const noexcept;

    std::pmr::vector<Entry> entries_;
    std::pmr::vector<unsigned char> data_;
};

// Takes any checked bytes: chunks that are not in their smallest form are brought into it.
void rewrite(std::string_view set, IdSetWriter& writer, const CancelToken& cancel);

}  // namespace cdp::segment
