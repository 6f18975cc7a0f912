// SPDX-License-Identifier: PostgreSQL
// The stored form beside CRoaring's, both ways; and bytes that are no set.
#include "core/segment/idset_reader.hpp"

#include <roaring/roaring64map.hh>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/segment/idset_writer.hpp"
#include "unit/segment/random_sets.hpp"

namespace cdp::segment {
namespace {

std::string croaring_bytes(const Ids& ids, bool optimize) {
    Roaring64Map map;
    for (const std::int64_t id : ids) map.add(static_cast<std::uint64_t>(id));
    if (optimize) map.runOptimize();
    std::string bytes(map.getSizeInBytes(), '\0');
    bytes.resize(map.write(bytes.data()));
    return bytes;
}

std::string canonical(std::string_view bytes) {
    check_idset(bytes, {});
    IdSetWriter writer(std::pmr::get_default_resource());
    rewrite(bytes, writer, {});
    return bytes_of(writer);
}

TEST(IdSetFormat, CRoaringReadsWhatWeWrite) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 10; i++) {
        const Ids ids = random_ids(random);
        const std::string bytes = bytes_of(ids);
        check_idset(bytes, {});
        EXPECT_EQ(cardinality(bytes), ids.size());
        const Roaring64Map map = Roaring64Map::read(bytes.data());
        ASSERT_EQ(map.cardinality(), ids.size());
        for (const std::int64_t id : ids) ASSERT_TRUE(map.contains(static_cast<std::uint64_t>(id)));
    }
}

TEST(IdSetFormat, WeReadWhatCRoaringWrites) {
    std::mt19937_64 random(2);
    for (int i = 0; i < 10; i++) {
        const Ids ids = random_ids(random);
        const std::string bytes = bytes_of(ids);
        EXPECT_EQ(canonical(croaring_bytes(ids, false)), bytes);
        EXPECT_EQ(canonical(croaring_bytes(ids, true)), bytes);
        EXPECT_EQ(canonical(bytes), bytes);
    }
}

TEST(IdSetFormat, EmptySet) {
    const std::string empty = bytes_of(Ids{});
    EXPECT_EQ(empty, std::string(8, '\0'));
    check_idset(empty, {});
    EXPECT_EQ(cardinality(empty), 0U);
}

bool accepted(const std::string& bytes) {
    // A copy of just the size, so that a sanitizer sees a byte too far.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    try {
        check_idset({exact.data(), exact.size()}, {});
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidText);
        return false;
    }
    return true;
}

TEST(IdSetFormat, PrefixesAndLeftOversAreRefused) {
    Ids ids{1, 2, 3, 70000, -1};
    for (std::int64_t id = 1 << 20; id < (1 << 20) + 5000; id++) ids.insert(2 * id);
    for (std::int64_t id = 0; id < 1000; id++) ids.insert(std::int64_t{1} << 40 | id);
    const std::string bytes = bytes_of(ids);
    ASSERT_TRUE(accepted(bytes));
    for (std::size_t n = 0; n < bytes.size(); n += 1 + n / 50) EXPECT_FALSE(accepted(bytes.substr(0, n))) << n;
    EXPECT_FALSE(accepted(bytes + '\0'));
}

TEST(IdSetFormat, WhatIsAcceptedIsRead) {
    // Any byte changed: either it is refused, or it reads as a set that is written again and accepted.
    std::mt19937_64 random(3);
    const Ids ids = [&] {
        Ids some{5, 6, 7, 9, 65536 + 3, -7};
        for (std::int64_t id = 0; id < 200; id++) some.insert(131072 + id), some.insert((std::int64_t{1} << 32) + 3 * id);
        return some;
    }();
    for (const std::string& bytes : {bytes_of(ids), croaring_bytes(ids, false)})
        for (std::size_t i = 0; i < bytes.size(); i++)
            for (const int change : {1, 0x80, 0xFF}) {
                std::string changed = bytes;
                changed[i] = static_cast<char>(changed[i] ^ change);
                if (accepted(changed)) {
                    EXPECT_TRUE(accepted(canonical(changed)));
                }
            }
}

TEST(IdSetFormat, RefusesWhatLies) {
    const auto block = [](std::string_view rest) { return std::string("\1\0\0\0\0\0\0\0\0\0\0\0", 12) + std::string(rest); };
    using namespace std::string_view_literals;
    EXPECT_TRUE(accepted(block("\x3a\x30\0\0\1\0\0\0\0\0\1\0\x10\0\0\0\5\0\6\0"sv))) << "two ids";
    EXPECT_FALSE(accepted(block("\x3a\x30\0\0\1\0\0\0\0\0\1\0\x10\0\0\0\6\0\6\0"sv))) << "an id twice";
    EXPECT_FALSE(accepted(block("\x3a\x30\0\0\1\0\0\0\0\0\1\0\x11\0\0\0\5\0\6\0"sv))) << "offset";
    EXPECT_FALSE(accepted(block("\x3a\x30\0\0\xff\xff\xff\xff"sv))) << "too many chunks";
    EXPECT_TRUE(accepted(block("\x3b\x30\0\0\1\0\0\1\0\1\0\5\0\1\0"sv))) << "a run of two";
    EXPECT_FALSE(accepted(block("\x3b\x30\0\0\1\0\0\2\0\1\0\5\0\1\0"sv))) << "count of a run";
    EXPECT_FALSE(accepted(block("\x3b\x30\0\0\3\0\0\1\0\1\0\5\0\1\0"sv))) << "flag of no chunk";
    EXPECT_FALSE(accepted(block("\x3b\x30\0\0\1\0\0\1\0\1\0\xff\xff\1\0"sv))) << "a run beyond the chunk";
    EXPECT_FALSE(accepted(std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8))) << "blocks without bytes";
}

TEST(ChunkReader, SeekFindsWhatAWalkFinds) {
    std::mt19937_64 random(4);
    for (int i = 0; i < 8; i++) {
        const std::string bytes = bytes_of(random_ids(random));
        for (int j = 0; j < 20; j++) {
            const std::uint64_t key = j < 10 ? random() % 20 + (j % 2 ? 0 : std::uint64_t{1} << 17) : random() % kAllKeys;
            Chunk walked, sought;
            ChunkReader walk(bytes), seek(bytes);
            bool found = false;
            while ((found = walk.next(walked)) && walked.key < key) {
            }
            seek.seek(key);
            ASSERT_EQ(seek.next(sought), found);
            if (found) {
                EXPECT_EQ(sought.key, walked.key);
                EXPECT_EQ(sought.data, walked.data);
            }
        }
    }
}

}  // namespace
}  // namespace cdp::segment
