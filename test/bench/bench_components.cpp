// SPDX-License-Identifier: PostgreSQL
// Connected components in the core, edges in memory: 1 edge to 2.3 nodes, drawn by a fixed seed. Arguments: edges, threads,
// and whether ids lie far apart. Edges per second.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>

#include "core/cluster/components.hpp"

namespace {

using namespace cdp;
using namespace cdp::cluster;

void components(benchmark::State& state) {
    const auto edges = static_cast<std::uint64_t>(state.range(0));
    const std::uint64_t nodes = edges * 23 / 10;
    for (auto _ : state) {
        state.PauseTiming();
        std::mt19937_64 random(1);
        auto graph = std::make_unique<ConnectedComponents>(0);
        const auto node = [&] { return static_cast<Id>(state.range(2) != 0 ? mix64(random() % nodes) : random() % nodes); };
        for (std::uint64_t i = 0; i < edges; i++) {
            const Id a = node(), b = node();
            graph->add(a, b);
        }
        JobContext context(static_cast<unsigned>(state.range(1)));
        state.ResumeTiming();
        graph->run(context);
        state.PauseTiming();
        state.counters["components"] = static_cast<double>(graph->components());
        graph.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(components)
    ->ArgNames({"edges", "threads", "apart"})
    ->ArgsProduct({{10'000'000}, {1, 2}, {0, 1}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(2);

}  // namespace
