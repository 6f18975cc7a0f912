// SPDX-License-Identifier: PostgreSQL
#include "core/segment/idset_algebra.hpp"

#include "core/segment/bit_count.hpp"
#include "core/segment/idset_reader.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kCheckEvery = 64;  // chunks

constexpr bool keeps_first(IdSetOperation operation) noexcept { return operation != IdSetOperation::kIntersection; }
constexpr bool keeps_second(IdSetOperation operation) noexcept {
    return operation == IdSetOperation::kUnion || operation == IdSetOperation::kSymmetricDifference;
}
constexpr bool keeps_both(IdSetOperation operation) noexcept {
    return operation == IdSetOperation::kUnion || operation == IdSetOperation::kIntersection;
}

// Ascending ids of two arrays; `out` has room for all. Returns how many.
std::uint32_t merge(IdSetOperation operation, const Chunk& a, const Chunk& b, std::uint16_t* out) noexcept {
    const bool first = keeps_first(operation), second = keeps_second(operation), both = keeps_both(operation);
    std::uint32_t i = 0, j = 0, n = 0;
    while (i < a.count && j < b.count) {
        const std::uint16_t x = a.value(i), y = b.value(j);
        out[n] = x <= y ? x : y;
        n += x < y ? first : x > y ? second : both;
        i += x <= y;
        j += y <= x;
    }
    if (first)
        while (i < a.count) out[n++] = a.value(i++);
    if (second)
        while (j < b.count) out[n++] = b.value(j++);
    return n;
}

// The ids of an array that are in `other`, or are not.
std::uint32_t filter(const Chunk& array, const Chunk& other, bool in, std::uint16_t* out) noexcept {
    std::uint32_t n = 0;
    for (std::uint32_t i = 0; i < array.count; i++) {
        out[n] = array.value(i);
        n += holds(other, out[n]) == in;
    }
    return n;
}

void combine_bits(IdSetOperation operation, Bits& a, const Bits& b) noexcept {
    for (std::uint32_t i = 0; i < kWords; i++) switch (operation) {
            case IdSetOperation::kUnion: a.word[i] |= b.word[i]; break;
            case IdSetOperation::kIntersection: a.word[i] &= b.word[i]; break;
            case IdSetOperation::kDifference: a.word[i] &= ~b.word[i]; break;
            case IdSetOperation::kSymmetricDifference: a.word[i] ^= b.word[i]; break;
        }
}

class Combiner {
public:
    Combiner(IdSetOperation operation, IdSetWriter& writer) noexcept : operation_(operation), writer_(writer) {}

    // Two chunks of one key.
    void add(const Chunk& a, const Chunk& b) {
        const bool array_a = a.kind == ChunkKind::kArray, array_b = b.kind == ChunkKind::kArray;
        if (array_a && array_b && a.count + b.count <= kMaxArray) {
            writer_.add(a.key, out_, merge(operation_, a, b, out_));
        } else if (array_a && !keeps_second(operation_)) {
            writer_.add(a.key, out_, filter(a, b, operation_ == IdSetOperation::kIntersection, out_));
        } else if (array_b && operation_ == IdSetOperation::kIntersection) {
            writer_.add(a.key, out_, filter(b, a, true, out_));
        } else {
            first_.load_chunk(a);
            if (operation_ == IdSetOperation::kUnion) {
                first_.add(b);
            } else {
                second_.load_chunk(b);
                combine_bits(operation_, first_, second_);
            }
            writer_.add(a.key, first_);
        }
    }

private:
    IdSetOperation operation_;
    IdSetWriter& writer_;
    std::uint16_t out_[kMaxArray + 1];
    Bits first_, second_;
};

std::uint32_t common_ids(const Chunk& a, const Chunk& b, Bits& room) noexcept {
    if (a.kind == ChunkKind::kBits && b.kind == ChunkKind::kBits) return common_bits(a.data, b.data);
    if (a.kind == ChunkKind::kArray && b.kind == ChunkKind::kArray) {
        std::uint32_t i = 0, j = 0, n = 0;
        while (i < a.count && j < b.count) {
            const std::uint16_t x = a.value(i), y = b.value(j);
            n += x == y;
            i += x <= y;
            j += y <= x;
        }
        return n;
    }
    if (a.kind == ChunkKind::kArray || b.kind == ChunkKind::kArray) {
        const Chunk& array = a.kind == ChunkKind::kArray ? a : b;
        const Chunk& other = a.kind == ChunkKind::kArray ? b : a;
        std::uint32_t n = 0;
        for (std::uint32_t i = 0; i < array.count; i++) n += holds(other, array.value(i));
        return n;
    }
    const Chunk& runs = a.kind == ChunkKind::kRuns ? a : b;
    const Chunk& other = a.kind == ChunkKind::kRuns ? b : a;
    if (runs.count == kChunkIds) return other.count;
    Bits second;
    room.load_chunk(runs);
    second.load_chunk(other);
    combine_bits(IdSetOperation::kIntersection, room, second);
    return bit_figures(room).count;
}

}  // namespace

void combine(IdSetOperation operation, std::string_view a, std::string_view b, IdSetWriter& writer, const CancelToken& cancel) {
    writer.reserve(keeps_second(operation) ? a.size() + b.size() : operation == IdSetOperation::kDifference ? a.size() : std::min(a.size(), b.size()));
    Combiner combiner(operation, writer);
    ChunkReader reader_a(a), reader_b(b);
    Chunk chunk_a, chunk_b;
    bool more_a = reader_a.next(chunk_a), more_b = reader_b.next(chunk_b);
    for (std::size_t n = 0; more_a || more_b; n++) {
        if (n % kCheckEvery == 0) cancel.check();
        if (more_a && more_b && chunk_a.key == chunk_b.key) {
            combiner.add(chunk_a, chunk_b);
            more_a = reader_a.next(chunk_a);
            more_b = reader_b.next(chunk_b);
        } else if (more_a && (!more_b || chunk_a.key < chunk_b.key)) {
            if (keeps_first(operation)) writer.copy(chunk_a);
            if (!keeps_first(operation) && more_b) reader_a.seek(chunk_b.key);
            if (!more_b && !keeps_first(operation)) return;
            more_a = reader_a.next(chunk_a);
        } else {
            if (keeps_second(operation)) writer.copy(chunk_b);
            if (!keeps_second(operation) && more_a) reader_b.seek(chunk_a.key);
            if (!more_a && !keeps_second(operation)) return;
            more_b = reader_b.next(chunk_b);
        }
    }
}

std::uint64_t common_count(std::string_view a, std::string_view b, const CancelToken& cancel, std::uint64_t enough) {
    Bits room;
    ChunkReader reader_a(a), reader_b(b);
    Chunk chunk_a, chunk_b;
    std::uint64_t count = 0;
    bool more = reader_a.next(chunk_a) && reader_b.next(chunk_b);
    for (std::size_t n = 0; more && count < enough; n++) {
        if (n % kCheckEvery == 0) cancel.check();
        if (chunk_a.key < chunk_b.key) {
            reader_a.seek(chunk_b.key);
            more = reader_a.next(chunk_a);
        } else if (chunk_b.key < chunk_a.key) {
            reader_b.seek(chunk_a.key);
            more = reader_b.next(chunk_b);
        } else {
            count += common_ids(chunk_a, chunk_b, room);
            more = reader_a.next(chunk_a) && reader_b.next(chunk_b);
        }
    }
    return count;
}

bool contains_all(std::string_view a, std::string_view b, const CancelToken& cancel) {
    Bits room;
    ChunkReader reader_a(a), reader_b(b);
    Chunk chunk_a, chunk_b;
    for (std::size_t n = 0; reader_b.next(chunk_b); n++) {
        if (n % kCheckEvery == 0) cancel.check();
        reader_a.seek(chunk_b.key);
        if (!reader_a.next(chunk_a) || chunk_a.key != chunk_b.key || chunk_a.count < chunk_b.count ||
            common_ids(chunk_a, chunk_b, room) != chunk_b.count)
            return false;
    }
    return true;
}

std::uint64_t combined_count(IdSetOperation operation, std::string_view a, std::string_view b, const CancelToken& cancel) {
    const std::uint64_t common = common_count(a, b, cancel);
    if (operation == IdSetOperation::kIntersection) return common;
    const std::uint64_t first = cardinality(a);
    if (operation == IdSetOperation::kDifference) return first - common;
    return first + cardinality(b) - (operation == IdSetOperation::kUnion ? common : 2 * common);
}

}  // namespace cdp::segment
