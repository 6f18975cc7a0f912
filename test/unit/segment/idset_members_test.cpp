// SPDX-License-Identifier: PostgreSQL
// Members in order, rank, select, ranges; the builder; the text form. All beside std::set.
#include "core/segment/idset_members.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/segment/idset_text.hpp"
#include "unit/segment/random_sets.hpp"

namespace cdp::segment {
namespace {

TEST(IdSetMembers, InOrderOfNumbers) {
    std::mt19937_64 random(6);
    for (int i = 0; i < 10; i++) {
        const Ids ids = random_ids(random);
        const std::string set = bytes_of(ids);
        MemberCursor members(set);
        auto wanted = ids.begin();
        for (std::int64_t id = 0; members.next(id); ++wanted) {
            ASSERT_NE(wanted, ids.end());
            ASSERT_EQ(id, *wanted);
        }
        EXPECT_EQ(wanted, ids.end());
        if (ids.empty()) {
            EXPECT_FALSE(lowest(set) || highest(set));
            continue;
        }
        EXPECT_EQ(lowest(set), *ids.begin());
        EXPECT_EQ(highest(set), *ids.rbegin());
    }
}

TEST(IdSetMembers, RankSelectContainsAndParts) {
    std::mt19937_64 random(7);
    for (int i = 0; i < 6; i++) {
        const Ids ids = random_ids(random);
        if (ids.empty()) continue;
        const std::string set = bytes_of(ids);
        const std::vector<std::int64_t> sorted(ids.begin(), ids.end());
        for (int j = 0; j < 30; j++) {
            const std::size_t at = random() % sorted.size();
            const auto shift = static_cast<std::int64_t>(random() % 5) - 2;
            const std::int64_t id = (shift > 0 && sorted[at] > kHighestId - 5) || (shift < 0 && sorted[at] < kLowestId + 5) ? sorted[at] : sorted[at] + shift;
            EXPECT_EQ(member_at(set, at), sorted[at]);
            EXPECT_EQ(contains(set, id), ids.count(id) == 1);
            const auto above = std::upper_bound(sorted.begin(), sorted.end(), id);
            EXPECT_EQ(rank(set, id), static_cast<std::uint64_t>(above - sorted.begin()));
            const std::int64_t to = sorted[std::min(sorted.size() - 1, at + random() % 300)];
            MemberCursor members(set, id, to);
            std::uint64_t n = 0;
            for (auto wanted = std::lower_bound(sorted.begin(), sorted.end(), id); wanted != sorted.end() && *wanted <= to; ++wanted, n++) {
                std::int64_t got = 0;
                ASSERT_TRUE(members.next(got));
                ASSERT_EQ(got, *wanted);
            }
            std::int64_t got = 0;
            EXPECT_FALSE(members.next(got));
            EXPECT_EQ(count_between(set, id, to), n);
        }
        EXPECT_EQ(member_at(set, sorted.size()), std::nullopt);
    }
}

TEST(IdSetBuilder, OrderDoesNotMatter) {
    std::mt19937_64 random(8);
    for (int i = 0; i < 4; i++) {
        const Ids a = random_ids(random), b = random_ids(random);
        std::vector<std::int64_t> ids(a.begin(), a.end());
        ids.insert(ids.end(), b.begin(), b.end());
        std::shuffle(ids.begin(), ids.end(), random);
        IdSetBuilder one(std::pmr::get_default_resource()), other(std::pmr::get_default_resource());
        for (const std::int64_t id : ids) one.add(id);
        other.add_set(bytes_of(b), {});
        other.add_set(bytes_of(a), {});
        EXPECT_EQ(bytes_of(one), bytes_of(other));
    }
}

// Counts what is lent.
class Lent final : public std::pmr::memory_resource {
public:
    std::size_t bytes = 0;

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        bytes += size;
        return std::pmr::new_delete_resource()->allocate(size, alignment);
    }
    void do_deallocate(void* p, std::size_t size, std::size_t alignment) override {
        bytes -= size;
        std::pmr::new_delete_resource()->deallocate(p, size, alignment);
    }
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }
};

TEST(IdSetBuilder, IdsThatComeAgain) {
    std::mt19937_64 random(14);
    for (const std::uint64_t distinct : {1, 2, 3, 4, 5, 47, 48, 49, 50, 100, 1000, 3071, 3072, 3073, 4095, 4096, 4097, 5000, 65536}) {
        Lent memory;
        IdSetBuilder set(&memory);
        Ids ids;
        for (std::uint64_t i = 0; i < 12 * distinct; i++) {
            const auto id = static_cast<std::int64_t>(random() % distinct);
            set.add(id);
            ids.insert(id);
            if (i == distinct) {
                ASSERT_EQ(bytes_of(set), bytes_of(ids)) << distinct;
            }
        }
        EXPECT_EQ(bytes_of(set), bytes_of(ids)) << distinct;
        EXPECT_LE(memory.bytes, std::min<std::size_t>(6 * distinct, 8192) * 9 / 8 + 256 + 40) << distinct;
    }
}

TEST(IdSetBuilder, ManyFarChunks) {
    IdSetBuilder set(std::pmr::get_default_resource());
    for (std::int64_t i = 0; i < 100000; i++) set.add((i * 7919 % 100000) << 20);
    const std::string bytes = bytes_of(set);
    check_idset(bytes, {});
    EXPECT_EQ(cardinality(bytes), 100000U);
    EXPECT_EQ(member_at(bytes, 500), std::int64_t{500} << 20);
}

TEST(IdSetBuilder, Ranges) {
    std::mt19937_64 random(9);
    for (int i = 0; i < 6; i++) {
        IdSetBuilder set(std::pmr::get_default_resource());
        Ids ids;
        for (int j = 0; j < 6; j++) {
            const auto first = static_cast<std::int64_t>(random() % 300000) - 100000;
            const auto last = first + static_cast<std::int64_t>(random() % (j < 3 ? 50 : 70000));
            set.add_range(first, last, {});
            for (std::int64_t id = first; id <= last; id++) ids.insert(id);
        }
        EXPECT_EQ(bytes_of(set), bytes_of(ids));
    }
}

std::string text_of(std::string_view set) {
    std::pmr::string text;
    write_text(set, text, 1 << 30, {});
    return std::string(text);
}

std::string normal(std::string_view text) {
    IdSetBuilder set(std::pmr::get_default_resource());
    read_text(text, set, {});
    return text_of(bytes_of(set));
}

TEST(IdSetText, ReadsAndWrites) {
    EXPECT_EQ(normal("{}"), "{}");
    EXPECT_EQ(normal(" { 3 ,1, 2,2 } "), "{1-3}");
    EXPECT_EQ(normal("{1,2}"), "{1,2}");
    EXPECT_EQ(normal("{-5--3,-1,0,65535,65536,65537}"), "{-5--3,-1,0,65535-65537}");
    EXPECT_EQ(normal("{9223372036854775807,-9223372036854775808}"), "{-9223372036854775808,9223372036854775807}");
    EXPECT_EQ(normal("{5-9,8-20}"), "{5-20}");
    std::mt19937_64 random(10);
    for (int i = 0; i < 2; i++) {
        const std::string set = bytes_of(random_ids(random));
        IdSetBuilder again(std::pmr::get_default_resource());
        read_text(text_of(set), again, {});
        EXPECT_EQ(bytes_of(again), set);
    }
}

TEST(IdSetText, Refuses) {
    for (const char* text : {"", "{", "1", "{1", "{1,}", "{,1}", "{1 2}", "{1}}", "{9-5}", "{1-}", "{a}", "{1.5}", "{+1}", "{1--}"})
        EXPECT_THROW(normal(text), Error) << text;
    EXPECT_THROW(normal("{9223372036854775808}"), Error);
    std::pmr::string text;
    EXPECT_THROW(write_text(bytes_of(Ids{1, 3, 5}), text, 40, {}), Error);
}

}  // namespace
}  // namespace cdp::segment
