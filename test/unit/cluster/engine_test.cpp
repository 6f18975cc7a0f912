// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/engine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>

#include "unit/cluster/customers.hpp"

namespace cdp::cluster {
namespace {

constexpr std::size_t kBudget = std::size_t{256} << 20;

void run(unsigned threads, const std::function<void(JobContext&)>& body) {
    Job job(threads);
    job.start(body);
    job.finish();
}

Partition dedupe(const std::vector<Customer>& rows, unsigned threads = 2,
                 const std::vector<std::size_t>& columns = {0, 1, 2, 3, 4, 5, 6, 7}) {
    Engine engine(kBudget);
    fill(engine, rows, columns);
    run(threads, [&](JobContext& context) { engine.run_dedupe(context); });
    EXPECT_EQ(engine.clusters().size(), rows.size());
    EXPECT_EQ(engine.cluster_statistics().clusters, partition_of(engine).size());
    EXPECT_LE(engine.peak_memory(), kBudget);
    return partition_of(engine);
}

bool together(const Partition& partition, const std::string& a, const std::string& b) {
    return std::any_of(partition.begin(), partition.end(), [&](const auto& ids) { return ids.contains(a) && ids.contains(b); });
}

// The crowd, and the people whom the test is about.
std::vector<Customer> crowd_and(const std::vector<Customer>& rows, std::size_t people = 300) {
    auto all = crowd(people, 1);
    all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

TEST(Engine, FindsDuplicatesAndNothingElse) {
    const auto rows = crowd(400, 1);
    const Partition found = dedupe(rows);
    std::size_t copies = 0, right = 0;
    for (const Customer& row : rows)
        if (row.id.ends_with('x')) {
            copies++;
            right += together(found, row.id, row.id.substr(0, row.id.size() - 1)) ? 1 : 0;
        }
    EXPECT_GT(copies, 150u);
    EXPECT_GE(right, copies * 98 / 100);
    for (const auto& ids : found) EXPECT_LE(ids.size(), 2u) << *ids.begin() << " and " << *ids.rbegin();
}

TEST(Engine, TellsHowSureClustersAre) {
    const auto rows = crowd(200, 3);
    std::vector<std::string> alone;
    for (const auto& ids : dedupe(rows))
        if (ids.size() == 1) alone.push_back(*ids.begin());
    ASSERT_GE(alone.size(), 3u);
    Engine engine(kBudget);
    fill(engine, rows);
    const char* const names[] = {"left_id", "right_id", "verdict"};
    const char* const types[] = {"text", "text", "text"};
    engine.decisions().begin(3, names, types);
    const std::optional<std::string_view> same[] = {alone[0], alone[1], "must_link"};
    engine.decisions().row(same);
    run(2, [&](JobContext& context) { engine.run_scope(context); });
    ASSERT_EQ(engine.confidences().size(), rows.size());
    std::size_t linked = 0;
    for (link::Record r = 0; r < rows.size(); r++) {
        const auto sure = engine.confidences()[r];
        const bool is_first = engine.clusters()[r] == r;
        const auto members = std::count(engine.clusters().begin(), engine.clusters().end(), r);
        if (!is_first || members == 1) {
            EXPECT_EQ(sure, kUnlinked) << engine.raw().id(r);
        } else if (engine.raw().id(r) == std::min(alone[0], alone[1])) {
            EXPECT_EQ(sure, kCertain);
        } else if (members == 2) {
            const auto other = std::find(engine.clusters().begin() + r + 1, engine.clusters().end(), r) - engine.clusters().begin();
            const auto link = std::find_if(engine.links().begin(), engine.links().end(), [&](const auto& l) { return l.a == r && l.b == other; });
            ASSERT_NE(link, engine.links().end());
            EXPECT_EQ(sure, link->weight);
            linked++;
        }
    }
    EXPECT_GT(linked, 50u);
}

TEST(Engine, AHouseholdStaysApart) {
    std::vector<Customer> family;
    const char* names[] = {"Alain", "Beatrice", "Camille", "Damien"};
    const char* born[] = {"1961-03-14", "1964-11-02", "1991-07-23", "1995-01-30"};
    for (int i = 0; i < 4; i++)
        family.push_back({"h" + std::to_string(i), names[i], "Kowalczyk", born[i], "12 rue du Moulin", "69003", "Lyon", "0478123456", {}});
    Customer again = family[2];
    again.id = "h2x";
    again.given = "Camile";
    family.push_back(again);
    const Partition found = dedupe(crowd_and(family));
    for (int a = 0; a < 4; a++)
        for (int b = a + 1; b < 4; b++) EXPECT_FALSE(together(found, "h" + std::to_string(a), "h" + std::to_string(b))) << a << b;
    EXPECT_TRUE(together(found, "h2", "h2x"));
}

TEST(Engine, ThreadsAndTheOrderOfRowsAndColumnsDoNotShow) {
    auto rows = crowd(250, 2);
    const Partition expected = dedupe(rows, 1);
    for (const unsigned threads : {2u, 4u}) EXPECT_EQ(dedupe(rows, threads), expected) << threads;
    std::mt19937 random(3);
    for (int round = 0; round < 4; round++) {
        std::shuffle(rows.begin(), rows.end(), random);
        EXPECT_EQ(dedupe(rows, 1 + round % 3), expected) << round;
    }
    std::vector<std::size_t> columns = {0, 1, 2, 3, 4, 5, 6, 7};
    for (int round = 0; round < 3; round++) {
        std::shuffle(columns.begin(), columns.end(), random);
        EXPECT_EQ(dedupe(rows, 2, columns), expected) << round;
    }
}

TEST(Engine, TinyTables) {
    EXPECT_EQ(dedupe({}), Partition{});
    EXPECT_EQ(dedupe({{"1", "Ann", "Lee", {}, {}, {}, {}, {}, "ann@lee.org"}}), (Partition{{"1"}}));
}

TEST(Engine, ColumnsWithoutAValueAreRefusedWithAReason) {
    for (const std::size_t n : {1u, 50u}) {
        std::vector<Customer> nothing;
        for (std::size_t i = 0; i < n; i++) nothing.push_back({std::to_string(i), {}, {}, {}, {}, {}, {}, {}, {}});
        try {
            dedupe(nothing);
            ADD_FAILURE() << "accepted";
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kInvalidModel);
            EXPECT_STREQ(e.what(), "the query has no column that records could be compared by");
            EXPECT_NE(e.detail().find("first_name: empty"), std::string::npos) << e.detail();
            EXPECT_FALSE(e.hint().empty());
        }
    }
}

TEST(Engine, RecordsWithoutAValueAreNobodysDuplicates) {
    std::vector<Customer> blank;
    for (int i = 0; i < 30; i++) blank.push_back({"blank" + std::to_string(i), {}, {}, {}, {}, {}, {}, {}, {}});
    const Partition found = dedupe(crowd_and(blank, 100));
    for (const Customer& b : blank) EXPECT_TRUE(found.contains({b.id})) << b.id;
}

TEST(Engine, RulesWithoutABlockHaveNoLargestKey) {
    for (const bool any : {false, true}) {
        Engine engine(kBudget);
        std::vector<Customer> rows;
        if (any) rows.push_back({"1", "Ann", "Lee", {}, {}, {}, {}, {}, "ann@lee.org"});
        fill(engine, rows);
        run(2, [&](JobContext& context) { engine.run_blocks(context); });
        ASSERT_GT(engine.statistics().size(), 0u);
        for (std::size_t r = 0; r < engine.statistics().size(); r++) {
            EXPECT_EQ(engine.statistics()[r].largest, 0u);
            EXPECT_EQ(engine.largest_key(r), "") << engine.rule_text(r);
        }
    }
}

TEST(Engine, ASecondRunGivesTheSame) {
    const auto rows = crowd(120, 7);
    const Partition expected = dedupe(rows);
    Engine engine(kBudget);
    fill(engine, rows);
    run(2, [&](JobContext& context) {
        engine.run_train(context);
        engine.run_link(context);
        engine.run_dedupe(context);
        engine.run_dedupe(context);
    });
    EXPECT_EQ(partition_of(engine), expected);
}

TEST(Engine, TooSmallABudgetIsRefused) {
    const auto rows = crowd(1500, 4);
    std::size_t refused = 0;
    for (std::size_t budget = 1 << 12; budget <= kBudget; budget *= 2) {
        Engine engine(budget);
        try {
            fill(engine, rows);
            run(2, [&](JobContext& context) { engine.run_dedupe(context); });
            EXPECT_LE(engine.peak_memory(), budget);
            break;
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kOutOfBudget) << e.what();
            EXPECT_LE(engine.peak_memory(), budget);
            refused++;
        }
    }
    EXPECT_GE(refused, 5u);
    EXPECT_LT(refused, 16u) << "no budget was enough";
}

TEST(Engine, WhatHasNoRoomInMemoryGoesIntoFiles) {
    const auto rows = crowd(1500, 4);
    const Partition expected = dedupe(rows);
    Engine engine(Limits(std::size_t{2} << 20, testing::TempDir().c_str(), kBudget));
    fill(engine, rows);
    run(2, [&](JobContext& context) { engine.run_dedupe(context); });
    EXPECT_EQ(partition_of(engine), expected);
    EXPECT_LE(engine.peak_memory(), std::size_t{2} << 20);
    EXPECT_GT(engine.spilled(), 0u);
}

TEST(Engine, StopsQuicklyWhereverItIs) {
    using Clock = std::chrono::steady_clock;
    const auto rows = crowd(6000, 5);
    for (const int after : {0, 5, 20, 60, 120, 200}) {
        Engine engine(kBudget);
        fill(engine, rows);
        Job job(2);
        job.start([&](JobContext& context) {
            for (;;) engine.run_dedupe(context);  // until stopped
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(after));
        const auto began = Clock::now();
        job.stop_and_join();
        EXPECT_LT(Clock::now() - began, std::chrono::seconds(2)) << after << " ms, generous for a busy machine";
        try {
            job.finish();
            ADD_FAILURE() << "not stopped";
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kCancelled) << e.what();
        }
    }
}

TEST(Engine, KindsAreValidated) {
    Engine engine(kBudget);
    EXPECT_NO_THROW(engine.set_kinds(R"({"c3": "given_name"})"));
    for (const char* bad : {"", "[]", "1", "{", "{\"c3\": \"surname\"}", "{\"c3\": 1}", "\xff"}) {
        try {
            engine.set_kinds(bad);
            ADD_FAILURE() << "accepted " << bad;
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::kInvalidArgument);
            EXPECT_NE(e.hint().find("Kinds: given_name, "), std::string::npos);
        }
    }
}

TEST(Engine, LinksAreInOrderAndReachTheThreshold) {
    Engine engine(kBudget);
    fill(engine, crowd(300, 6));
    engine.threshold = 8;
    run(2, [&](JobContext& context) { engine.run_link(context); });
    ASSERT_GT(engine.links().size(), 50u);
    EXPECT_TRUE(std::is_sorted(engine.links().begin(), engine.links().end()));
    for (const auto& l : engine.links()) {
        EXPECT_LT(l.a, l.b);
        EXPECT_GE(l.weight, score::to_bits(8));
    }
    EXPECT_GE(engine.compared(), engine.links().size());
}

}  // namespace
}  // namespace cdp::cluster
