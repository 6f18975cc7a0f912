// SPDX-License-Identifier: PostgreSQL
// Differential fuzzer: every measure, in every form, against its textbook twin. The input is an option byte, a
// split byte and the bytes of two strings, which are compared as bytes, as the UTF-8 they may be, and with each
// byte standing for a code point.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
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
#include "ref/common_substring.hpp"
#include "ref/damerau.hpp"
#include "ref/jaro.hpp"
#include "ref/lcs.hpp"
#include "ref/levenshtein.hpp"
#include "ref/osa.hpp"
#include "ref/qgram.hpp"
#include "ref/strcmp95.hpp"

namespace {

using namespace cdp;
using namespace cdp::compare;

template <class T>
void expect(const char* what, T got, T wanted) {
    if (got == wanted) return;
    std::fprintf(stderr, "%s: got %.17g, wanted %.17g\n", what, static_cast<double>(got), static_cast<double>(wanted));
    std::abort();
}

void expect_near(const char* what, double got, double wanted) {
    if (std::fabs(got - wanted) > 1e-12) expect(what, got, wanted);
}

constexpr std::size_t kMostDamerauCells = 4096;  // its twin takes the square of that

struct Options {
    std::size_t bound;
    double cutoff;
    int q;
};

// `a` and `b` are what the twins read, x and y the same units as the measures take them.
template <Unit C, class String>
void check(Units<C> x, Units<C> y, const String& a, const String& b, const Options& options) {
    const std::size_t bound = options.bound;
    const std::size_t lev = ref::levenshtein(a, b);
    expect("levenshtein", levenshtein(x, y), lev);
    expect("levenshtein, bound", levenshtein(x, y, bound), std::min(lev, bound + 1));
    expect("levenshtein, prepared", LevenshteinPattern<C>(x).distance(y), lev);
    expect("levenshtein, prepared, bound", LevenshteinPattern<C>(x).distance(y, bound), std::min(lev, bound + 1));

    const std::size_t osa = ref::osa_distance(a, b);
    expect("osa", osa_distance(x, y), osa);
    expect("osa, bound", osa_distance(x, y, bound), std::min(osa, bound + 1));
    expect("osa, prepared", OsaPattern<C>(x).distance(y), osa);
    expect("osa, prepared, bound", OsaPattern<C>(x).distance(y, bound), std::min(osa, bound + 1));

    const double base = ref::jaro(a, b);
    expect("jaro", jaro(x, y), base);
    expect("jaro, turned", jaro(y, x), base);
    expect("jaro, cutoff", jaro(x, y, options.cutoff), base >= options.cutoff ? base : 0);
    expect("jaro, prepared", JaroPattern<C>(x).jaro(y), base);
    const double winkler = jaro_winkler(x, y);
    expect_near("jaro_winkler", winkler, ref::jaro_winkler(a, b));
    expect_near("jaro_winkler, threshold", jaro_winkler(x, y, kPrefixWeight, options.cutoff),
                ref::jaro_winkler(a, b, kPrefixWeight, options.cutoff));
    expect("jaro_winkler, prepared", JaroPattern<C>(x).jaro_winkler(y), winkler);
    expect("jaro_winkler, cutoff", jaro_winkler(x, y, kPrefixWeight, kBoostThreshold, options.cutoff),
           winkler >= options.cutoff ? winkler : 0);

    expect("longest_common_substring", longest_common_substring(x, y), ref::longest_common_substring(a, b));
    if (a.size() * b.size() <= kMostDamerauCells) {
        const std::size_t damerau = ref::damerau_levenshtein(a, b);
        expect("damerau", damerau_levenshtein(x, y), damerau);
        expect("damerau, bound", damerau_levenshtein(x, y, bound), std::min(damerau, bound + 1));
    }
    expect("lcs_length", lcs_length(x, y), ref::lcs_length(a, b));
    expect("jaccard", jaccard(x, y, options.q), ref::jaccard(a, b, static_cast<std::size_t>(options.q)));
}

// Every register that this processor has: both strings and what they begin with, against the first one.
void check_batch(const std::string& a, const std::string& b, const Options& options) {
    const std::string parts[] = {b, a, b.substr(0, b.size() / 2), a.substr(0, a.size() / 3)};
    std::string bytes;
    std::vector<std::uint32_t> offsets{0};
    for (const std::string& part : parts) {
        bytes += part;
        offsets.push_back(static_cast<std::uint32_t>(bytes.size()));
    }
    std::vector<std::uint16_t> lev(4), osa(4);
    std::vector<double> winkler(4);
    for (const Lanes lanes : {Lanes::kBaseline, Lanes::kAvx2, Lanes::kAvx512}) {
        if (!has_lanes(lanes)) continue;
        const TextBatch batch({bytes_of(bytes).data(), offsets}, lanes);
        batch.levenshtein(bytes_of(a), lev, options.bound);
        batch.osa_distance(bytes_of(a), osa);
        batch.jaro_winkler(bytes_of(a), winkler);
        for (std::size_t i = 0; i < 4; i++) {
            expect<std::size_t>("levenshtein, batch", lev[i], levenshtein(a, parts[i], options.bound));
            expect<std::size_t>("osa, batch", osa[i], osa_distance(a, parts[i]));
            expect("jaro_winkler, batch", winkler[i], jaro_winkler(a, parts[i]));
        }
    }
}

// strcmp95 looks at what units are, and its twin takes capitals, digits and what lies between them.
void check_strcmp95(std::string a, std::string b, bool long_strings) {
    for (std::string* s : {&a, &b})
        for (char& c : *s) c = static_cast<char>('0' + static_cast<unsigned char>(c) % 43);
    const double expected = ref::jaro_winkler_strcmp95(a, b, long_strings);
    expect_near("strcmp95", jaro_winkler_strcmp95(a, b, long_strings), expected);
    const std::u32string wide_a(a.begin(), a.end()), wide_b(b.begin(), b.end());
    expect_near("strcmp95, wide", jaro_winkler_strcmp95(code_points_of(wide_a), code_points_of(wide_b), long_strings),
                expected);
}

void check_text(const std::string& a, const std::string& b, const Options& options) {
    std::vector<char32_t> decoded;
    text::decode_utf8(a, decoded);
    const std::u32string wide_a(decoded.begin(), decoded.end());
    text::decode_utf8(b, decoded);
    const std::u32string wide_b(decoded.begin(), decoded.end());
    with_characters(a, b, Work{}, [&](auto x, auto y, const Work&) {
        check(x, y, wide_a, wide_b, options);
        return 0;
    });
}

std::u32string widened(const std::string& s) {
    std::u32string w;
    for (const char c : s) w.push_back(static_cast<unsigned char>(c) * 0x1fffu + 0x3b1u);
    return w;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kLongest = 700;  // several strips, and the twins stay quick
    if (size < 2 || size > kLongest) return 0;
    const Options options{data[0], static_cast<double>(data[0] % 101) / 100, 1 + data[0] % kMaxQ};
    const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const std::size_t split = text.size() * data[1] / 255;
    const std::string a = text.substr(0, split);
    const std::string b = text.substr(split);
    check(bytes_of(a), bytes_of(b), a, b, options);
    check_batch(a, b, options);
    check_text(a, b, options);
    check_strcmp95(a, b, data[0] % 2 == 1);
    const std::u32string wide_a = widened(a);
    const std::u32string wide_b = widened(b);
    check(code_points_of(wide_a), code_points_of(wide_b), wide_a, wide_b, options);
    return 0;
}
