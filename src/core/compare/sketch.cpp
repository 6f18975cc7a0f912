// SPDX-License-Identifier: PostgreSQL
#include "core/compare/sketch.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "core/base/hash.hpp"

namespace cdp::compare {

namespace {

constexpr std::size_t kStepsPerPoll = 1 << 20;

// Calls visit(hash) for the hash of each element, which costs `steps` steps besides; asks the token now and then.
template <class Visit>
void for_each_hash(std::span<const std::string_view> elements, std::size_t steps, const CancelToken& cancel,
                   const Visit& visit) {
    std::size_t done = 0;
    for (const std::string_view element : elements) {
        visit(hash_bytes(element));
        done += steps + element.size() / 8;
        if (done < kStepsPerPoll) continue;
        done = 0;
        cancel.check();
    }
}

}  // namespace

int checked_signature(int size) {
    if (size >= 1 && size <= kMaxSignature) return size;
    throw Error(ErrorCode::kInvalidArgument, "size must be between 1 and " + std::to_string(kMaxSignature),
                "It is " + std::to_string(size) + ".", "64 tells similarities within 0.06 or so, 256 within 0.03.");
}

void minhash(std::span<const std::string_view> elements, std::span<std::int32_t> signature, const CancelToken& cancel) {
    std::array<std::uint32_t, kMaxSignature> least;
    const std::size_t size = signature.size();
    std::fill_n(least.begin(), size, UINT32_MAX);
    for_each_hash(elements, size, cancel, [&](std::uint64_t hash) {
        for (std::size_t i = 0; i < size; i++)
            least[i] = std::min(least[i], static_cast<std::uint32_t>(combine64(i + 1, hash) >> 32));
    });
    for (std::size_t i = 0; i < size; i++) signature[i] = static_cast<std::int32_t>(least[i]);
}

double minhash_similarity(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
    if (a.size() != b.size())
        throw Error(ErrorCode::kInvalidArgument, "signatures must have the same number of values",
                    "They have " + std::to_string(a.size()) + " and " + std::to_string(b.size()) + ".",
                    "Make both with one size.");
    if (a.empty()) return 1;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < a.size(); i++) equal += a[i] == b[i];
    return static_cast<double>(equal) / static_cast<double>(a.size());
}

int checked_rows(int rows, std::size_t size) {
    if (rows >= 1 && size % static_cast<std::size_t>(rows) == 0) return rows;
    throw Error(ErrorCode::kInvalidArgument, "rows must be at least 1 and divide the number of values of the signature",
                "They are " + std::to_string(rows) + " and " + std::to_string(size) + ".");
}

void minhash_bands(std::span<const std::int32_t> signature, int rows, std::span<std::int32_t> bands) noexcept {
    const auto step = static_cast<std::size_t>(rows);
    for (std::size_t band = 0; band < bands.size(); band++) {
        std::uint64_t hash = mix64(band + 1);
        for (const std::int32_t value : signature.subspan(band * step, step))
            hash = combine64(hash, static_cast<std::uint32_t>(value));
        bands[band] = static_cast<std::int32_t>(hash >> 32);
    }
}

std::int64_t simhash(std::span<const std::string_view> elements, const CancelToken& cancel) {
    std::array<std::int64_t, 64> balance{};
    for_each_hash(elements, balance.size(), cancel, [&](std::uint64_t hash) {
        for (std::size_t bit = 0; bit < balance.size(); bit++) balance[bit] += (hash >> bit & 1) != 0 ? 1 : -1;
    });
    std::uint64_t bits = 0;
    for (std::size_t bit = 0; bit < balance.size(); bit++) bits |= std::uint64_t{balance[bit] > 0} << bit;
    return static_cast<std::int64_t>(bits);
}

int simhash_distance(std::int64_t a, std::int64_t b) noexcept {
    return std::popcount(static_cast<std::uint64_t>(a) ^ static_cast<std::uint64_t>(b));
}

}  // namespace cdp::compare
