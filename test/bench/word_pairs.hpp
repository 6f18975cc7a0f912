// SPDX-License-Identifier: PostgreSQL
// Seeded pairs of words for micro-benchmarks: names of about 7 letters, and long texts of 74.
#pragma once

#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

namespace cdp::bench {

struct Pair {
    std::string a, b;
};

// A third of the pairs are the same word with one or two edits, the others are unrelated.
inline std::vector<Pair> make_pairs(std::size_t count, std::size_t shortest, std::size_t longest) {
    static constexpr char kLetters[] = "eeeaaaiiinnnrrrsssttllloouudddccmmpbgvhfkyjwzxq";
    std::mt19937 random(42);
    const auto letter = [&] { return kLetters[random() % (sizeof kLetters - 1)]; };
    const auto word = [&] {
        std::string s(shortest + random() % (longest - shortest + 1), ' ');
        for (char& c : s) c = letter();
        return s;
    };
    std::vector<Pair> pairs(count);
    for (Pair& p : pairs) {
        p.a = p.b = word();
        if (random() % 3 != 0) {
            p.b = word();
            continue;
        }
        for (unsigned edits = 1 + random() % 2; edits > 0; edits--) p.b[random() % p.b.size()] = letter();
    }
    return pairs;
}

inline const std::vector<Pair>& pairs_of(bool names) {
    static const std::vector<Pair> kNames = make_pairs(10000, 4, 10);
    static const std::vector<Pair> kLong = make_pairs(2000, 66, 82);
    return names ? kNames : kLong;
}

// measure(a, b) of all pairs, of names where the benchmark's argument is 0.
template <class Measure>
void run(benchmark::State& state, const Measure& measure) {
    const std::vector<Pair>& pairs = pairs_of(state.range(0) == 0);
    for (auto _ : state)
        for (const Pair& p : pairs) benchmark::DoNotOptimize(measure(p.a, p.b));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pairs.size()));
    state.SetLabel(state.range(0) == 0 ? "names" : "long");
}

// Texts that one prepared pattern is compared with.
inline constexpr std::size_t kMany = 1000;

// measure(prepare(a), b) of one a, prepared once, and kMany texts.
template <class Prepare, class Measure>
void run_one_to_many(benchmark::State& state, const Prepare& prepare, const Measure& measure) {
    const std::vector<Pair>& pairs = pairs_of(state.range(0) == 0);
    for (auto _ : state) {
        const auto prepared = prepare(pairs[7].a);
        for (std::size_t i = 0; i < kMany; i++) benchmark::DoNotOptimize(measure(prepared, pairs[i].b));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kMany));
    state.SetLabel(state.range(0) == 0 ? "names" : "long");
}

}  // namespace cdp::bench
