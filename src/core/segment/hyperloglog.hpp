// SPDX-License-Identifier: PostgreSQL
// HyperLogLog sketches (Flajolet et al. 2007), stored as the postgresql-hll extension and Aggregate Knowledge's libraries
// do (schema version 1): 2^14 registers of 5 bits. Estimates by Ertl's improved raw estimator (2017), which needs no
// correction at either end. Standard error 1.04 / sqrt(2^14) = 0.81 %.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::segment {

// Which distinct values there were, roughly. It may be left without a destructor where its memory goes as a whole.
class Sketch {
public:
    static constexpr unsigned kLog = 14;
    static constexpr std::uint32_t kRegisters = 1U << kLog;
    static constexpr std::uint32_t kMaxRank = 31;

    explicit Sketch(std::pmr::memory_resource* memory) : few_(memory), all_(memory) {}

    // A hash whose every bit is as good as random.
    void add(std::uint64_t hash);
    void add(const Sketch& other);
    // Stored bytes, of any program. Throws Error(kInvalidText) for what is none, and for sketches of another precision.
    void add_stored(std::string_view bytes);

    std::size_t stored_size() const noexcept;
    void store(unsigned char* to) const noexcept;  // stored_size() bytes
    double estimate() const;

private:
    void raise(std::uint32_t index, std::uint32_t rank);
    void spread();
    template <class Visit>
    void for_each(const Visit& visit) const;

    std::pmr::vector<std::uint32_t> few_;  // index << 8 | rank, ascending, until they are many
    std::pmr::vector<std::uint8_t> all_;   // every register; empty before
};

}  // namespace cdp::segment
