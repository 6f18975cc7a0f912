// SPDX-License-Identifier: PostgreSQL
// Micro-benchmarks of the measures on seeded pairs: names of about 7 letters, and long texts of 74. Pairs per
// second; `cut` and `bound` with a limit as linkage uses it; `one_to_many` with a prepared pattern.
#include <string>
#include <vector>

#include "core/compare/batch.hpp"
#include "core/compare/characters.hpp"
#include "core/compare/common_substring.hpp"
#include "core/compare/damerau.hpp"
#include "core/compare/jaro.hpp"
#include "core/compare/lcs.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/osa.hpp"
#include "core/compare/qgram.hpp"
#include "core/compare/strcmp95.hpp"
#include "word_pairs.hpp"

namespace {

using namespace cdp::compare;
using cdp::bench::kMany;
using cdp::bench::Pair;
using cdp::bench::pairs_of;
using cdp::bench::run;

template <class Prepared, class Measure>
void run_prepared(benchmark::State& state, const Measure& measure) {
    const Work work;  // made once, as the engine makes it
    cdp::bench::run_one_to_many(
        state, [](const std::string& a) { return Prepared(bytes_of(a)); },
        [&](const Prepared& p, const std::string& b) { return measure(p, bytes_of(b), work); });
}

using View = std::string_view;

void levenshtein_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return levenshtein(a, b); });
}
void levenshtein_bound_2(benchmark::State& s) {
    run(s, [](View a, View b) { return levenshtein(a, b, 2); });
}
void osa_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return osa_distance(a, b); });
}
void jaro_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return jaro(a, b); });
}
void jaro_winkler_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return jaro_winkler(a, b); });
}
void jaro_winkler_cut_88(benchmark::State& s) {
    run(s, [](View a, View b) { return jaro_winkler(a, b, kPrefixWeight, kBoostThreshold, .88); });
}
void jaccard_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return jaccard(a, b); });
}
void levenshtein_from_utf8(benchmark::State& s) {
    run(s, [](View a, View b) {
        return with_characters(a, b, Work{}, [](auto x, auto y, const Work&) { return levenshtein(x, y); });
    });
}
void levenshtein_one_to_many(benchmark::State& s) {
    run_prepared<LevenshteinPattern<unsigned char>>(s, [](const auto& p, Bytes b, const Work& work) { return p.distance(b, kUnbounded, work); });
}
void osa_one_to_many(benchmark::State& s) {
    run_prepared<OsaPattern<unsigned char>>(s, [](const auto& p, Bytes b, const Work& work) { return p.distance(b, kUnbounded, work); });
}
void jaro_one_to_many(benchmark::State& s) {
    run_prepared<JaroPattern<unsigned char>>(s, [](const auto& p, Bytes b, const Work& work) { return p.jaro(b, 0, work); });
}
void jaro_winkler_one_to_many(benchmark::State& s) {
    run_prepared<JaroPattern<unsigned char>>(s, [](const auto& p, Bytes b, const Work& work) {
        return p.jaro_winkler(b, kPrefixWeight, kBoostThreshold, 0, work);
    });
}

void damerau_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return damerau_levenshtein(a, b); });
}
void damerau_bound_2(benchmark::State& s) {
    run(s, [](View a, View b) { return damerau_levenshtein(a, b, 2); });
}
void lcs_length_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return lcs_length(a, b); });
}
void common_substring_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return longest_common_substring(bytes_of(a), bytes_of(b)); });
}
void strcmp95_pairs(benchmark::State& s) {
    run(s, [](View a, View b) { return jaro_winkler_strcmp95(a, b); });
}

// One query against kMany prepared texts, in each register that this processor has.
template <class Measure>
void run_batch(benchmark::State& state, const Measure& measure) {
    const auto lanes = static_cast<Lanes>(state.range(1));
    if (!has_lanes(lanes)) return state.SkipWithError("not on this processor");
    const std::vector<Pair>& pairs = pairs_of(state.range(0) == 0);
    std::string bytes;
    std::vector<std::uint32_t> offsets{0};
    for (std::size_t i = 0; i < kMany; i++) {
        bytes += pairs[i].b;
        offsets.push_back(static_cast<std::uint32_t>(bytes.size()));
    }
    const TextBatch batch({bytes_of(bytes).data(), offsets}, lanes);
    for (auto _ : state) measure(batch, bytes_of(pairs[7].a));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kMany));
    state.SetLabel(lanes == Lanes::kBaseline ? "16 bytes" : lanes == Lanes::kAvx2 ? "avx2" : "avx512");
}

void levenshtein_batch(benchmark::State& s) {
    std::vector<std::uint16_t> out(kMany);
    run_batch(s, [&](const TextBatch& batch, Bytes q) { batch.levenshtein(q, out); });
}
void osa_batch(benchmark::State& s) {
    std::vector<std::uint16_t> out(kMany);
    run_batch(s, [&](const TextBatch& batch, Bytes q) { batch.osa_distance(q, out); });
}
void jaro_winkler_batch(benchmark::State& s) {
    std::vector<double> out(kMany);
    run_batch(s, [&](const TextBatch& batch, Bytes q) { batch.jaro_winkler(q, out); });
}

BENCHMARK(damerau_pairs)->Arg(0)->Arg(1);
BENCHMARK(damerau_bound_2)->Arg(0)->Arg(1);
BENCHMARK(lcs_length_pairs)->Arg(0)->Arg(1);
BENCHMARK(common_substring_pairs)->Arg(0)->Arg(1);
BENCHMARK(strcmp95_pairs)->Arg(0)->Arg(1);
BENCHMARK(levenshtein_batch)->ArgsProduct({{0}, {0, 1, 2}});
BENCHMARK(osa_batch)->ArgsProduct({{0}, {0, 1, 2}});
BENCHMARK(jaro_winkler_batch)->ArgsProduct({{0}, {0, 1, 2}});
BENCHMARK(levenshtein_pairs)->Arg(0)->Arg(1);
BENCHMARK(levenshtein_bound_2)->Arg(0)->Arg(1);
BENCHMARK(levenshtein_from_utf8)->Arg(0)->Arg(1);
BENCHMARK(levenshtein_one_to_many)->Arg(0)->Arg(1);
BENCHMARK(osa_pairs)->Arg(0)->Arg(1);
BENCHMARK(osa_one_to_many)->Arg(0)->Arg(1);
BENCHMARK(jaro_pairs)->Arg(0)->Arg(1);
BENCHMARK(jaro_winkler_pairs)->Arg(0)->Arg(1);
BENCHMARK(jaro_winkler_cut_88)->Arg(0)->Arg(1);
BENCHMARK(jaro_one_to_many)->Arg(0)->Arg(1);
BENCHMARK(jaro_winkler_one_to_many)->Arg(0)->Arg(1);
BENCHMARK(jaccard_pairs)->Arg(0)->Arg(1);

}  // namespace
