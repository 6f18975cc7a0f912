// SPDX-License-Identifier: PostgreSQL
#include "core/merge/survivors.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/merge/tally.hpp"
#include "random_rows.hpp"
#include "ref/survivor.hpp"

namespace cdp::merge {
namespace {

// A block as the aggregate keeps it; attributes with odd numbers are counted.
class Block {
public:
    explicit Block(std::size_t attributes) : block_(survivors_empty_size(attributes)) {
        survivors_init(block_.data(), block_.size(), attributes);
        for (std::size_t i = 0; i < attributes; i++) survivors_describe(block_.data(), i, 7, i % 2 != 0);
    }
    void add(std::size_t attribute, const Candidate& c) {
        while (!survivors_add(block_.data(), attribute, c)) {
            const std::size_t need = survivors_need(block_.data(), attribute, c);
            std::vector<std::byte> next(survivors_next_size(block_.data(), need));
            survivors_copy(next.data(), next.size(), block_.data());
            block_ = std::move(next);
            copies_++;
        }
    }
    void add_all(const Block& other) {
        for (std::size_t i = 0; i < survivors_attributes(other.block_.data()); i++) {
            const Survivor found = survivors_at(other.block_.data(), i);
            if (found.bytes == nullptr) continue;
            if (!found.count) {
                add(i, pick_read(found.bytes));
                continue;
            }
            TallyReader reader(found.bytes);
            for (Candidate c; reader.next(c);) add(i, c);
        }
    }
    std::optional<std::string> best(std::size_t attribute) const {
        const Survivor found = survivors_at(block_.data(), attribute);
        if (found.bytes == nullptr) return {};
        return std::string((found.count ? tally_best(found.bytes) : pick_read(found.bytes)).value);
    }
    std::size_t bytes() const { return block_.size(); }
    int copies() const { return copies_; }

private:
    std::vector<std::byte> block_;
    int copies_ = 0;
};

TEST(Survivors, AnyOrderAndAnySplitGiveTheSameAnswers) {
    std::mt19937 random(23);
    for (int round = 0; round < 200; round++) {
        const std::size_t attributes = 1 + random() % 7, count = 1 + random() % (round % 5 == 0 ? 300 : 9);
        std::vector<std::vector<ref::Row>> columns;
        for (std::size_t a = 0; a < attributes; a++) columns.push_back(random_rows(random, count, 1 + random() % 40));
        std::vector<std::size_t> order(count);
        for (std::size_t i = 0; i < count; i++) order[i] = i;
        std::shuffle(order.begin(), order.end(), random);
        const std::size_t cut = random() % (count + 1);
        Block whole(attributes), left(attributes), right(attributes);
        for (std::size_t i = 0; i < count; i++)
            for (std::size_t a = 0; a + 1 < attributes; a++) {  // the last attribute has no value
                Candidate c = candidate_of(columns[a][order[i]]);
                if (a % 2 == 0) c.votes = 1;  // as picks have it
                whole.add(a, c);
                (i < cut ? left : right).add(a, c);
            }
        left.add_all(right);
        for (std::size_t a = 0; a + 1 < attributes; a++) {
            const std::string expected = a % 2 != 0 ? ref::vote(columns[a]) : ref::pick(columns[a]);
            EXPECT_EQ(whole.best(a), expected);
            EXPECT_EQ(left.best(a), expected);
        }
        EXPECT_EQ(whole.best(attributes - 1), std::nullopt);
    }
}

TEST(Survivors, LargeGroupsAreRarelyCopied) {
    Block block(4);
    for (int i = 0; i < 100000; i++)
        for (std::size_t a = 0; a < 4; a++) block.add(a, {.value = std::to_string(i * 7 % 100000), .rank = -i});
    EXPECT_EQ(block.best(0), std::to_string(99999 * 7 % 100000));
    EXPECT_LT(block.copies(), 200);
    EXPECT_LT(block.bytes(), 100000u * 1000);
}

TEST(ParseRules, TakesChainsInOneOrder) {
    using Chain = std::vector<std::string_view>;
    Rules rules;
    EXPECT_TRUE(parse_rules(Chain{"most_recent"}, rules));
    EXPECT_TRUE(rules.recent && !rules.count && !rules.accents && rules.first == FirstRule::kNone);
    EXPECT_TRUE(parse_rules(Chain{"by_priority", "most_frequent", "most_recent", "accents"}, rules));
    EXPECT_TRUE(rules.recent && rules.count && rules.accents && rules.first == FirstRule::kPriority);
    EXPECT_TRUE(parse_rules(Chain{"longest"}, rules));
    for (const Chain& chain : {Chain{}, Chain{"oldest"}, Chain{"most_recent", "most_frequent"}, Chain{"longest", "by_priority"},
                               Chain{"most_recent", "most_recent"}})
        EXPECT_FALSE(parse_rules(chain, rules));
}

TEST(BytesBeyondCharacters, CountsAccents) {
    EXPECT_EQ(bytes_beyond_characters("Elodie"), 0);
    EXPECT_EQ(bytes_beyond_characters("Élodie"), 1);
    EXPECT_EQ(bytes_beyond_characters("王"), 2);
}

}  // namespace
}  // namespace cdp::merge
