// SPDX-License-Identifier: PostgreSQL
#include "core/link/interner.hpp"

#include <random>
#include <string>
#include <unordered_map>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::link {
namespace {

struct InternerTest : testing::Test {
    Budget budget;
    CountedResource memory{budget};
    Interner interner{&memory};
};

TEST_F(InternerTest, GivesTheCodesThatAMapGives) {
    std::mt19937 random(1);
    std::unordered_map<std::string, Code> model;
    std::vector<std::string> by_code;
    for (int i = 0; i < 40000; i++) {
        std::string s(random() % 12, '\0');
        for (char& c : s) c = static_cast<char>(random() % 4);  // few letters, NUL among them: many repetitions
        EXPECT_EQ(interner.find(s), model.count(s) != 0 ? model[s] : kMissing);
        const auto [it, fresh] = model.emplace(s, static_cast<Code>(model.size() + 1));
        if (fresh) by_code.push_back(s);
        ASSERT_EQ(interner.intern(s), it->second);
    }
    ASSERT_EQ(interner.size(), by_code.size());
    for (Code c = 1; c <= by_code.size(); c++) {
        EXPECT_EQ(interner[c], by_code[c - 1]);
        EXPECT_EQ(interner.find(by_code[c - 1]), c);
    }
}

// Each chunk may be a mapping of its own, and Linux gives a process 65,530 of them.
TEST(ArenaChunks, AreFewForAnyAmount) {
    std::size_t chunks = 0, last = 0, all = 0;
    for (; all < std::size_t{16} << 40; all += last, chunks++) {
        last = Arena::next_chunk(last, all);
        ASSERT_GE(last, 4096u);
        ASSERT_LE(last, std::max<std::size_t>(all / 32, std::size_t{1} << 20));  // so little is left empty
    }
    EXPECT_LT(chunks, 1000u);
}

TEST_F(InternerTest, TakesManyAtOnceAsOneByOne) {
    std::mt19937 random(2);
    Interner one(&memory);
    for (int round = 0; round < 400; round++) {
        std::vector<std::string> strings(random() % 200);
        std::vector<std::string_view> views;
        for (auto& s : strings) {
            s.assign(random() % 20, '\0');
            for (char& c : s) c = static_cast<char>(random() % 3);
            views.push_back(random() % 10 == 0 ? std::string_view() : std::string_view(s));
        }
        std::vector<Code> codes(views.size(), 77);
        interner.intern(views, codes.data());
        for (std::size_t i = 0; i < views.size(); i++)
            ASSERT_EQ(codes[i], views[i].data() == nullptr ? kMissing : one.intern(views[i]));
    }
    ASSERT_EQ(interner.size(), one.size());
    for (std::size_t n : {0, 1, 31, 32, 33, 100}) {
        std::vector<std::string> strings(n);
        std::vector<std::string_view> views;
        for (auto& s : strings) {
            s.assign(random() % 4, '\0');
            for (char& c : s) c = static_cast<char>(random() % 5);
            views.push_back(random() % 10 == 0 ? std::string_view() : std::string_view(s));
        }
        std::vector<Code> codes(n, 77), none(n, 77);
        interner.find(views, codes.data());
        Interner(&memory).find(views, none.data());
        for (std::size_t i = 0; i < n; i++) {
            EXPECT_EQ(codes[i], views[i].data() == nullptr ? kMissing : one.find(views[i]));
            EXPECT_EQ(none[i], kMissing);
        }
    }
    for (Code c = 1; c <= one.size(); c++) EXPECT_EQ(interner[c], one[c]);
}

TEST_F(InternerTest, NeverMovesAString) {
    const std::string_view first = interner[interner.intern("first")];
    const char* const at = first.data();
    for (int i = 0; i < 50000; i++) interner.intern(std::to_string(i));
    EXPECT_EQ(interner[1].data(), at);
    EXPECT_EQ(interner[1], "first");
}

TEST_F(InternerTest, KnowsNothingAtFirst) {
    EXPECT_EQ(interner.find(""), kMissing);
    EXPECT_EQ(interner.find("a"), kMissing);
    EXPECT_EQ(interner.size(), 0u);
}

TEST_F(InternerTest, TakesTheEmptyString) {
    EXPECT_EQ(interner.intern(""), 1u);
    EXPECT_EQ(interner.intern("a"), 2u);
    EXPECT_EQ(interner.intern(""), 1u);
    EXPECT_EQ(interner[1], "");
}

TEST_F(InternerTest, TakesStringsLongerThanAChunk) {
    const std::string longest(3'000'000, 'x'), other = longest + "y";
    EXPECT_EQ(interner.intern("short"), 1u);
    EXPECT_EQ(interner.intern(longest), 2u);
    EXPECT_EQ(interner.intern(other), 3u);
    EXPECT_EQ(interner.intern("short too"), 4u);
    EXPECT_EQ(interner[2], longest);
    EXPECT_EQ(interner[3], other);
    EXPECT_EQ(interner[4], "short too");
}

TEST_F(InternerTest, ReservingChangesNothing) {
    interner.intern("a");
    interner.reserve(100000);
    const auto reserved = budget.used();
    interner.reserve(10);
    EXPECT_EQ(budget.used(), reserved);
    EXPECT_EQ(interner.find("a"), 1u);
    EXPECT_EQ(interner.intern("b"), 2u);
}

TEST(Interner, StaysWithinItsBudgetAndGivesEverythingBack) {
    Budget budget(4 << 20);
    CountedResource memory(budget);
    {
        Interner interner(&memory);
        ErrorCode code = ErrorCode::kInternal;
        std::size_t kept = 0;
        try {
            for (; kept < 1'000'000; kept++) interner.intern("value number " + std::to_string(kept));
        } catch (const Error& e) {
            code = e.code();
        }
        EXPECT_EQ(code, ErrorCode::kOutOfBudget);
        EXPECT_GT(kept, 10000u);
        EXPECT_LE(budget.peak(), budget.limit());
        // What was taken before stays usable.
        EXPECT_EQ(interner.find("value number 0"), 1u);
        EXPECT_EQ(interner.size(), kept);
    }
    EXPECT_EQ(budget.used(), 0u);
}

}  // namespace
}  // namespace cdp::link
