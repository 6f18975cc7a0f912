// SPDX-License-Identifier: PostgreSQL
// The values that occur most often, counted exactly: every distinct value is kept until the end. It may be left without a
// destructor where its memory goes as a whole.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/base/hash.hpp"

namespace cdp::segment {

struct CountedValue {
    std::string_view value;
    std::uint64_t count;
};

class TopValues {
public:
    explicit TopValues(std::pmr::memory_resource* memory) : memory_(memory), counts_(memory) {}

    void add(std::string_view value, std::uint64_t count = 1);
    void add(const TopValues& other, const CancelToken& cancel);

    // The `most` values with the highest counts; ties in byte order.
    std::pmr::vector<CountedValue> top(std::size_t most, std::pmr::memory_resource* memory, const CancelToken& cancel) const;

    // All values and counts as bytes, and back. Throws Error(kInvalidText) for bytes that are none.
    void write(std::pmr::string& bytes) const;
    void read(std::string_view bytes);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view value) const noexcept { return hash_bytes(value); }
    };

    std::pmr::memory_resource* memory_;
    std::pmr::unordered_map<std::pmr::string, std::uint64_t, Hash, std::equal_to<>> counts_;
};

}  // namespace cdp::segment
