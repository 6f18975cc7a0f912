// SPDX-License-Identifier: PostgreSQL
#include "core/link/block_keys.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include <gtest/gtest.h>

#include "core/link/candidates.hpp"
#include "core/link/freeze.hpp"
#include "core/score/model_json.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::KeyForm;
using test::PreparedTable;
using test::Row;
using text::Kind;

constexpr std::size_t kMaxBlock = 12;

using Ids = std::pair<std::string, std::string>;

// A model over the attributes of generated customers with rules of every sort: plain, split, exploding, deterministic.
score::Model customer_model() {
    score::Model model = test::default_model(test::customer_attributes());
    model.blocking = {{{4}}, {{7}}, {{1, KeyForm::kSoundex}, {2, KeyForm::kYear}}, {{5, KeyForm::kTokens}}, {{5, KeyForm::kRare}}};
    model.deterministic = {{{3}}};
    return model;
}

std::set<Ids> candidate_pairs(const score::Model& model, const Table& table, unsigned threads = 2) {
    JobContext context(threads);
    std::set<Ids> out;
    std::mutex mutex;
    std::size_t given = 0;
    Candidates(table, model, model.all_rules(), kMaxBlock, context)
        .each("", false, 1e18, [&](std::size_t, std::span<const Pair> pairs, std::span<const unsigned char>, unsigned) {
            const std::lock_guard lock(mutex);
            given += pairs.size();
            for (const auto& [a, b] : pairs) {
                EXPECT_LT(a, b);
                out.emplace(table.raw->id(a), table.raw->id(b));
            }
        });
    EXPECT_EQ(given, out.size()) << "a pair was given twice";
    return out;
}

std::set<Ids> pairs_that_share(const score::Model& model, const Table& table) {
    JobContext context(1);
    const BlockKeys keys(table, model, context);
    std::map<Key, std::vector<Record>> members;
    std::vector<Key> own;
    for (Record r = 0; r < table.size(); r++) {
        keys.of(r, own);
        for (const Key key : own) members[key].push_back(r);
    }
    std::set<Ids> out;
    for (const auto& [key, records] : members)
        for (std::size_t i = 0; i < records.size(); i++)
            for (std::size_t j = i + 1; j < records.size(); j++)
                out.emplace(table.raw->id(records[i]), table.raw->id(records[j]));
    return out;
}

score::Model frozen_model(const std::vector<Row>& rows) {
    score::Model model = customer_model();
    model.frozen.emplace();
    const PreparedTable t(model, test::kCustomerColumns, rows);
    JobContext context(2);
    freeze(model, t.table, kMaxBlock, context);
    return model;
}

TEST(Freeze, FindsThePairsOfTheRecordsItWasFrozenOn) {
    const test::Customers customers(150);
    const score::Model model = customer_model();
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    const score::Model frozen = frozen_model(customers.rows);
    ASSERT_FALSE(frozen.frozen->oversized.empty());
    EXPECT_EQ(candidate_pairs(frozen, t.table), candidate_pairs(model, t.table));
    EXPECT_FALSE(frozen.term_frequencies.empty());
}

TEST(Freeze, SurvivesBeingWritten) {
    const test::Customers customers(150);
    const score::Model frozen = frozen_model(customers.rows);
    const score::Model read = score::read_model(score::write_model(frozen));
    ASSERT_TRUE(read.frozen.has_value());
    EXPECT_EQ(read.frozen->oversized, frozen.frozen->oversized);
    EXPECT_EQ(read.frozen->splits, frozen.frozen->splits);
    EXPECT_EQ(read.frozen->words, frozen.frozen->words);
    EXPECT_EQ(score::write_model(read), score::write_model(frozen));
}

TEST(BlockKeys, AreSharedByExactlyTheCandidates) {
    const test::Customers customers(150);
    const score::Model frozen = frozen_model(customers.rows);
    // Frozen on some records, asked about others too, and about fewer.
    const test::Customers others(100, 7);
    std::vector<Row> more = customers.rows;
    for (Row row : others.rows) {
        row[0] = "x" + row[0];
        more.push_back(row);
    }
    for (const auto& rows : {customers.rows, more, others.rows}) {
        const PreparedTable t(frozen, test::kCustomerColumns, rows);
        EXPECT_EQ(candidate_pairs(frozen, t.table), pairs_that_share(frozen, t.table));
    }
}

TEST(BlockKeys, AreTheSameWhateverOtherRecordsThereAre) {
    const test::Customers customers(150);
    const score::Model frozen = frozen_model(customers.rows);
    const PreparedTable all(frozen, test::kCustomerColumns, customers.rows);
    JobContext context(1);
    const BlockKeys keys(all.table, frozen, context);
    std::vector<Key> in_all, alone;
    for (Record r = 0; r < all.table.size(); r += 17) {
        const auto row = std::find_if(customers.rows.begin(), customers.rows.end(),
                                      [&](const Row& x) { return x[0] == all.table.raw->id(r); });
        const PreparedTable one(frozen, test::kCustomerColumns, {*row});
        keys.of(r, in_all);
        BlockKeys(one.table, frozen, context).of(0, alone);
        EXPECT_EQ(in_all, alone);
    }
}

TEST(Candidates, LeaveOutPairsOfSettledRecords) {
    const test::Customers customers(150);
    for (const bool is_frozen : {false, true}) {
        const score::Model model = is_frozen ? frozen_model(customers.rows) : customer_model();
        Budget budget;
        CountedResource memory{budget};
        RawTable raw{&memory};
        for (const auto& name : test::kCustomerColumns) raw.add_column(name, "text");
        std::set<std::string> fresh;
        for (std::size_t i = 0; i < customers.rows.size(); i++) {
            const Row& row = customers.rows[i];
            raw.note_settled(i % 10 != 3);
            if (i % 10 == 3) fresh.insert(row[0]);
            std::vector<std::optional<std::string_view>> cells;
            for (std::size_t c = 1; c < row.size(); c++)
                cells.push_back(row[c].empty() ? std::nullopt : std::optional<std::string_view>(row[c]));
            raw.add_row(std::nullopt, row[0], cells);
        }
        raw.finish();
        Table table(raw);
        JobContext context(1);
        table.prepare(model, context);
        const PreparedTable whole(model, test::kCustomerColumns, customers.rows);
        std::set<Ids> expected;
        for (const auto& [a, b] : candidate_pairs(model, whole.table))
            if (fresh.contains(a) || fresh.contains(b)) expected.emplace(a, b);
        ASSERT_FALSE(expected.empty());
        EXPECT_EQ(candidate_pairs(model, table), expected);
        const Candidates candidates(table, model, model.all_rules(), kMaxBlock, context);
        for (std::size_t rule = 0; rule < model.all_rules().size(); rule++) {
            const Blocks blocks = candidates.blocks(rule);
            for (const Runs& runs : {blocks.within, blocks.oversized})
                for (std::size_t i = 0; i < runs.size(); i++)
                    EXPECT_TRUE(std::any_of(runs.run(i).begin(), runs.run(i).end(), [&](Record r) { return !raw.is_settled(r); }));
        }
    }
}

TEST(FrozenJson, NamesWhatIsWrong) {
    const auto fault = [](const std::string& blocking) {
        const std::string json = R"x({"attributes": [{"name": "email", "kind": "email"}], "blocking": [["email"]],
            "comparisons": [{"name": "email", "attributes": ["email"], "levels": [{"when": "exact(email)", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}],
            "statistics": {"records": 1, "blocking": )x" + blocking + "}}";
        try {
            score::read_model(json);
        } catch (const Error& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_EQ(fault(R"({"splits": [["email"]], "oversized": ["00000000000000ff"], "words": {"email": ["a"]}})"), "");
    EXPECT_EQ(fault(R"({"splits": []})"), "model.statistics.blocking.splits: has 0 entries for 1 rules");
    EXPECT_EQ(fault(R"({"splits": [["mail"]]})"), "model.statistics.blocking.splits[0][0]: is not among the model's attributes");
    EXPECT_EQ(fault(R"({"splits": [[]], "oversized": ["ff"]})"), "model.statistics.blocking.oversized[0]: must be a string of 16 hexadecimal digits");
    EXPECT_EQ(fault(R"({"splits": [[]], "words": {"email": "a"}})"), "model.statistics.blocking.words.email: must be an array of words, not a string");
    EXPECT_EQ(fault(R"({"splits": [[]], "words": {"mail": []}})"), "model.statistics.blocking.words.mail: is not among the model's attributes");
}

}  // namespace
}  // namespace cdp::link
