// SPDX-License-Identifier: PostgreSQL
#include "core/base/phase_times.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace cdp {
namespace {

std::vector<std::string> names_of(const PhaseTimes& times) {
    std::vector<std::string> out;
    for (const auto& phase : times.phases()) out.emplace_back(phase.name);
    return out;
}

TEST(PhaseTimes, PhasesComeInTheOrderOfTheirFirstBegin) {
    PhaseTimes times;
    EXPECT_TRUE(times.phases().empty());
    times.begin("read");
    times.begin("block");
    times.begin("compare");
    times.begin("block");
    times.begin("compare");
    times.end();
    EXPECT_EQ(names_of(times), (std::vector<std::string>{"read", "block", "compare"}));
}

TEST(PhaseTimes, TimeCountsForThePhaseAtHand) {
    PhaseTimes times;
    times.begin("quick");
    times.begin("slow");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    times.end();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    times.end();  // nothing is at hand
    const auto phases = times.phases();
    EXPECT_GE(phases[1].seconds, 0.02);
    EXPECT_GE(phases[1].seconds, phases[0].seconds);
    const double slow = phases[1].seconds;
    times.begin("quick");
    times.end();
    EXPECT_EQ(times.phases()[1].seconds, slow);
    for (const auto& phase : times.phases()) EXPECT_GE(phase.cpu_seconds, 0);
}

TEST(PhaseTimes, TooManyPhasesCountForTheLast) {
    static constexpr const char* kNames[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
                                             "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};
    PhaseTimes times;
    for (const char* name : kNames) times.begin(name);
    times.end();
    EXPECT_LT(times.phases().size(), std::size(kNames));
    EXPECT_STREQ(times.phases().back().name, "x");
}

}  // namespace
}  // namespace cdp
