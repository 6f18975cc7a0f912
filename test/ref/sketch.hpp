// SPDX-License-Identifier: PostgreSQL
// Sketches of sets as their definitions read: every hash of every element is written down, then the least is taken of
// each function, or the bits of each place are counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/base/hash.hpp"

namespace cdp::ref {

inline std::vector<std::int32_t> minhash(const std::vector<std::string>& elements, std::size_t size) {
    std::vector<std::int32_t> signature;
    for (std::size_t i = 1; i <= size; i++) {
        std::set<std::uint32_t> hashes;
        for (const std::string& element : elements)
            hashes.insert(static_cast<std::uint32_t>(combine64(i, hash_bytes(element)) >> 32));
        signature.push_back(hashes.empty() ? -1 : static_cast<std::int32_t>(*hashes.begin()));
    }
    return signature;
}

inline std::int64_t simhash(const std::vector<std::string>& elements) {
    std::uint64_t bits = 0;
    for (unsigned place = 0; place < 64; place++) {
        std::size_t ones = 0;
        for (const std::string& element : elements) ones += hash_bytes(element) >> place & 1;
        if (2 * ones > elements.size()) bits |= std::uint64_t{1} << place;
    }
    return static_cast<std::int64_t>(bits);
}

}  // namespace cdp::ref
