// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/id_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <set>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/job.hpp"

namespace cdp::cluster {
namespace {

constexpr Id kLeast = std::numeric_limits<Id>::min(), kGreatest = std::numeric_limits<Id>::max();

// What a set holds, by slot.
template <class Set>
std::vector<std::pair<Slot, Id>> content(const Set& set) {
    std::vector<std::pair<Slot, Id>> out;
    for (std::size_t s = 0; s < set.slots(); s++)
        if (set.used(static_cast<Slot>(s))) out.emplace_back(static_cast<Slot>(s), set[static_cast<Slot>(s)]);
    return out;
}

TEST(IdRange, SlotsAreInTheOrderOfIds) {
    JobContext one_thread(1);
    for (const Id first : {Id{0}, Id{-7}, kLeast, kGreatest - 99}) {
        IdRange range(first, 100, std::pmr::get_default_resource(), one_thread);
        for (const Id offset : {99, 0, 7, 7, 50}) range.insert(first + offset);
        const std::vector<std::pair<Slot, Id>> expected = {{0, first}, {7, first + 7}, {50, first + 50}, {99, first + 99}};
        EXPECT_EQ(content(range), expected);
        EXPECT_EQ(range.slot(first + 50), 50u);
    }
}

std::vector<Id> draw(std::mt19937_64& random, std::size_t n, int shape) {
    std::vector<Id> ids(n);
    for (auto& id : ids) {
        id = static_cast<Id>(random());
        if (shape == 1) id %= 50;                   // many repeats
        if (shape == 2) id = (id % 1000) << 40;     // far apart, low bits equal
        if (shape == 3) id = kLeast + (id & 3);     // the least id among them
    }
    return ids;
}

TEST(IdTable, HoldsWhatWasInserted) {
    JobContext one_thread(1);
    std::mt19937_64 random(1);
    for (int round = 0; round < 400; round++) {
        const auto ids = draw(random, random() % 200, round % 4);
        const std::set<Id> expected(ids.begin(), ids.end());
        IdTable table(expected.size(), 0, std::pmr::get_default_resource(), one_thread);
        std::set<Id> seen;
        for (const Id id : ids) ASSERT_EQ(table.insert(id), seen.insert(id).second);
        std::set<Id> found;
        for (const auto& [slot, id] : content(table)) {
            ASSERT_TRUE(found.insert(id).second) << "twice";
            ASSERT_EQ(table.slot(id), slot);
        }
        ASSERT_EQ(found, expected);
    }
}

TEST(IdTable, SlotsDependOnTheSetAlone) {
    JobContext one_thread(1);
    std::mt19937_64 random(2);
    for (int round = 0; round < 60; round++) {
        auto ids = draw(random, 1 + random() % 3000, round % 4);
        const std::size_t members = std::set<Id>(ids.begin(), ids.end()).size();
        IdTable one(members, 5, std::pmr::get_default_resource(), one_thread);
        for (const Id id : ids) one.insert(id);
        std::shuffle(ids.begin(), ids.end(), random);
        IdTable many(members, 5, std::pmr::get_default_resource(), one_thread);
        std::atomic<std::size_t> fresh{0};
        JobContext context(4);
        context.parallel_for(ids.size(), 50, [&](std::size_t begin, std::size_t end, unsigned) {
            for (std::size_t i = begin; i < end; i++) fresh += many.insert(ids[i]) ? 1 : 0;
        });
        ASSERT_EQ(fresh, members);
        ASSERT_EQ(content(many), content(one));
    }
}

TEST(IdTable, ItsMemoryIsCounted) {
    JobContext one_thread(1);
    Budget budget(1000);
    CountedResource memory(budget);
    EXPECT_NO_THROW(IdTable(80, 0, &memory, one_thread));
    EXPECT_THROW(IdTable(70, 20, &memory, one_thread), Error);
    EXPECT_EQ(budget.used(), 0u);
}

}  // namespace
}  // namespace cdp::cluster
