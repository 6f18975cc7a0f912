// SPDX-License-Identifier: PostgreSQL
#include "core/segment/hyperloglog.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/error.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kMostFew = 1024;
constexpr std::size_t kHeader = 3;
constexpr unsigned kWidth = 5;
constexpr unsigned char kEmpty = 0x11, kSparse = 0x13, kFull = 0x14;  // version 1, kind
constexpr unsigned char kParameters = (kWidth - 1) << 5 | Sketch::kLog;
constexpr unsigned char kCutoff = 0x7F;  // sparse is on, the cut-off of explicit values is left to the reader
constexpr std::size_t kFullBytes = (Sketch::kRegisters * kWidth + 7) / 8;
constexpr unsigned kSparseWidth = Sketch::kLog + kWidth;

// Numbers of a few bits, the highest bit first.
void put(unsigned char* to, std::size_t& bit, std::uint32_t value, unsigned width) noexcept {
    for (unsigned i = width; i-- > 0; bit++)
        if ((value >> i & 1) != 0) to[bit / 8] |= static_cast<unsigned char>(0x80 >> (bit % 8));
}

std::uint32_t take(const unsigned char* from, std::size_t& bit, unsigned width) noexcept {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < width; i++, bit++) value = value << 1 | (from[bit / 8] >> (7 - bit % 8) & 1U);
    return value;
}

double sigma(double x) noexcept {
    if (x == 1.0) return std::numeric_limits<double>::infinity();
    double y = 1.0, z = x, before;
    do {
        x *= x;
        before = z;
        z += x * y;
        y += y;
    } while (z != before);
    return z;
}

double tau(double x) noexcept {
    if (x == 0.0 || x == 1.0) return 0.0;
    double y = 1.0, z = 1.0 - x, before;
    do {
        x = std::sqrt(x);
        before = z;
        y *= 0.5;
        z -= (1.0 - x) * (1.0 - x) * y;
    } while (z != before);
    return z / 3.0;
}

[[noreturn]] void refuse(const char* why) {
    throw Error(ErrorCode::kInvalidText, "invalid sketch of distinct values", why,
                "Sketches are those of cdp.approx_distinct_sketch: HyperLogLog, schema version 1, log2m 14, regwidth 5.");
}

}  // namespace

template <class Visit>
void Sketch::for_each(const Visit& visit) const {
    for (const std::uint32_t entry : few_) visit(entry >> 8, entry & 0xFF);
    for (std::uint32_t i = 0; i < all_.size(); i++)
        if (all_[i] != 0) visit(i, std::uint32_t{all_[i]});
}

void Sketch::spread() {
    all_.assign(kRegisters, 0);
    for (const std::uint32_t entry : few_) all_[entry >> 8] = static_cast<std::uint8_t>(entry & 0xFF);
    few_.clear();
    few_.shrink_to_fit();
}

void Sketch::raise(std::uint32_t index, std::uint32_t rank) {
    if (all_.empty()) {
        const auto at = std::lower_bound(few_.begin(), few_.end(), index << 8);
        if (at != few_.end() && *at >> 8 == index) {
            *at = std::max(*at, index << 8 | rank);
            return;
        }
        if (few_.size() < kMostFew) {
            few_.insert(at, index << 8 | rank);
            return;
        }
        spread();
    }
    all_[index] = std::max(all_[index], static_cast<std::uint8_t>(rank));
}

void Sketch::add(std::uint64_t hash) {
    const auto index = static_cast<std::uint32_t>(hash & (kRegisters - 1));
    raise(index, std::min<std::uint32_t>(kMaxRank, static_cast<std::uint32_t>(std::countr_zero(hash >> kLog)) + 1));
}

void Sketch::add(const Sketch& other) {
    other.for_each([&](std::uint32_t index, std::uint32_t rank) { raise(index, rank); });
}

void Sketch::add_stored(std::string_view bytes) {
    const auto* const from = reinterpret_cast<const unsigned char*>(bytes.data());
    if (bytes.size() < kHeader) refuse("It ends too early.");
    if (from[0] != kEmpty && from[0] != kSparse && from[0] != kFull) refuse("It does not begin as one that is empty, sparse or full.");
    if (from[1] != kParameters) refuse("Its registers are others in number or width.");
    std::size_t bit = 0;
    if (from[0] == kFull) {
        if (bytes.size() != kHeader + kFullBytes) refuse("It has not the length of one that is full.");
        for (std::uint32_t i = 0; i < kRegisters; i++)
            if (const std::uint32_t rank = take(from + kHeader, bit, kWidth); rank != 0) raise(i, rank);
        return;
    }
    const std::size_t entries = (bytes.size() - kHeader) * 8 / kSparseWidth;
    if ((from[0] == kEmpty && bytes.size() != kHeader) || entries > kRegisters) refuse("It is too long.");
    for (std::size_t i = 0; i < entries; i++) {
        const std::uint32_t index = take(from + kHeader, bit, kLog), rank = take(from + kHeader, bit, kWidth);
        if (rank != 0) raise(index, rank);
    }
}

std::size_t Sketch::stored_size() const noexcept {
    return kHeader + (all_.empty() ? (few_.size() * kSparseWidth + 7) / 8 : kFullBytes);
}

void Sketch::store(unsigned char* to) const noexcept {
    std::memset(to, 0, stored_size());
    to[0] = !all_.empty() ? kFull : few_.empty() ? kEmpty : kSparse;
    to[1] = kParameters;
    to[2] = kCutoff;
    std::size_t bit = 0;
    for (const std::uint32_t entry : few_) {
        put(to + kHeader, bit, entry >> 8, kLog);
        put(to + kHeader, bit, entry & 0xFF, kWidth);
    }
    for (const std::uint8_t rank : all_) put(to + kHeader, bit, rank, kWidth);
}

double Sketch::estimate() const {
    constexpr double kSize = kRegisters;
    std::uint32_t with_rank[kMaxRank + 1] = {kRegisters};
    for_each([&](std::uint32_t, std::uint32_t rank) {
        with_rank[rank]++;
        with_rank[0]--;
    });
    double z = kSize * tau(1.0 - with_rank[kMaxRank] / kSize);
    for (std::uint32_t rank = kMaxRank - 1; rank > 0; rank--) z = 0.5 * (z + with_rank[rank]);
    z += kSize * sigma(with_rank[0] / kSize);
    return kSize * kSize / (2.0 * std::log(2.0)) / z;
}

}  // namespace cdp::segment
