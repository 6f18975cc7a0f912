// SPDX-License-Identifier: PostgreSQL
#include "core/segment/funnel.hpp"

#include <string>

#include "core/base/error.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kEventsPerPoll = 65536;

// For each level the latest start of a chain that reached it: no other start leaves more of the window.
class Levels {
public:
    Levels(std::uint64_t window, std::uint32_t modes, std::uint32_t steps) noexcept : window_(window), modes_(modes), steps_(steps) {}

    std::uint32_t reached() const noexcept { return reached_; }

    // Each of these returns false once the search has ended.
    bool take_other() const noexcept { return reached_ == 0; }
    bool take(std::uint32_t step, std::int64_t at) noexcept {
        if (step == 0) {
            start_[0] = at;
            reached_ = std::max(reached_, 1U);
            return steps_ > 1;
        }
        if ((modes_ & kStrictDeduplication) != 0 && step < reached_) return false;
        if (step > reached_) return (modes_ & kStrictOrder) == 0 || reached_ == 0;
        if (elapsed(start_[step - 1], at) > window_) return true;
        start_[step] = start_[step - 1];
        reached_ = std::max(reached_, step + 1);
        return reached_ < steps_;
    }

private:
    std::uint64_t window_;
    std::uint32_t modes_;
    std::uint32_t steps_;
    std::uint32_t reached_ = 0;
    std::int64_t start_[kMaxSteps];
};

bool take_ascending(Levels& levels, const Event& event) noexcept {
    if (event.steps == 0) return levels.take_other();
    for (std::uint32_t rest = event.steps; rest != 0; rest &= rest - 1)
        if (!levels.take(static_cast<std::uint32_t>(std::countr_zero(rest)), event.at)) return false;
    return true;
}

// An event takes its highest step first, so that it cannot lift a chain twice.
bool take_descending(Levels& levels, const Event& event) noexcept {
    if (event.steps == 0) return levels.take_other();
    for (std::uint32_t rest = event.steps; rest != 0;) {
        const auto step = 31U - static_cast<std::uint32_t>(std::countl_zero(rest));
        if (!levels.take(step, event.at)) return false;
        rest &= ~(1U << step);
    }
    return true;
}

// Events of one time, step by step: upwards one may follow the other, downwards none may.
bool take_together(Levels& levels, std::span<const Event> events, std::uint32_t steps, bool upwards, const CancelToken& cancel) {
    for (const Event& event : events)
        if (event.steps == 0 && !levels.take_other()) return false;
    for (std::uint32_t i = 0; i < steps; i++) {
        const std::uint32_t step = upwards ? i : steps - 1 - i;
        if (events.size() > kEventsPerPoll) cancel.check();
        for (const Event& event : events)
            if ((event.steps >> step & 1) != 0 && !levels.take(step, event.at)) return false;
    }
    return true;
}

}  // namespace

std::uint32_t funnel_modes(std::string_view names) {
    static constexpr struct {
        std::string_view name;
        FunnelMode mode;
    } kModes[] = {{"strict_deduplication", kStrictDeduplication}, {"strict_order", kStrictOrder},
                  {"strict_increase", kStrictIncrease}, {"strict_once", kStrictOnce}};
    std::uint32_t modes = 0;
    while (!names.empty()) {
        const std::size_t end = std::min(names.find_first_of(", "), names.size());
        const std::string_view name = names.substr(0, end);
        names.remove_prefix(std::min(end + 1, names.size()));
        if (name.empty()) continue;
        std::uint32_t found = 0;
        for (const auto& mode : kModes) found |= mode.name == name ? static_cast<std::uint32_t>(mode.mode) : 0U;
        if (found == 0)
            throw Error(ErrorCode::kInvalidArgument, "unknown mode \"" + std::string(name.substr(0, 60)) + "\" of a funnel", {},
                        "Modes are strict_deduplication, strict_order, strict_increase and strict_once, separated by commas.");
        modes |= found;
    }
    return modes;
}

std::uint32_t funnel_level(std::span<const Event> events, std::uint64_t window, std::uint32_t modes, std::uint32_t steps, const CancelToken& cancel) {
    Levels levels(window, modes, steps);
    const bool increase = (modes & kStrictIncrease) != 0, once = (modes & kStrictOnce) != 0;
    for (std::size_t i = 0, polled = 0; i < events.size();) {
        if (i - polled >= kEventsPerPoll) {
            cancel.check();
            polled = i;
        }
        std::size_t end = i + 1;
        while (end < events.size() && events[end].at == events[i].at) end++;
        bool go_on = true;
        if (once && !increase) {
            for (; i < end && go_on; i++) go_on = take_descending(levels, events[i]);
        } else if (end == i + 1) {
            go_on = increase ? take_descending(levels, events[i]) : take_ascending(levels, events[i]);
        } else {
            go_on = take_together(levels, events.subspan(i, end - i), steps, !increase, cancel);
        }
        if (!go_on) break;
        i = end;
    }
    return levels.reached();
}

}  // namespace cdp::segment
