// SPDX-License-Identifier: PostgreSQL
#include "core/link/block_keys.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include <gtest/gtest.h>

#include "core/link/candidates.hpp"
#include "core/link/freeze.hpp"
#include "core/link/changed_keys.hpp"
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

// What shared keys pair: each pair of records of which one changed, once, as rules find them among all records.
TEST(ChangedKeys, PairsThoseThatChanged) {
    const test::Customers customers(150);
    const score::Model frozen = frozen_model(customers.rows);
    const PreparedTable t(frozen, test::kCustomerColumns, customers.rows);
    JobContext context(1);
    const BlockKeys keys(t.table, frozen, context);
    ChangedKeys shared(t.table.raw->memory());
    std::vector<Record> came;
    std::vector<Key> own;
    for (const bool changed : {true, false})
        for (Record r = 0; r < t.table.size(); r++) {
            if ((r % 10 == 3) != changed) continue;
            keys.of(r, own);
            const std::span some(reinterpret_cast<const std::int64_t*>(own.data()), own.size());
            changed ? shared.add_changed(some) : shared.add_other(some);
            came.push_back(r);
        }
    std::set<Ids> found, expected;
    std::vector<Record> partners;
    for (Record place = 0; place < shared.size(); place++) {
        shared.partners(place, partners);
        for (const Record partner : partners) {
            EXPECT_LT(partner, place);
            const Record a = came[partner], b = came[place];
            EXPECT_EQ(a % 10, 3u);
            EXPECT_TRUE(found.emplace(t.table.raw->id(std::min(a, b)), t.table.raw->id(std::max(a, b))).second) << "a pair was given twice";
        }
    }
    std::set<std::string> changed;
    for (Record r = 3; r < t.table.size(); r += 10) changed.emplace(t.table.raw->id(r));
    for (const Ids& pair : candidate_pairs(frozen, t.table))
        if (changed.contains(pair.first) || changed.contains(pair.second)) expected.insert(pair);
    ASSERT_FALSE(expected.empty());
    EXPECT_EQ(found, expected);
}

TEST(ChangedKeys, OfNoneChanged) {
    Budget budget;
    CountedResource memory{budget};
    ChangedKeys shared(&memory);
    const std::vector<std::int64_t> keys{0, 1, -1};
    std::vector<Record> partners{7};
    shared.add_other(keys);
    shared.partners(0, partners);
    EXPECT_TRUE(partners.empty());
}

TEST(ChangedKeys, OfKeysThatFallIntoOneSlot) {
    Budget budget;
    CountedResource memory{budget};
    ChangedKeys shared(&memory);
    std::vector<std::int64_t> keys;
    for (std::int64_t k = 0; k < 3000; k++) keys.push_back(k << 20);
    shared.add_changed(keys);
    shared.add_changed({});
    shared.add_changed(std::span(keys).first(1));
    shared.add_other(std::span(keys).last(1));
    shared.add_other(std::vector<std::int64_t>{1, -1});
    EXPECT_FALSE(shared.filter().empty());
    for (const std::int64_t key : keys) EXPECT_TRUE(KeyFilter(shared.filter()).may_contain(static_cast<std::uint64_t>(key)));
    const std::vector<std::vector<Record>> expected{{}, {}, {0}, {0}, {}};
    std::vector<Record> partners;
    for (Record place = 0; place < shared.size(); place++) {
        shared.partners(place, partners);
        EXPECT_EQ(partners, expected[place]) << place;
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
