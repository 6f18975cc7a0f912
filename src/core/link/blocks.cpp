// SPDX-License-Identifier: PostgreSQL
#include "core/link/blocks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace cdp::link {

namespace {

constexpr std::size_t kRecordsPerChunk = 1 << 16;
constexpr std::size_t kRecordsPerRun = 256;  // whose keys are made side by side
constexpr unsigned kPartBits = 8;
constexpr std::size_t kParts = std::size_t{1} << kPartBits;
constexpr std::size_t kPartsPerTurn = 4;

struct Entry {
    Key key;
    Record record;
    auto operator<=>(const Entry&) const = default;
};

constexpr std::size_t part_of(Key key) noexcept { return key >> (64 - kPartBits); }

// The entries of a run of records, and how many of them belong to each part.
struct Chunk {
    explicit Chunk(std::pmr::memory_resource* memory) : entries(memory) {}
    Vec<Entry> entries;
    std::array<std::size_t, kParts> place{};  // how many; later where the next one goes
};

void fill(const Keys& keys, std::size_t rule, Record begin, Record end, Chunk& chunk) {
    const auto take = [&](Record r, Key key) {
        chunk.entries.push_back({key, r});
        chunk.place[part_of(key)]++;
    };
    chunk.entries.reserve(end - begin);
    if (keys.explodes(rule)) {
        for (Record r = begin; r < end; r++) keys.each(rule, r, [&](Key key) { take(r, key); });
        return;
    }
    std::array<Key, kRecordsPerRun> run;
    for (Record at = begin; at < end; at += static_cast<Record>(run.size())) {
        const std::span<Key> some(run.data(), std::min<std::size_t>(run.size(), end - at));
        keys.of_run(rule, at, some);
        for (std::size_t i = 0; i < some.size(); i++)
            if (some[i] != 0) take(static_cast<Record>(at + i), some[i]);
    }
}

// All entries, part by part, and the end of each part.
struct Dealt {
    Vec<Entry> entries;
    std::array<std::size_t, kParts> ends{};
};

Dealt deal(const Keys& keys, std::size_t rule, std::size_t records, std::pmr::memory_resource* memory, JobContext& context) {
    std::vector<Chunk> chunks;
    for (std::size_t at = 0; at < records; at += kRecordsPerChunk) chunks.emplace_back(memory);
    context.parallel_for(chunks.size(), 1, [&](std::size_t i, std::size_t, unsigned) {
        const std::size_t begin = i * kRecordsPerChunk, end = std::min(begin + kRecordsPerChunk, records);
        fill(keys, rule, static_cast<Record>(begin), static_cast<Record>(end), chunks[i]);
    });
    Dealt out{Vec<Entry>(memory)};
    std::size_t all = 0;
    for (std::size_t part = 0; part < kParts; part++) {
        for (Chunk& chunk : chunks) all += std::exchange(chunk.place[part], all);
        out.ends[part] = all;
    }
    out.entries.resize(all);
    context.parallel_for(chunks.size(), 1, [&](std::size_t i, std::size_t, unsigned) {
        for (const Entry& entry : chunks[i].entries) out.entries[chunks[i].place[part_of(entry.key)]++] = entry;
        Vec<Entry>(memory).swap(chunks[i].entries);
    });
    return out;
}

// Moves the entries whose key may be there twice to the front, and returns how many they are. `seen` is scratch.
std::size_t drop_lone(std::span<Entry> entries, std::vector<unsigned char>& seen) {
    seen.assign(std::bit_ceil(2 * entries.size() + 1), 0);
    const auto place = [&](Key key) -> unsigned char& { return seen[key & (seen.size() - 1)]; };
    for (const Entry& entry : entries) {
        unsigned char& times = place(entry.key);
        times = times == 0 ? 1 : 2;
    }
    const auto lone = [&](const Entry& entry) { return place(entry.key) != 2; };
    return static_cast<std::size_t>(std::remove_if(entries.begin(), entries.end(), lone) - entries.begin());
}

// Adds the blocks of sorted entries.
void gather(std::span<const Entry> entries, std::size_t rule, const BlockLimit& limit, Blocks& out) {
    RuleStatistics& s = out.statistics;
    for (std::size_t begin = 0, end; begin < entries.size(); begin = end) {
        for (end = begin + 1; end < entries.size() && entries[end].key == entries[begin].key;) end++;
        const std::size_t size = end - begin;
        if (size < 2) continue;
        if (size > s.largest) {
            s.largest = size;
            s.largest_example = entries[begin].record;
        }
        const bool oversized = limit.exceeded(rule, entries[begin].key, size);
        if (oversized) {
            s.oversized_blocks++;
            s.oversized_records += size;
            s.skipped_pairs += static_cast<double>(pairs_in(size));
        } else {
            s.blocks++;
            s.pairs += pairs_in(size);
        }
        Runs& runs = oversized ? out.oversized : out.within;
        for (std::size_t i = begin; i < end; i++) runs.members.push_back(entries[i].record);
        runs.close(entries[begin].key);
    }
}

// why: blocks are kept from training to scoring, and room that vectors take beforehand would be kept with them.
void make_room(Blocks& out, std::span<const Blocks> parts) {
    for (Runs Blocks::* const kind : {&Blocks::within, &Blocks::oversized}) {
        std::size_t members = 0, runs = 0;
        for (const Blocks& part : parts) {
            members += (part.*kind).members.size();
            runs += (part.*kind).size();
        }
        (out.*kind).members.reserve(members);
        (out.*kind).ends.reserve(runs);
        (out.*kind).keys.reserve(runs);
    }
}

// Parts in order, one behind the other.
void append(Blocks& out, const Blocks& part) {
    out.within.append(part.within);
    out.oversized.append(part.oversized);
    RuleStatistics& s = out.statistics;
    s.blocks += part.statistics.blocks;
    s.pairs += part.statistics.pairs;
    s.oversized_blocks += part.statistics.oversized_blocks;
    s.oversized_records += part.statistics.oversized_records;
    s.skipped_pairs += part.statistics.skipped_pairs;
    if (part.statistics.largest > s.largest) {
        s.largest = part.statistics.largest;
        s.largest_example = part.statistics.largest_example;
    }
}

}  // namespace

void Runs::append(const Runs& other) {
    const auto offset = static_cast<std::uint32_t>(members.size());
    members.insert(members.end(), other.members.begin(), other.members.end());
    keys.insert(keys.end(), other.keys.begin(), other.keys.end());
    for (const auto end : other.ends) ends.push_back(offset + end);
}

Blocks make_blocks(const Keys& keys, std::size_t rule, std::size_t records, const BlockLimit& limit,
                   std::pmr::memory_resource* memory, JobContext& context) {
    Dealt dealt = deal(keys, rule, records, memory, context);
    if (records <= kRecordsPerRun) {  // parts would cost more than they are worth
        Blocks out(memory);
        std::vector<unsigned char> seen;
        const std::span<Entry> shared(dealt.entries.data(), drop_lone(dealt.entries, seen));
        std::sort(shared.begin(), shared.end());
        gather(shared, rule, limit, out);
        return out;
    }
    std::vector<Blocks> parts;
    for (std::size_t i = 0; i < kParts / kPartsPerTurn; i++) parts.emplace_back(memory);
    context.parallel_for(parts.size(), 1, [&](std::size_t turn, std::size_t, unsigned) {
        std::vector<unsigned char> seen;
        for (std::size_t part = turn * kPartsPerTurn; part < (turn + 1) * kPartsPerTurn; part++) {
            const std::size_t begin = part == 0 ? 0 : dealt.ends[part - 1];
            const std::span<Entry> entries(dealt.entries.data() + begin, dealt.ends[part] - begin);
            const auto shared = entries.first(drop_lone(entries, seen));
            std::sort(shared.begin(), shared.end());
            gather(shared, rule, limit, parts[turn]);
            context.check();
        }
    });
    Vec<Entry>(memory).swap(dealt.entries);
    Blocks out(memory);
    make_room(out, parts);
    for (Blocks& part : parts) append(out, std::exchange(part, Blocks(memory)));
    return out;
}

}  // namespace cdp::link
