// SPDX-License-Identifier: PostgreSQL
#include "core/segment/idset_writer.hpp"

#include <string_view>

#include "core/base/error.hpp"
#include "core/segment/bit_count.hpp"
#include "core/segment/idset_reader.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kLargest = (std::size_t{1} << 30) - 64;

constexpr bool runs_are_smaller(std::uint32_t count, std::uint32_t runs) noexcept {
    return 2 + 4 * runs < (count <= kMaxArray ? 2 * count : static_cast<std::uint32_t>(kBitsBytes));
}

// Calls visit(first, last) for each group of neighbours.
template <class Visit>
void for_each_run(const Bits& bits, const Visit& visit) {
    std::uint32_t first = 0;
    bool open = false;
    for (std::uint32_t i = 0; i < kWords; i++) {
        const std::uint64_t word = bits.word[i];
        if (word == (open ? ~std::uint64_t{0} : 0)) continue;
        for (std::uint32_t at = 0; at < 64;) {
            const std::uint64_t rest = (open ? ~word : word) >> at;
            if (rest == 0) break;
            at += static_cast<std::uint32_t>(std::countr_zero(rest));
            if (open)
                visit(first, 64 * i + at - 1);
            else
                first = 64 * i + at;
            open = !open;
        }
    }
    if (open) visit(first, kChunkIds - 1);
}

}  // namespace

unsigned char* IdSetWriter::append(std::uint64_t key, std::uint32_t count, ChunkKind kind, std::uint32_t runs) {
    const Chunk form{.count = count, .runs = runs, .kind = kind};
    const std::size_t offset = data_.size();
    if (offset + form.bytes() > kLargest)
        throw Error(ErrorCode::kLimitExceeded, "set is larger than a value can be", "The limit is 1 GB.", "Keep it in several sets.");
    entries_.push_back({key, offset, count, runs, kind});
    data_.resize(offset + form.bytes());
    return data_.data() + offset;
}

void IdSetWriter::copy(const Chunk& chunk) {
    std::memcpy(append(chunk.key, chunk.count, chunk.kind, chunk.runs), chunk.data, chunk.bytes());
}

void IdSetWriter::add(std::uint64_t key, const std::uint16_t* ids, std::uint32_t count) {
    if (count == 0) return;
    std::uint32_t runs = 1;
    for (std::uint32_t i = 1; i < count; i++) runs += ids[i] != ids[i - 1] + 1;
    if (!runs_are_smaller(count, runs)) {
        unsigned char* const to = append(key, count, ChunkKind::kArray, 0);
        for (std::uint32_t i = 0; i < count; i++) store(to + 2 * i, ids[i]);
        return;
    }
    unsigned char* to = append(key, count, ChunkKind::kRuns, runs);
    for (std::uint32_t i = 0, first = 0; i < count; i++) {
        if (i + 1 < count && ids[i + 1] == ids[i] + 1) continue;
        store(to, ids[first]);
        store(to + 2, static_cast<std::uint16_t>(i - first));
        to += 4;
        first = i + 1;
    }
}

void IdSetWriter::add(std::uint64_t key, const Bits& bits) {
    const auto [count, runs] = bit_figures(bits);
    if (count == 0) return;
    if (runs_are_smaller(count, runs)) {
        unsigned char* to = append(key, count, ChunkKind::kRuns, runs);
        for_each_run(bits, [&](std::uint32_t first, std::uint32_t last) {
            store(to, static_cast<std::uint16_t>(first));
            store(to + 2, static_cast<std::uint16_t>(last - first));
            to += 4;
        });
    } else if (count <= kMaxArray) {
        unsigned char* to = append(key, count, ChunkKind::kArray, 0);
        for (std::uint32_t i = 0; i < kWords; i++)
            for (std::uint64_t word = bits.word[i]; word != 0; word &= word - 1, to += 2)
                store(to, static_cast<std::uint16_t>(64 * i + static_cast<std::uint32_t>(std::countr_zero(word))));
    } else {
        unsigned char* const to = append(key, count, ChunkKind::kBits, 0);
        for (std::uint32_t i = 0; i < kWords; i++) store(to + 8 * i, bits.word[i]);
    }
}

void IdSetWriter::add_all(std::uint64_t key) {
    unsigned char* const to = append(key, kChunkIds, ChunkKind::kRuns, 1);
    store(to, std::uint16_t{0});
    store(to + 2, std::uint16_t{kChunkIds - 1});
}

std::size_t IdSetWriter::Block::bytes() const noexcept {
    if (!runs) return 4 + 8 + 8 * chunks();
    return 4 + 4 + (chunks() + 7) / 8 + (chunks() < kFewChunks ? 4 : 8) * chunks();
}

IdSetWriter::Block IdSetWriter::block_at(std::size_t first) const noexcept {
    Block block{first, first, false};
    for (; block.end < entries_.size() && entries_[block.end].key >> 16 == entries_[first].key >> 16; block.end++)
        block.runs = block.runs || entries_[block.end].kind == ChunkKind::kRuns;
    return block;
}

std::size_t IdSetWriter::size() const {
    std::size_t bytes = 8 + data_.size();
    for (std::size_t i = 0; i < entries_.size();) {
        const Block block = block_at(i);
        bytes += block.bytes();
        i = block.end;
    }
    for (const Entry& entry : entries_) bytes += entry.kind == ChunkKind::kRuns ? 2 : 0;
    if (bytes > kLargest)
        throw Error(ErrorCode::kLimitExceeded, "set is larger than a value can be", "The limit is 1 GB.", "Keep it in several sets.");
    return bytes;
}

unsigned char* IdSetWriter::write_block(const Block& block, unsigned char* to) const noexcept {
    const auto chunks = static_cast<std::uint32_t>(block.chunks());
    store(to, static_cast<std::uint32_t>(entries_[block.first].key >> 16));
    unsigned char* const cookie = to + 4;
    unsigned char* at = cookie;
    if (block.runs) {
        store(at, kRunCookie | (chunks - 1) << 16);
        unsigned char* const flags = at + 4;
        std::memset(flags, 0, (chunks + 7) / 8);
        for (std::uint32_t i = 0; i < chunks; i++)
            if (entries_[block.first + i].kind == ChunkKind::kRuns) flags[i / 8] |= static_cast<unsigned char>(1 << (i % 8));
        at = flags + (chunks + 7) / 8;
    } else {
        store(at, kCookie);
        store(at + 4, chunks);
        at += 8;
    }
    unsigned char* const header = at;
    at += 4 * std::size_t{chunks};
    unsigned char* const offsets = block.runs && chunks < kFewChunks ? nullptr : at;
    if (offsets != nullptr) at += 4 * std::size_t{chunks};
    for (std::uint32_t i = 0; i < chunks; i++) {
        const Entry& entry = entries_[block.first + i];
        const std::size_t bytes = Chunk{.count = entry.count, .runs = entry.runs, .kind = entry.kind}.bytes();
        store(header + 4 * i, static_cast<std::uint16_t>(entry.key));
        store(header + 4 * i + 2, static_cast<std::uint16_t>(entry.count - 1));
        if (offsets != nullptr) store(offsets + 4 * i, static_cast<std::uint32_t>(at - cookie));
        if (entry.kind == ChunkKind::kRuns) {
            store(at, static_cast<std::uint16_t>(entry.runs));
            at += 2;
        }
        std::memcpy(at, data_.data() + entry.offset, bytes);
        at += bytes;
    }
    return at;
}

void IdSetWriter::write(unsigned char* to) const noexcept {
    std::uint64_t blocks = 0;
    unsigned char* at = to + 8;
    for (std::size_t i = 0; i < entries_.size(); blocks++) {
        const Block block = block_at(i);
        at = write_block(block, at);
        i = block.end;
    }
    store(to, blocks);
}

void rewrite(std::string_view set, IdSetWriter& writer, const CancelToken& cancel) {
    Bits bits;
    std::size_t n = 0;
    ChunkReader reader(set);
    for (Chunk chunk; reader.next(chunk);) {
        if (++n % 64 == 0) cancel.check();
        bits.load_chunk(chunk);
        writer.add(chunk.key, bits);
    }
}

}  // namespace cdp::segment
