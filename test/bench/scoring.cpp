// SPDX-License-Identifier: PostgreSQL
// cdp_scoring: a pair-heavy linkage without a server. Loose blocking rules over generated customers propose a hundred
// million pairs, and a model of six comparisons, four of them with term frequencies, weighs them; on one thread and on
// two. "proposed" is what it takes to find the pairs, "linked" to score them down to the threshold, "weighed" to weigh
// every pair in full. See `cdp_scoring --help`.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/link/link.hpp"
#include "core/score/model_json.hpp"
#include "data/records.hpp"

namespace {

using namespace cdp;

constexpr std::string_view kUsage = "usage: cdp_scoring [--people N] [--threads N] [--seed S]\n"
                                    "  --people N    customers to generate, 1.8 records each; the default is 190000\n"
                                    "  --threads N   measure this number only; the default is 1, then 2\n"
                                    "  --seed S      another number draws other people; the default is 1\n";

constexpr std::string_view kModel = R"json({
"attributes": [{"name": "given_name", "kind": "given_name"}, {"name": "family_name", "kind": "family_name"},
    {"name": "birth_date", "kind": "birth_date"}, {"name": "email", "kind": "email"},
    {"name": "postcode", "kind": "postcode"}, {"name": "city", "kind": "city"}],
"blocking": [["family_name"], ["postcode"], ["birth_date.month_day"], ["birth_date.year", "given_name[:1]"],
    ["birth_date.year", "family_name[:1]"]],
"prior": 1e-6,
"comparisons": [
    {"attributes": ["given_name"], "levels": [
        {"when": "exact", "m": 0.72, "u": 0.006, "term_frequency": true},
        {"when": "jaro_winkler >= 0.92", "m": 0.08, "u": 0.002}, {"when": "jaro_winkler >= 0.88", "m": 0.03, "u": 0.002},
        {"when": "jaro_winkler >= 0.7", "m": 0.05, "u": 0.03}, {"when": "else", "m": 0.12, "u": 0.96}]},
    {"attributes": ["family_name"], "levels": [
        {"when": "exact", "m": 0.76, "u": 0.001, "term_frequency": true},
        {"when": "jaro_winkler >= 0.92", "m": 0.09, "u": 0.001}, {"when": "jaro_winkler >= 0.88", "m": 0.03, "u": 0.001},
        {"when": "jaro_winkler >= 0.7", "m": 0.03, "u": 0.02}, {"when": "else", "m": 0.09, "u": 0.977}]},
    {"attributes": ["birth_date"], "levels": [
        {"when": "exact", "m": 0.86, "u": 0.00005}, {"when": "levenshtein <= 1", "m": 0.08, "u": 0.0015},
        {"when": "levenshtein <= 2", "m": 0.03, "u": 0.02}, {"when": "else", "m": 0.03, "u": 0.97845}]},
    {"attributes": ["email"], "levels": [
        {"when": "exact", "m": 0.7, "u": 0.00001, "term_frequency": true},
        {"when": "jaro_winkler >= 0.88", "m": 0.1, "u": 0.0005}, {"when": "else", "m": 0.2, "u": 0.99949}]},
    {"attributes": ["postcode"], "levels": [
        {"when": "exact", "m": 0.72, "u": 0.001}, {"when": "levenshtein <= 1", "m": 0.08, "u": 0.005},
        {"when": "else", "m": 0.2, "u": 0.994}]},
    {"attributes": ["city"], "levels": [
        {"when": "exact", "m": 0.76, "u": 0.01, "term_frequency": true}, {"when": "levenshtein <= 2", "m": 0.1, "u": 0.005},
        {"when": "else", "m": 0.14, "u": 0.985}]}]
})json";

struct Options {
    std::uint64_t people = 190'000, threads = 0, seed = 1;
};

std::optional<Options> read_options(int count, char** values) {
    Options out;
    for (int i = 1; i < count; i += 2) {
        const std::string_view name = values[i];
        std::uint64_t* const to = name == "--people" ? &out.people : name == "--threads" ? &out.threads
                                  : name == "--seed" ? &out.seed   : nullptr;
        if (to == nullptr || i + 1 == count) return std::nullopt;
        const std::string_view text = values[i + 1];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *to);
        if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    }
    return out;
}

void generate(const Options& options, const score::Model& model, link::RawTable& raw) {
    for (const auto& attribute : model.attributes) raw.add_column(attribute.name, "text");
    sample::Population population(options.people, options.seed, false);
    std::vector<sample::Person> household;
    std::vector<sample::Record> records;
    while (population.next(household))
        for (const auto& one : household) {
            sample::Random random(options.seed * 1'000'003 + one.serial);
            records.clear();
            write_records(population.names(), one, random, records);
            for (const auto& r : records) {
                std::vector<std::optional<std::string_view>> cells;
                for (const auto* text : {&r.given, &r.family, &r.birth, &r.email, &r.postcode, &r.city})
                    cells.push_back(text->empty() ? std::nullopt : std::optional<std::string_view>(*text));
                raw.add_row(std::nullopt, std::to_string(raw.size()), cells);
            }
        }
    raw.finish();
}

// Seconds on the wall, and of all cores together.
struct Seconds {
    double wall, cpu;
};

template <class Work>
Seconds timed(const Work& work) {
    const auto wall = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count(),
            static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

void tell(const char* what, unsigned threads, Seconds took, std::uint64_t pairs) {
    std::printf("%-22s %u thread%s %8.2f s, %8.2f s of cpu", what, threads, threads == 1 ? " " : "s", took.wall, took.cpu);
    if (pairs > 0) std::printf(", %7.2f M pairs a second and core", static_cast<double>(pairs) / took.cpu / 1e6);
    std::printf("\n");
    std::fflush(stdout);
}

std::uint64_t all_pairs(const std::vector<link::RuleStatistics>& statistics) {
    std::uint64_t pairs = 0;
    for (const auto& rule : statistics) pairs += rule.added;
    return pairs;
}

void measure(const score::Model& model, const link::RawTable& raw, unsigned threads) {
    JobContext context(threads);
    link::Table table(raw);
    tell("preparing values", threads, timed([&] { table.prepare(model, context); }), 0);
    std::optional<link::Scorer> scorer;
    tell("preparing the scorer", threads, timed([&] { scorer.emplace(model, table, true); }), 0);

    std::uint64_t pairs = 0;
    const auto propose = [&](const link::Candidates::Batch& batch) {
        return timed([&] {
            link::Candidates candidates(table, model, model.blocking, link::kMaxBlock, context);
            candidates.each("comparing pairs", false, 1e18, batch);
            pairs = all_pairs(candidates.statistics());
        });
    };
    using Pairs = std::span<const link::Pair>;
    using Seen = std::span<const unsigned char>;
    const Seconds proposed = propose([](std::size_t, Pairs, Seen, unsigned) {});
    tell("pairs proposed", threads, proposed, pairs);

    Vec<link::Link> links;
    const Seconds linked = timed([&] { links = link::score_pairs(*scorer, model.thresholds.component, context); });
    tell("proposed and linked", threads, linked, pairs);
    score::Bits sum = 0;
    for (const auto& link : links) sum += link.weight;

    std::vector<link::Scorer::Scratch> scratch(threads, link::Scorer::Scratch(*scorer));
    std::vector<std::vector<score::Bits>> weights(threads);
    std::vector<score::Bits> total(threads * 64);  // a line of memory each
    const Seconds weighed = propose([&](std::size_t, Pairs batch, Seen, unsigned worker) {
        weights[worker].resize(batch.size());
        scorer->weigh(batch, link::Scorer::kOutOfReach, scratch[worker], weights[worker]);
        for (const score::Bits w : weights[worker]) total[worker * 64] += w;
    });
    tell("proposed and weighed", threads, weighed, pairs);
    score::Bits all = 0;
    for (const auto t : total) all += t;
    std::printf("%zu records, %llu pairs, %zu links; sums of weights %lld and %lld\n", raw.size(),
                static_cast<unsigned long long>(pairs), links.size(), static_cast<long long>(sum),
                static_cast<long long>(all));
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = read_options(argc, argv);
    if (!options || options->people == 0 || options->threads > 64) {
        std::cerr << kUsage;
        return 2;
    }
    try {
        const score::Model model = score::read_model(kModel);
        Budget budget;
        CountedResource memory(budget);
        link::RawTable raw(&memory);
        tell("making records", 1, timed([&] { generate(*options, model, raw); }), 0);
        if (options->threads > 0) {
            measure(model, raw, static_cast<unsigned>(options->threads));
        } else {
            measure(model, raw, 1);
            measure(model, raw, 2);
        }
        std::printf("%zu MiB at the peak\n", budget.peak() >> 20);
    } catch (const std::exception& error) {
        std::cerr << "cdp_scoring: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
