// SPDX-License-Identifier: PostgreSQL
#include "core/segment/idset_members.hpp"

#include "core/segment/bit_count.hpp"

namespace cdp::segment {

namespace {

// Members of the chunk whose place is `place` or less.
std::uint32_t rank_in(const Chunk& chunk, std::uint32_t place) noexcept {
    std::uint32_t n = 0;
    switch (chunk.kind) {
        case ChunkKind::kArray:
            while (n < chunk.count && chunk.value(n) <= place) n++;
            return n;
        case ChunkKind::kBits:
            for (std::uint32_t i = 0; i < place >> 6; i++) n += static_cast<std::uint32_t>(std::popcount(chunk.word(i)));
            return n + static_cast<std::uint32_t>(std::popcount(chunk.word(place >> 6) & ~std::uint64_t{0} >> (63 - (place & 63))));
        case ChunkKind::kRuns:
            for (std::uint32_t i = 0; i < chunk.runs && chunk.run_first(i) <= place; i++)
                n += std::min(place, chunk.run_last(i)) - chunk.run_first(i) + 1;
            return n;
    }
    return n;
}

// The place of the member with `before` members of the chunk before it; there are more than that.
std::uint32_t place_at(const Chunk& chunk, std::uint32_t before) noexcept {
    if (chunk.kind == ChunkKind::kArray) return chunk.value(before);
    if (chunk.kind == ChunkKind::kRuns) {
        std::uint32_t i = 0;
        for (; before > chunk.run_last(i) - chunk.run_first(i); i++) before -= chunk.run_last(i) - chunk.run_first(i) + 1;
        return chunk.run_first(i) + before;
    }
    std::uint32_t i = 0;
    for (;; i++) {
        const auto here = static_cast<std::uint32_t>(std::popcount(chunk.word(i)));
        if (before < here) break;
        before -= here;
    }
    std::uint64_t word = chunk.word(i);
    for (; before > 0; before--) word &= word - 1;
    return 64 * i + static_cast<std::uint32_t>(std::countr_zero(word));
}

// The first bit at or after `from` that is (or is not) set; 65,536 when there is none.
std::uint32_t find_bit(const Chunk& chunk, std::uint32_t from, bool set) noexcept {
    for (std::uint32_t i = from >> 6; i < kWords; i++) {
        std::uint64_t word = set ? chunk.word(i) : ~chunk.word(i);
        if (i == from >> 6) word &= ~std::uint64_t{0} << (from & 63);
        if (word != 0) return 64 * i + static_cast<std::uint32_t>(std::countr_zero(word));
    }
    return kChunkIds;
}

}  // namespace

RunCursor::RunCursor(std::string_view set, std::int64_t first, std::int64_t last) noexcept
    : chunks_(set), first_(first), last_(last) {
    chunks_.seek(first);
}

bool RunCursor::next_places(std::uint32_t& first, std::uint32_t& last) noexcept {
    switch (chunk_.kind) {
        case ChunkKind::kArray:
            if (at_ == chunk_.count) return false;
            first = last = chunk_.value(at_++);
            return true;
        case ChunkKind::kRuns:
            if (at_ == chunk_.runs) return false;
            first = chunk_.run_first(at_);
            last = chunk_.run_last(at_++);
            return true;
        case ChunkKind::kBits:
            if (at_ == kChunkIds) return false;
            first = find_bit(chunk_, at_, true);
            if (first == kChunkIds) return false;
            at_ = find_bit(chunk_, first, false);
            last = at_ - 1;
            return true;
    }
    return false;
}

bool RunCursor::next_piece(IdRun& piece) noexcept {
    for (;;) {
        if (!has_chunk_) {
            if (first_ > last_ || !chunks_.next(chunk_) || id_of(chunk_.key, 0) > last_) return false;
            has_chunk_ = true;
            at_ = 0;
        }
        std::uint32_t first = 0, last = 0;
        while (next_places(first, last)) {
            piece = {std::max(id_of(chunk_.key, first), first_), std::min(id_of(chunk_.key, last), last_)};
            if (piece.first <= piece.last) return true;
            if (id_of(chunk_.key, first) > last_) break;
        }
        has_chunk_ = false;
    }
}

bool RunCursor::next(IdRun& run) noexcept {
    if (!has_waiting_ && !next_piece(waiting_)) return false;
    run = waiting_;
    while ((has_waiting_ = next_piece(waiting_)) && run.last + 1 == waiting_.first) run.last = waiting_.last;
    return true;
}

bool contains(std::string_view set, std::int64_t id) noexcept {
    ChunkReader reader(set);
    reader.seek(chunk_key(id));
    Chunk chunk;
    return reader.next(chunk) && chunk.key == chunk_key(id) && holds(chunk, chunk_place(id));
}

std::optional<std::int64_t> lowest(std::string_view set) noexcept { return member_at(set, 0); }

std::optional<std::int64_t> highest(std::string_view set) noexcept {
    OrderedChunks chunks(set);
    Chunk chunk, last;
    while (chunks.next(chunk)) last = chunk;
    if (last.data == nullptr) return std::nullopt;
    return id_of(last.key, place_at(last, last.count - 1));
}

std::uint64_t rank(std::string_view set, std::int64_t id) noexcept {
    std::uint64_t n = 0;
    OrderedChunks chunks(set);
    for (Chunk chunk; chunks.next(chunk) && id_of(chunk.key, 0) <= id;)
        n += chunk.key == chunk_key(id) ? rank_in(chunk, chunk_place(id)) : chunk.count;
    return n;
}

std::uint64_t count_between(std::string_view set, std::int64_t first, std::int64_t last) noexcept {
    if (first > last) return 0;
    return rank(set, last) - (first == kLowestId ? 0 : rank(set, first - 1));
}

std::optional<std::int64_t> member_at(std::string_view set, std::uint64_t before) noexcept {
    OrderedChunks chunks(set);
    for (Chunk chunk; chunks.next(chunk); before -= chunk.count)
        if (before < chunk.count) return id_of(chunk.key, place_at(chunk, static_cast<std::uint32_t>(before)));
    return std::nullopt;
}

}  // namespace cdp::segment
