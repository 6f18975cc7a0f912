// SPDX-License-Identifier: PostgreSQL
#include "core/base/phase_times.hpp"

#include <time.h>

#include <string_view>

namespace cdp {

namespace {

double seconds_of(clockid_t clock) noexcept {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace

void PhaseTimes::begin(const char* name) noexcept {
    end();
    for (current_ = 0; current_ < size_ && std::string_view(phases_[current_].name) != name;) current_++;
    if (current_ == kMost) current_--;
    if (current_ == size_) phases_[size_++] = {name, 0, 0};
    began_ = seconds_of(CLOCK_MONOTONIC);
    cpu_began_ = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

void PhaseTimes::end() noexcept {
    if (current_ == kMost) return;
    phases_[current_].seconds += seconds_of(CLOCK_MONOTONIC) - began_;
    phases_[current_].cpu_seconds += seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu_began_;
    current_ = kMost;
}

}  // namespace cdp
