// SPDX-License-Identifier: PostgreSQL
#include "core/segment/idset_reader.hpp"

#include <string>

#include "core/base/error.hpp"
#include "core/segment/bit_count.hpp"

namespace cdp::segment {

ChunkReader::ChunkReader(std::string_view set) noexcept {
    at_ = reinterpret_cast<const unsigned char*>(set.data());
    blocks_ = load<std::uint64_t>(at_);
    at_ += 8;
}

void ChunkReader::open_block() noexcept {
    blocks_--;
    high_ = load<std::uint32_t>(at_);
    block_ = at_ += 4;
    next_ = 0;
    const auto cookie = load<std::uint32_t>(at_);
    if (cookie == kCookie) {
        chunks_ = load<std::uint32_t>(at_ + 4);
        flags_ = nullptr;
        at_ += 8;
    } else {
        chunks_ = (cookie >> 16) + 1;
        flags_ = at_ + 4;
        at_ += 4 + (chunks_ + 7) / 8;
    }
    header_ = at_;
    at_ += std::size_t{4} * chunks_;
    offsets_ = flags_ != nullptr && chunks_ < kFewChunks ? nullptr : at_;
    if (offsets_ != nullptr) at_ += std::size_t{4} * chunks_;
}

bool ChunkReader::next(Chunk& chunk) noexcept {
    while (next_ == chunks_) {
        if (blocks_ == 0) return false;
        open_block();
    }
    chunk.key = high_ << 16 | low_key(next_);
    chunk.count = load<std::uint16_t>(header_ + 4 * next_ + 2) + 1U;
    chunk.kind = is_runs(next_) ? ChunkKind::kRuns : chunk.count <= kMaxArray ? ChunkKind::kArray : ChunkKind::kBits;
    if (chunk.kind == ChunkKind::kRuns) {
        chunk.runs = load<std::uint16_t>(at_);
        at_ += 2;
    } else {
        chunk.runs = 0;
    }
    chunk.data = at_;
    at_ += chunk.bytes();
    next_++;
    return true;
}

void ChunkReader::jump(std::uint32_t i) noexcept {
    if (offsets_ != nullptr && i > next_) {
        next_ = i;
        at_ = block_ + load<std::uint32_t>(offsets_ + 4 * i);
        return;
    }
    for (Chunk passed; next_ < i;) next(passed);
}

void ChunkReader::seek(std::uint64_t key) noexcept {
    for (;;) {
        if (next_ == chunks_) {
            if (blocks_ == 0) return;
            open_block();
        }
        if (high_ > key >> 16) return;
        if (high_ == key >> 16 && low_key(chunks_ - 1) >= (key & 0xFFFF)) {
            std::uint32_t low = next_, high = chunks_;
            while (low < high) {
                const std::uint32_t middle = (low + high) / 2;
                if (low_key(middle) < (key & 0xFFFF))
                    low = middle + 1;
                else
                    high = middle;
            }
            jump(low);
            return;
        }
        Chunk passed;
        jump(chunks_ - 1);
        next(passed);
    }
}

std::uint64_t cardinality(std::string_view set) noexcept {
    ChunkReader reader(set);
    std::uint64_t count = 0;
    for (Chunk chunk; reader.next(chunk);) count += chunk.count;
    return count;
}

namespace {

// Reads what may be anything: each step says first how many bytes it is about to touch.
class Checker {
public:
    Checker(std::string_view bytes, const CancelToken& cancel) noexcept
        : begin_(reinterpret_cast<const unsigned char*>(bytes.data())), size_(bytes.size()), cancel_(cancel) {}

    void check() {
        const auto blocks = load<std::uint64_t>(take(8));
        std::int64_t last = -1;
        if (blocks > size_ / 4) refuse("there are fewer bytes than blocks");  // so that no empty loop can be long
        for (std::uint64_t i = 0; i < blocks; i++) {
            const auto high = load<std::uint32_t>(take(4));
            if (static_cast<std::int64_t>(high) <= last) refuse("its blocks are not in order");
            last = high;
            check_block();
        }
        if (at_ != size_) refuse("bytes are left over");
    }

private:
    [[noreturn]] void refuse(const char* why) const {
        throw Error(ErrorCode::kInvalidText, "invalid idset", std::string("At byte ") + std::to_string(at_) + ": " + why + ".",
                    "A set is read in the portable form of 64-bit roaring bitmaps.");
    }

    const unsigned char* take(std::size_t bytes) {
        if (size_ - at_ < bytes) refuse("it ends too early");
        const unsigned char* const here = begin_ + at_;
        at_ += bytes;
        return here;
    }

    void check_block() {
        const std::size_t block = at_;
        const auto cookie = load<std::uint32_t>(take(4));
        const unsigned char* flags = nullptr;
        std::uint32_t chunks = 0;
        if (cookie == kCookie) {
            chunks = load<std::uint32_t>(take(4));
            if (chunks > kChunkIds) refuse("a block has more than 65536 chunks");
        } else if ((cookie & 0xFFFF) == kRunCookie) {
            chunks = (cookie >> 16) + 1;
            flags = take((chunks + 7) / 8);
            if (chunks % 8 != 0 && flags[chunks / 8] >> (chunks % 8) != 0) refuse("a chunk that is not there has runs");
        } else {
            refuse("a block does not begin with the cookie of a roaring bitmap");
        }
        const unsigned char* const header = take(std::size_t{4} * chunks);
        const unsigned char* offsets = nullptr;
        if (flags == nullptr || chunks >= kFewChunks) offsets = take(std::size_t{4} * chunks);
        for (std::uint32_t i = 0; i < chunks; i++) {
            if (i % 64 == 0) cancel_.check();
            if (i > 0 && load<std::uint16_t>(header + 4 * i) <= load<std::uint16_t>(header + 4 * (i - 1)))
                refuse("its chunks are not in order");
            if (offsets != nullptr && load<std::uint32_t>(offsets + 4 * i) != at_ - block) refuse("an offset is wrong");
            const std::uint32_t count = load<std::uint16_t>(header + 4 * i + 2) + 1U;
            if (flags != nullptr && (flags[i / 8] >> (i % 8) & 1) != 0)
                check_runs(count);
            else if (count <= kMaxArray)
                check_array(count);
            else if (count_bits(take(kBitsBytes)) != count)
                refuse("a chunk of bits has not as many as it says");
        }
    }

    void check_array(std::uint32_t count) {
        const unsigned char* const data = take(std::size_t{2} * count);
        for (std::uint32_t i = 1; i < count; i++)
            if (load<std::uint16_t>(data + 2 * i) <= load<std::uint16_t>(data + 2 * (i - 1))) refuse("ids are not in order");
    }

    void check_runs(std::uint32_t count) {
        const std::uint32_t runs = load<std::uint16_t>(take(2));
        const unsigned char* const data = take(std::size_t{4} * runs);
        std::int64_t last = -1;
        std::uint64_t sum = 0;
        for (std::uint32_t i = 0; i < runs; i++) {
            const std::uint32_t first = load<std::uint16_t>(data + 4 * i), more = load<std::uint16_t>(data + 4 * i + 2);
            if (static_cast<std::int64_t>(first) <= last || first + more >= kChunkIds) refuse("runs are not in order");
            last = first + more;
            sum += more + 1;
        }
        if (sum != count) refuse("a chunk of runs has not as many ids as it says");
    }

    const unsigned char* begin_;
    std::size_t size_;
    std::size_t at_ = 0;
    const CancelToken& cancel_;
};

}  // namespace

void check_idset(std::string_view bytes, const CancelToken& cancel) { Checker(bytes, cancel).check(); }

}  // namespace cdp::segment
