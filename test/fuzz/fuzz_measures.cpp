// SPDX-License-Identifier: PostgreSQL
// Differential fuzzer of the measures on q-grams, words, lists, sketches, alignments, dates and places against their textbook
// twins. The input is an option byte, a split byte and the bytes of two texts; numbers and days are read from the
// same bytes.
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "core/compare/alignment.hpp"
#include "core/compare/best_pair.hpp"
#include "core/compare/closeness.hpp"
#include "core/compare/monge_elkan.hpp"
#include "core/compare/qgram.hpp"
#include "core/compare/sketch.hpp"
#include "core/compare/tfidf.hpp"
#include "core/compare/token_ratio.hpp"
#include "core/compare/words.hpp"
#include "ref/alignment.hpp"
#include "ref/closeness.hpp"
#include "ref/qgram.hpp"
#include "ref/sketch.hpp"
#include "ref/tfidf.hpp"
#include "ref/token_measure.hpp"

namespace {

using namespace cdp;
using namespace cdp::compare;

void expect_near(const char* what, double got, double wanted, double within = 1e-12) {
    if (std::fabs(got - wanted) <= within) return;
    std::fprintf(stderr, "%s: got %.17g, wanted %.17g\n", what, got, wanted);
    std::abort();
}

void expect(const char* what, double got, double wanted) { expect_near(what, got, wanted, 0); }

void expect_share(const char* what, double got) {
    if (!(got >= 0 && got <= 1)) expect(what, got, -1);
}

void check_qgrams(const std::string& a, const std::string& b, int q) {
    const ref::Word wide_a = ref::decoded(a), wide_b = ref::decoded(b);
    const auto x = ref::qgrams(wide_a, static_cast<std::size_t>(q)),
               y = ref::qgrams(wide_b, static_cast<std::size_t>(q));
    with_characters(a, b, Work{}, [&](auto s, auto t, const Work&) {
        expect("jaccard", jaccard(s, t, q), ref::jaccard(x, y));
        expect("dice", dice(s, t, q), ref::dice(x, y));
        expect("overlap", overlap(s, t, q), ref::overlap(x, y));
        expect("cosine", cosine(s, t, q), ref::cosine(x, y));
        return 0;
    });
}

void check_words(const std::string& a, const std::string& b) {
    const auto x = ref::word_set(a), y = ref::word_set(b);
    const SetSizes sizes = word_sizes(a, b);
    expect("words", static_cast<double>(sizes.left), static_cast<double>(x.size()));
    expect("token_jaccard", jaccard(sizes), ref::jaccard(x, y));
    expect("token_overlap", overlap(sizes), ref::overlap(x, y));
    expect("token_sort_ratio", token_sort_ratio(a, b), ref::token_sort_ratio(a, b));
    expect("token_set_ratio", token_set_ratio(a, b), ref::token_set_ratio(a, b));
    const double forth = ref::monge_elkan(a, b), back = ref::monge_elkan(b, a);
    expect_near("monge_elkan", monge_elkan(a, b), forth);
    expect_near("monge_elkan, symmetric", monge_elkan(b, a, true), (forth + back) / 2);
}

// The texts cut at line feeds.
std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all(1);
    for (const char c : text) {
        if (c == '\n')
            all.emplace_back();
        else
            all.back() += c;
    }
    return all;
}

void check_lists(const std::string& a, const std::string& b) {
    const auto x = lines(a), y = lines(b);
    const std::vector<std::string_view> left(x.begin(), x.end()), right(y.begin(), y.end());
    const std::set<std::string> left_set(x.begin(), x.end()), right_set(y.begin(), y.end());
    expect("array_intersection", static_cast<double>(value_sizes(left, right).common),
           static_cast<double>(ref::common(left_set, right_set)));
    expect_near("best_pair, jaro_winkler", best_pair(left, right, PairMeasure::kJaroWinkler),
                ref::best_pair(x, y, [](const auto& p, const auto& q) { return ref::jaro_winkler(p, q); }));
    expect_near("best_pair, indel", best_pair(left, right, PairMeasure::kIndel),
                ref::best_pair(x, y, &ref::indel_ratio));
    expect_near("best_pair, turned", best_pair(left, right, PairMeasure::kLevenshtein),
                best_pair(right, left, PairMeasure::kLevenshtein), 0);
}

void check_sketches(const std::string& a, const std::string& b, std::uint8_t option) {
    const auto x = lines(a), y = lines(b);
    const std::vector<std::string_view> left(x.begin(), x.end()), right(y.begin(), y.end());
    std::vector<std::int32_t> p(1 + option % 70), q(p.size());
    minhash(left, p);
    minhash(right, q);
    if (p != ref::minhash(x, p.size())) expect("minhash", 0, 1);
    expect_share("minhash_similarity", minhash_similarity(p, q));
    expect("minhash_similarity, turned", minhash_similarity(q, p), minhash_similarity(p, q));
    if (simhash(left) != ref::simhash(x)) expect("simhash", 0, 1);
    expect("simhash_distance", simhash_distance(simhash(left), simhash(right)),
           std::popcount(static_cast<std::uint64_t>(ref::simhash(x) ^ ref::simhash(y))));
}

// The corpus is the lines of both texts.
void check_tfidf(const std::string& a, const std::string& b) {
    ref::Corpus corpus;
    for (const std::string& document : lines(a + "\n" + b)) {
        corpus.documents += 1;
        for (const ref::Word& word : ref::word_set(document)) corpus.with_word[word] += 1;
    }
    FrequencyWriter writer;
    for (const auto& [word, count] : corpus.with_word) {
        std::string bytes;
        for (const char32_t c : word) text::append_utf8(bytes, c);
        writer.add(bytes, static_cast<std::int64_t>(count));
    }
    const WordFrequencies frequencies(writer.finish(static_cast<std::int64_t>(corpus.documents)));
    const double similarity = tfidf_cosine(a, b, frequencies);
    expect_share("tfidf_cosine", similarity);
    expect_near("tfidf_cosine", similarity, ref::tfidf_cosine(a, b, corpus));
    expect("tfidf_cosine, turned", tfidf_cosine(b, a, frequencies), similarity);
    try {
        const WordFrequencies read(a);
        if (!(read.weight(b) >= 1)) expect("weight", read.weight(b), 1);
    } catch (const Error&) {
    }
}

void check_alignment(const std::string& a, const std::string& b, std::uint8_t option) {
    const auto pick = [&](int shift, int n) { return static_cast<double>((option >> shift) % n); };
    const bool halves = option % 2 == 1;
    const AlignmentScores s{1 + pick(1, 3) / (halves ? 2 : 1), -pick(2, 4), -pick(3, 5) / (halves ? 4 : 1),
                            -pick(4, 3)};
    const AlignmentScores linear{s.match, s.mismatch, s.gap_open, s.gap_open};
    const double local = smith_waterman(bytes_of(a), bytes_of(b), s), global = affine_gap(bytes_of(a), bytes_of(b), s);
    expect_near("smith_waterman", local, ref::align(a, b, linear, true), 1e-9);
    expect_near("affine_gap", global, ref::align(a, b, s, false), 1e-9);
    expect_share("smith_waterman_similarity", aligned_share(local, a.size(), b.size(), s));
    expect_share("affine_gap_similarity", aligned_share(global, a.size(), b.size(), s));
}

void check_numbers(const std::uint8_t* data, std::size_t size) {
    double x[4] = {};
    std::memcpy(x, data, std::min(size, sizeof x));
    for (const Decay decay : {Decay::kLinear, Decay::kExponential, Decay::kGaussian}) {
        const double scale = std::isfinite(x[2]) && x[2] != 0 ? std::fabs(x[2]) : 1;
        const double similarity = numeric_similarity(x[0], x[1], scale, decay);
        expect_share("numeric_similarity", similarity);
        expect("numeric_similarity, turned", numeric_similarity(x[1], x[0], scale, decay), similarity);
    }
    const double percent = percent_difference(x[0], x[1]);
    if (!(percent >= 0)) expect("percent_difference", percent, 0);

    std::int32_t days[2] = {};
    std::memcpy(days, data, std::min(size, sizeof days));
    const double similarity = date_similarity(days[0], days[1], 1 + data[0]);
    expect_share("date_similarity", similarity);
    expect("date_similarity, turned", date_similarity(days[1], days[0], 1 + data[0]), similarity);

    const auto degrees = [&](double v, double most) { return std::isfinite(v) ? std::remainder(v, 2 * most) : most; };
    const double lat1 = degrees(x[0], 90), lon1 = degrees(x[1], 180), lat2 = degrees(x[2], 90),
                 lon2 = degrees(x[3], 180);
    expect_near("haversine_km", haversine_km(lat1, lon1, lat2, lon2),
                ref::sphere_angle(lat1, lon1, lat2, lon2) * kEarthRadiusKm, 1e-8);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kLongest = 300;  // past the arrays on the stack, and the twins stay quick
    if (size < 2 || size > kLongest) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const std::size_t split = text.size() * data[1] / 255;
    const std::string a = text.substr(0, split);
    const std::string b = text.substr(split);
    check_qgrams(a, b, 1 + data[0] % kMaxQ);
    check_words(a, b);
    check_lists(a, b);
    check_sketches(a, b, data[0]);
    check_tfidf(a, b);
    check_alignment(a, b, data[0]);
    check_numbers(data, size);
    return 0;
}
