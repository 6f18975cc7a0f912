// SPDX-License-Identifier: PostgreSQL
#include "core/link/candidates.hpp"

#include <mutex>

#include <gtest/gtest.h>

#include "ref/candidates.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::BlockingRule;
using score::KeyForm;
using score::KeyPart;
using test::PreparedTable;
using test::Row;
using text::Kind;

constexpr double kAll = 1e18;

struct Given {
    std::size_t rule;
    Pair pair;
    bool seen;
    auto operator<=>(const Given&) const = default;
};

// Everything that each() gives, in order.
std::vector<Given> gather(Candidates& candidates, bool repeat, double most_pairs) {
    std::vector<Given> out;
    std::mutex mutex;
    candidates.each("", repeat, most_pairs,
                    [&](std::size_t rule, std::span<const Pair> pairs, std::span<const unsigned char> seen, unsigned) {
                        const std::lock_guard lock(mutex);
                        for (std::size_t i = 0; i < pairs.size(); i++) out.push_back({rule, pairs[i], seen[i] != 0});
                    });
    std::sort(out.begin(), out.end());
    return out;
}

// What each() must give, from the pairs that the definition finds.
std::vector<Given> expected(const ref::Candidates& truth, const std::vector<BlockingRule>& rules, bool repeat) {
    std::vector<Given> out;
    for (const auto& [pair, found] : truth.rules) {
        bool seen = false;
        for (const auto rule : found)
            if (!ref::is_exploding(rules[rule])) {
                if (!seen || repeat) out.push_back({rule, {pair.first, pair.second}, seen});
                seen = true;
            }
        if (!seen && !truth.split.contains(pair)) out.push_back({*found.begin(), {pair.first, pair.second}, false});
    }
    for (const auto& [pair, rule] : truth.split) out.push_back({rule, {pair.first, pair.second}, false});
    std::sort(out.begin(), out.end());
    return out;
}

ref::RuleCounts counts_of(const RuleStatistics& s) {
    return {s.blocks, s.pairs, s.added, s.largest, s.oversized_blocks,
            s.oversized_records, s.sub_blocks, s.sub_pairs, s.skipped_pairs};
}

score::Model model() {
    return test::default_model({{"name", Kind::kFullName}, {"city", Kind::kCity}, {"born", Kind::kBirthDate}});
}

std::vector<Row> random_rows(std::mt19937& random, std::size_t n) {
    const std::vector<std::string> words = {"anna", "berta", "carl", "dora", "emil", "franz"};
    const std::vector<std::string> sources = {"", "crm", "web"};
    std::vector<Row> rows;
    for (std::size_t i = 0; i < n; i++) {
        std::string name;
        for (std::uint32_t k = random() % 5; k > 0; k--) name += words[random() % words.size()] + " ";
        const std::string city = random() % 5 == 0 ? "" : words[random() % words.size()];
        const std::string born = "198" + std::to_string(random() % 3) + "-0" + std::to_string(1 + random() % 3) + "-0" +
                                 std::to_string(1 + random() % 3);
        rows.push_back({std::to_string(i), sources[random() % 3], name, city, random() % 5 == 0 ? "" : born});
    }
    return rows;
}

std::vector<BlockingRule> random_rules(std::mt19937& random) {
    const std::vector<KeyPart> parts = {{0, KeyForm::kWhole},    {0, KeyForm::kPrefix, 3}, {0, KeyForm::kSorted},
                                        {0, KeyForm::kSoundex},  {0, KeyForm::kTokens},    {0, KeyForm::kRare},
                                        {1, KeyForm::kWhole},    {1, KeyForm::kSuffix, 2}, {2, KeyForm::kYear},
                                        {2, KeyForm::kMonthDay}, {2, KeyForm::kWhole},     {1, KeyForm::kPrefix, 1},
                                        {1, KeyForm::kTokens},   {0, KeyForm::kMetaphone},
                                        {0, KeyForm::kDaitchMokotoff}};
    std::vector<BlockingRule> rules(random() % 6);
    for (auto& rule : rules) {
        const std::size_t length = 1 + random() % 3;
        while (rule.size() < length) {
            const KeyPart part = parts[random() % parts.size()];
            if (!(score::explodes(part.form) && ref::is_exploding(rule))) rule.push_back(part);
        }
    }
    return rules;
}

TEST(Candidates, AreThePairsOfTheDefinitionEachOnce) {
    std::mt19937 random(11);
    std::size_t pairs = 0, oversized = 0, split = 0;
    for (int round = 0; round < 150; round++) {
        score::Model m = model();
        if (random() % 3 == 0) m.link_type = score::LinkType::kLink;
        const PreparedTable t(m, {"source", "name", "city", "born"}, random_rows(random, random() % 90));
        const auto rules = random_rules(random);
        const std::size_t max_block = random() % 2 == 0 ? 1000 : 2 + random() % 9;
        const bool between_sources = m.link_type == score::LinkType::kLink;
        for (const unsigned threads : {1u, 2u, 4u}) {
            JobContext context(threads);
            Candidates candidates(t.table, m, rules, max_block, context);
            for (const bool repeat : {false, true}) {
                const auto given = gather(candidates, repeat, kAll);
                std::vector<std::vector<int>> splits;
                for (std::size_t r = 0; r < rules.size(); r++) splits.push_back(candidates.splits(r));
                const auto truth = ref::candidates(t.table, rules, max_block, between_sources, &splits,
                                                   std::max<std::size_t>(max_block / 10, 2));
                ASSERT_EQ(given, expected(truth, rules, repeat)) << round << " " << threads << " " << repeat;
                for (std::size_t r = 0; r < rules.size(); r++)
                    EXPECT_EQ(counts_of(candidates.statistics()[r]), truth.counts[r]) << round << " " << r;
                pairs += truth.rules.size();
                for (const auto& c : truth.counts) oversized += c.oversized_blocks, split += c.sub_pairs;
            }
        }
    }
    EXPECT_GT(pairs, 12'000u);  // the tables are not too bare to prove anything
    EXPECT_GT(oversized, 400u);
    EXPECT_GT(split, 80u);
}

TEST(Candidates, StatisticsAddUp) {
    const auto customers = test::Customers(400);
    score::Model m = test::default_model(test::customer_attributes());
    const PreparedTable t(m, test::kCustomerColumns, customers.rows);
    const std::vector<BlockingRule> rules = {
        {{3}}, {{1, KeyForm::kMetaphone}, {2}}, {{5, KeyForm::kTokens}, {6}}, {{7}}};
    JobContext context(2);
    Candidates candidates(t.table, m, rules, 5, context);
    const auto given = gather(candidates, false, kAll);
    std::vector<std::uint64_t> by_rule(rules.size());
    for (const auto& g : given) by_rule[g.rule]++;
    for (std::size_t r = 0; r < rules.size(); r++) {
        const RuleStatistics& s = candidates.statistics()[r];
        EXPECT_EQ(s.added, by_rule[r]);
        EXPECT_EQ(s.share, 1);
        const Blocks blocks = candidates.blocks(r);
        EXPECT_EQ(blocks.within.size(), s.blocks);
        std::uint64_t pairs = 0;
        for (std::size_t i = 0; i < blocks.within.size(); i++) {
            const auto block = blocks.within.run(i);
            EXPECT_LE(block.size(), 5u);
            EXPECT_TRUE(std::is_sorted(block.begin(), block.end()));
            pairs += pairs_in(block.size());
        }
        EXPECT_EQ(pairs, s.pairs);
    }
    EXPECT_GT(candidates.statistics()[3].oversized_blocks, 0u);
}

TEST(Candidates, ASampleIsOfWholeBlocks) {
    const auto customers = test::Customers(2000);
    const score::Model m = test::default_model(test::customer_attributes());
    const PreparedTable t(m, test::kCustomerColumns, customers.rows);
    const std::vector<BlockingRule> rules = {{{1}, {0, KeyForm::kPrefix, 1}},
                                             {{5, KeyForm::kTokens}, {2, KeyForm::kYear}}};
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        JobContext context(2);
        Candidates candidates(t.table, m, std::span(&rules[rule], 1), 1000, context);
        const auto all = gather(candidates, true, kAll);
        const double wanted = 0.3 * static_cast<double>(candidates.statistics()[0].pairs);
        const auto some = gather(candidates, true, wanted);
        EXPECT_NEAR(candidates.statistics()[0].share, 0.3, 1e-9);
        EXPECT_GT(static_cast<double>(some.size()), 0.15 * static_cast<double>(all.size()));
        EXPECT_LT(static_cast<double>(some.size()), 0.45 * static_cast<double>(all.size()));
        EXPECT_TRUE(std::includes(all.begin(), all.end(), some.begin(), some.end()));
        if (rule > 0) continue;  // with many keys a record, a block may share pairs with others
        const Blocks blocks = candidates.blocks(0);
        for (std::size_t i = 0; i < blocks.within.size(); i++) {
            const auto block = blocks.within.run(i);
            const bool in = std::binary_search(some.begin(), some.end(), Given{0, {block[0], block[1]}, false});
            for (std::size_t a = 0; a < block.size(); a++)
                for (std::size_t b = a + 1; b < block.size(); b++)
                    ASSERT_EQ(std::binary_search(some.begin(), some.end(), Given{0, {block[a], block[b]}, false}), in);
        }
        JobContext four(4);
        Candidates again(t.table, m, std::span(&rules[rule], 1), 1000, four);
        EXPECT_EQ(gather(again, true, wanted), some);
    }
}

// Training leaves its blocks, and a sample of their pairs was all that it looked at: what comes after is as without.
TEST(Candidates, AreTheSameFromBlocksFoundBefore) {
    std::mt19937 random(12);
    std::size_t left = 0;
    for (int round = 0; round < 60; round++) {
        const score::Model m = model();
        const PreparedTable t(m, {"source", "name", "city", "born"}, random_rows(random, random() % 90));
        const auto rules = random_rules(random);
        const std::size_t max_block = random() % 2 == 0 ? 1000 : 2 + random() % 9;
        JobContext context(2);
        Candidates anew(t.table, m, rules, max_block, context);
        const auto expected = gather(anew, false, kAll);
        FoundBlocks found;
        const auto some = std::span(rules).first(rules.size() - rules.size() / 2);
        Candidates first(t.table, m, some, max_block, context, {}, &found);
        gather(first, true, random() % 2 == 0 ? kAll : 10);
        left += found.blocks.size();
        if (random() % 2 == 0) found.forget_keys(rules);
        Candidates second(t.table, m, rules, max_block, context, {}, &found);
        ASSERT_EQ(gather(second, false, kAll), expected) << round;
        EXPECT_TRUE(found.blocks.empty());
        for (std::size_t r = 0; r < rules.size(); r++) {
            EXPECT_EQ(counts_of(second.statistics()[r]), counts_of(anew.statistics()[r]));
            EXPECT_EQ(second.statistics()[r].share, 1);
        }
    }
    EXPECT_GT(left, 50u);
}

TEST(Candidates, ARuleThatIsThereTwiceIsSampledTwice) {
    const score::Model m = model();
    std::mt19937 random(6);
    const PreparedTable t(m, {"source", "name", "city", "born"}, random_rows(random, 90));
    const std::vector<BlockingRule> rules = {{{1}}, {{2, KeyForm::kYear}}, {{1}}};
    JobContext context(2);
    Candidates anew(t.table, m, rules, 1000, context);
    const auto some = gather(anew, true, 300), all = gather(anew, false, kAll);
    EXPECT_TRUE(std::any_of(some.begin(), some.end(), [](const Given& g) { return g.rule == 2; }));
    FoundBlocks found;
    Candidates first(t.table, m, rules, 1000, context, {}, &found);
    EXPECT_EQ(gather(first, true, 300), some);
    EXPECT_LT(first.statistics()[2].share, 1);
    found.forget_keys(rules);
    Candidates second(t.table, m, rules, 1000, context, {}, &found);
    EXPECT_EQ(gather(second, false, kAll), all);
    EXPECT_TRUE(found.blocks.empty());
}

TEST(Candidates, StopWhenAskedTo) {
    const score::Model m = model();
    std::mt19937 random(5);
    const PreparedTable t(m, {"source", "name", "city", "born"}, random_rows(random, 40));
    const std::vector<BlockingRule> rules = {{{1}}};
    JobContext context(2);
    Candidates candidates(t.table, m, rules, 1000, context);
    context.stop();
    EXPECT_THROW(gather(candidates, false, kAll), Error);
}

}  // namespace
}  // namespace cdp::link
