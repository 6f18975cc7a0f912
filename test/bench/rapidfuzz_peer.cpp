// SPDX-License-Identifier: PostgreSQL
// rapidfuzz-cpp on the pairs of bench_compare.cpp, under the same names with rapidfuzz_ before them. Compiled only where
// its headers are given (RAPIDFUZZ=folder), with all instructions of the machine that compiles.
#include <rapidfuzz/distance/Jaro.hpp>
#include <rapidfuzz/distance/JaroWinkler.hpp>
#include <rapidfuzz/distance/Levenshtein.hpp>
#include <rapidfuzz/distance/OSA.hpp>

#include "word_pairs.hpp"

namespace {

using cdp::bench::kMany;
using cdp::bench::Pair;
using cdp::bench::pairs_of;
using cdp::bench::run;

template <class Cached, class Measure>
void run_cached(benchmark::State& state, const Measure& measure) {
    cdp::bench::run_one_to_many(state, [](const std::string& a) { return Cached(a); }, measure);
}

// One query against kMany short texts at once.
template <class Multi, class Score, class Measure>
void run_batch(benchmark::State& state, const Measure& measure) {
    const std::vector<Pair>& pairs = pairs_of(true);
    Multi multi(kMany);
    for (std::size_t i = 0; i < kMany; i++) multi.insert(pairs[i].b);
    std::vector<Score> out(multi.result_count());
    for (auto _ : state) {
        measure(multi, out, pairs[7].a);
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kMany));
}

using S = const std::string&;

void rapidfuzz_levenshtein_pairs(benchmark::State& s) {
    run(s, [](S a, S b) { return rapidfuzz::levenshtein_distance(a, b); });
}
void rapidfuzz_levenshtein_bound_2(benchmark::State& s) {
    run(s, [](S a, S b) { return rapidfuzz::levenshtein_distance(a, b, {1, 1, 1}, 2); });
}
void rapidfuzz_osa_pairs(benchmark::State& s) {
    run(s, [](S a, S b) { return rapidfuzz::osa_distance(a, b); });
}
void rapidfuzz_jaro_pairs(benchmark::State& s) {
    run(s, [](S a, S b) { return rapidfuzz::jaro_similarity(a, b); });
}
void rapidfuzz_jaro_winkler_pairs(benchmark::State& s) {
    run(s, [](S a, S b) { return rapidfuzz::jaro_winkler_similarity(a, b); });
}
void rapidfuzz_jaro_winkler_cut_88(benchmark::State& s) {
    run(s, [](S a, S b) { return rapidfuzz::jaro_winkler_similarity(a, b, .1, .88); });
}
void rapidfuzz_levenshtein_one_to_many(benchmark::State& s) {
    run_cached<rapidfuzz::CachedLevenshtein<char>>(s, [](const auto& c, S b) { return c.distance(b); });
}
void rapidfuzz_osa_one_to_many(benchmark::State& s) {
    run_cached<rapidfuzz::CachedOSA<char>>(s, [](const auto& c, S b) { return c.distance(b); });
}
void rapidfuzz_jaro_one_to_many(benchmark::State& s) {
    run_cached<rapidfuzz::CachedJaro<char>>(s, [](const auto& c, S b) { return c.similarity(b); });
}
void rapidfuzz_jaro_winkler_one_to_many(benchmark::State& s) {
    run_cached<rapidfuzz::CachedJaroWinkler<char>>(s, [](const auto& c, S b) { return c.similarity(b); });
}
#ifdef RAPIDFUZZ_SIMD
void rapidfuzz_levenshtein_batch(benchmark::State& s) {
    run_batch<rapidfuzz::experimental::MultiLevenshtein<16>, std::size_t>(
        s, [](const auto& m, auto& out, S q) { m.distance(out.data(), out.size(), q); });
}
void rapidfuzz_osa_batch(benchmark::State& s) {
    run_batch<rapidfuzz::experimental::MultiOSA<16>, std::size_t>(
        s, [](const auto& m, auto& out, S q) { m.distance(out.data(), out.size(), q); });
}
void rapidfuzz_jaro_winkler_batch(benchmark::State& s) {
    run_batch<rapidfuzz::experimental::MultiJaroWinkler<16>, double>(
        s, [](const auto& m, auto& out, S q) { m.similarity(out.data(), out.size(), q); });
}
BENCHMARK(rapidfuzz_levenshtein_batch);
BENCHMARK(rapidfuzz_osa_batch);
BENCHMARK(rapidfuzz_jaro_winkler_batch);
#endif

BENCHMARK(rapidfuzz_levenshtein_pairs)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_levenshtein_bound_2)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_levenshtein_one_to_many)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_osa_pairs)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_osa_one_to_many)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_jaro_pairs)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_jaro_one_to_many)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_jaro_winkler_pairs)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_jaro_winkler_cut_88)->Arg(0)->Arg(1);
BENCHMARK(rapidfuzz_jaro_winkler_one_to_many)->Arg(0)->Arg(1);

}  // namespace
