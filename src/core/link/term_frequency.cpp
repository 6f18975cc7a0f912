// SPDX-License-Identifier: PostgreSQL
#include "core/link/term_frequency.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/parallel_sort.hpp"

namespace cdp::link {

namespace {

constexpr std::uint32_t kSummed = 64;      // others up to which the distribution is summed up
constexpr double kFewestStrangers = 0.01;  // probability that strangers share a value that is believed possible,
constexpr double kMostStrangers = 0.99;    // and the largest
constexpr double kBelieved = 50;           // records that are believed to share nothing, so that few records stay sane
constexpr double kLoneShare = 0.25;        // strangers to expect of a value that one record holds, at the most
constexpr double kZipfSum = 1.6449340668482264;  // sum of s^-2

// Probability that strangers share a value: the share of records whose value others hold, beyond what copies explain.
double shared_by_strangers(const std::map<std::uint32_t, std::size_t>& values_by_count, double records, double copies) {
    double shared = 0;
    for (const auto& [count, distinct] : values_by_count)
        if (count > 1) shared += static_cast<double>(count) * static_cast<double>(distinct);
    const double by_copies = copies / (1 + copies);
    const double unexplained = (shared - records * by_copies) / (1 - by_copies);
    return std::clamp(unexplained / (records + kBelieved), kFewestStrangers, kMostStrangers);
}

// The frequencies of the values of several records, of the most frequent ones where they are too many.
template <class FrequencyOf>
void keep_frequent(const Values& values, JobContext& context, const FrequencyOf& frequency_of, score::TermFrequencies& out) {
    for (const Code c : frequent_codes(values, context)) out.values.add(values.value(c).text, frequency_of(values.value(c).count));
    out.values.sort();
}

}  // namespace

double expected_strangers(std::uint32_t others, double copies, double shared) {
    const double ratio = copies / (1 + copies);
    if (others > kSummed) return others - copies;
    double sum = 0, strangers = 0, none = 1;  // `none`: ratio^(copies among the others)
    for (std::uint32_t s = others; s > 0; s--) {
        const double p = shared / kZipfSum / (static_cast<double>(s) * s) * none;
        sum += p;
        strangers += s * p;
        none *= ratio;
    }
    sum += (1 - shared) * none;
    return sum > 0 ? strangers / sum : 0;
}

Vec<Code> frequent_codes(const Values& values, JobContext& context) {
    constexpr std::size_t kMost = 65'536;
    Vec<Code> out(values.memory());
    for (Code c = 1; c <= values.distinct(); c++)
        if (values.value(c).count > 1) out.push_back(c);
    parallel_sort(out, context, [&](Code a, Code b) {
        const Value &x = values.value(a), &y = values.value(b);
        return x.count != y.count ? x.count > y.count : x.text < y.text;
    });
    if (out.size() > kMost) out.resize(kMost);
    return out;
}

score::TermFrequencies term_frequencies(const Values& values, double copies, JobContext& context, std::pmr::memory_resource* memory) {
    score::TermFrequencies out{0, 0, score::KnownValues<double>(memory)};
    const double n = static_cast<double>(std::max<std::size_t>(values.present(), 1));
    std::map<std::uint32_t, std::size_t> values_by_count;  // why: codes follow arrival, and sums must not
    for (Code c = 1; c <= values.distinct(); c++) values_by_count[values.value(c).count]++;
    const double shared = shared_by_strangers(values_by_count, n, copies);
    const double lone = std::min(kLoneShare, shared);
    out.fallback = lone / n;
    std::map<std::uint32_t, double> strangers;
    for (const auto& [count, distinct] : values_by_count) {
        strangers[count] = count > 1 ? expected_strangers(count - 1, copies, shared) : lone;
        out.average += static_cast<double>(distinct) * count / n * strangers[count] / n;
    }
    keep_frequent(values, context, [&](std::uint32_t count) { return strangers[count] / n; }, out);
    return out;
}

score::TermFrequencies counted_frequencies(const Values& values, JobContext& context, std::pmr::memory_resource* memory) {
    score::TermFrequencies out{0, 0, score::KnownValues<double>(memory)};
    const double n = static_cast<double>(std::max<std::size_t>(values.present(), 1));
    out.fallback = 1 / n;
    out.average = std::max(values.collision(), out.fallback);
    keep_frequent(values, context, [&](std::uint32_t count) { return count / n; }, out);
    return out;
}

}  // namespace cdp::link
