// SPDX-License-Identifier: PostgreSQL
// Micro-benchmarks of the measures on q-grams, words and alignments on seeded pairs of full names (two or three words,
// about 15 letters) and of long texts (a dozen words, about 75). Pairs per second.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "core/compare/alignment.hpp"
#include "core/compare/best_pair.hpp"
#include "core/compare/closeness.hpp"
#include "core/compare/lcs.hpp"
#include "core/compare/monge_elkan.hpp"
#include "core/compare/qgram.hpp"
#include "core/compare/token_ratio.hpp"
#include "core/compare/words.hpp"

namespace {

using namespace cdp::compare;
using View = std::string_view;

struct Pair {
    std::string a, b;
};

// Half of the pairs have the same words in another order, one of them with another letter; the others share none but
// by chance.
std::vector<Pair> make_pairs(std::size_t count, std::size_t fewest, std::size_t most) {
    static constexpr char kLetters[] = "eeeaaaiiinnnrrrsssttllloouudddccmmpbgvhfkyjwzxq";
    std::mt19937 random(42);
    const auto letter = [&] { return kLetters[random() % (sizeof kLetters - 1)]; };
    const auto words = [&] {
        std::vector<std::string> all(fewest + random() % (most - fewest + 1));
        for (std::string& word : all) {
            word.resize(3 + random() % 6);
            for (char& c : word) c = letter();
        }
        return all;
    };
    const auto joined = [](const std::vector<std::string>& all) {
        std::string text = all[0];
        for (std::size_t i = 1; i < all.size(); i++) text += ' ' + all[i];
        return text;
    };
    std::vector<Pair> pairs(count);
    for (Pair& p : pairs) {
        auto some = words();
        p.a = joined(some);
        if (random() % 2 == 0) some = words();
        std::swap(some.front(), some.back());
        some[0][random() % some[0].size()] = letter();
        p.b = joined(some);
    }
    return pairs;
}

template <class Measure>
void run(benchmark::State& state, const Measure& measure) {
    static const std::vector<Pair> kNames = make_pairs(10000, 2, 3);
    static const std::vector<Pair> kLong = make_pairs(2000, 10, 13);
    const std::vector<Pair>& pairs = state.range(0) == 0 ? kNames : kLong;
    for (auto _ : state)
        for (const Pair& p : pairs) benchmark::DoNotOptimize(measure(p.a, p.b));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pairs.size()));
    state.SetLabel(state.range(0) == 0 ? "names" : "long");
}

void qgram_jaccard(benchmark::State& s) {
    run(s, [](View a, View b) { return jaccard(a, b, 2); });
}
void qgram_cosine_3(benchmark::State& s) {
    run(s, [](View a, View b) { return cosine(bytes_of(a), bytes_of(b), 3); });
}
void token_jaccard(benchmark::State& s) {
    run(s, [](View a, View b) { return jaccard(word_sizes(a, b)); });
}
void indel_similarity(benchmark::State& s) {
    run(s, [](View a, View b) { return indel_ratio(lcs_length(a, b), a.size(), b.size()); });
}
void token_sort(benchmark::State& s) {
    run(s, [](View a, View b) { return token_sort_ratio(a, b); });
}
void token_set(benchmark::State& s) {
    run(s, [](View a, View b) { return token_set_ratio(a, b); });
}
void monge_elkan_words(benchmark::State& s) {
    run(s, [](View a, View b) { return monge_elkan(a, b); });
}
void smith_waterman_whole(benchmark::State& s) {
    run(s, [](View a, View b) { return smith_waterman(bytes_of(a), bytes_of(b), {}); });
}
void affine_gap_halves(benchmark::State& s) {
    run(s, [](View a, View b) { return affine_gap(bytes_of(a), bytes_of(b), {1, -1, -1, -0.5}); });
}
void best_pair_of_lists(benchmark::State& s) {
    run(s, [](View a, View b) {
        const View x[] = {a, b.substr(b.size() / 2)}, y[] = {b, a.substr(a.size() / 2)};
        return best_pair(x, y, PairMeasure::kJaroWinkler);
    });
}
void haversine(benchmark::State& s) {
    double lat = 0;
    for (auto _ : s) benchmark::DoNotOptimize(haversine_km(lat = lat > 89 ? -89 : lat + 0.1, 4.8, 48.8, 2.3));
    s.SetItemsProcessed(s.iterations());
}
void date_slips(benchmark::State& s) {
    std::int64_t day = 0;
    for (auto _ : s) benchmark::DoNotOptimize(date_similarity(day++ % 20000, 7000, 30));
    s.SetItemsProcessed(s.iterations());
}

BENCHMARK(qgram_jaccard)->Arg(0)->Arg(1);
BENCHMARK(qgram_cosine_3)->Arg(0)->Arg(1);
BENCHMARK(token_jaccard)->Arg(0)->Arg(1);
BENCHMARK(indel_similarity)->Arg(0)->Arg(1);
BENCHMARK(token_sort)->Arg(0)->Arg(1);
BENCHMARK(token_set)->Arg(0)->Arg(1);
BENCHMARK(monge_elkan_words)->Arg(0)->Arg(1);
BENCHMARK(smith_waterman_whole)->Arg(0)->Arg(1);
BENCHMARK(affine_gap_halves)->Arg(0)->Arg(1);
BENCHMARK(best_pair_of_lists)->Arg(0)->Arg(1);
BENCHMARK(haversine);
BENCHMARK(date_slips);

}  // namespace
