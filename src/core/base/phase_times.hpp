// SPDX-License-Identifier: PostgreSQL
// How long the phases of one call took. Plain data: may be copied and kept after the call.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "core/base/core_only.hpp"

namespace cdp {

class PhaseTimes {
public:
    struct Phase {
        const char* name;
        double seconds;      // by the clock
        double cpu_seconds;  // of all threads of the process
    };

    // Ends the phase at hand and begins the next. A phase that was there before goes on. `name` must live for ever.
    void begin(const char* name) noexcept;
    void end() noexcept;

    // In the order in which they first began. What does not fit any more counts for the last one.
    std::span<const Phase> phases() const noexcept { return {phases_.data(), size_}; }

private:
    static constexpr std::size_t kMost = 24;

    std::array<Phase, kMost> phases_{};
    std::size_t size_ = 0;
    std::size_t current_ = kMost;  // kMost: none
    double began_ = 0, cpu_began_ = 0;
};

}  // namespace cdp
