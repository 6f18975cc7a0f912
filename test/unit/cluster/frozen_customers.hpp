// SPDX-License-Identifier: PostgreSQL
// A frozen model of customers, and the customers as records of the source "shop", for the tests of what is resolved at once.
#pragma once

#include <functional>

#include "unit/cluster/customers.hpp"

namespace cdp::cluster {

inline constexpr std::size_t kFrozenBudget = std::size_t{256} << 20;

inline void run_alone(const std::function<void(JobContext&)>& body) {
    Job job(2);
    job.start(body);
    job.finish();
}

inline std::vector<std::string> column_names() {
    std::vector<std::string> out;
    for (const auto& [name, member] : kColumns) out.emplace_back(name);
    return out;
}

inline std::vector<std::optional<std::string_view>> cells_of(const Customer& row) {
    std::vector<std::optional<std::string_view>> out;
    for (const auto& [name, member] : kColumns) {
        const Cell& cell = row.*member;
        out.push_back(cell ? std::optional<std::string_view>(*cell) : std::nullopt);
    }
    return out;
}

inline void fill_sources(Engine& engine, const std::vector<Customer>& rows) {
    for (const auto& [name, member] : kColumns)
        if (engine.wants(name)) engine.raw().add_column(name, "text");
    for (const Customer& row : rows) {
        std::vector<std::optional<std::string_view>> cells;
        const auto all = cells_of(row);
        for (std::size_t i = 0; i < kColumns.size(); i++)
            if (engine.wants(kColumns[i].first)) cells.push_back(all[i]);
        engine.raw().add_row("shop", row.id, cells);
    }
}

// Trained and frozen on these customers.
inline score::Model frozen_model(const std::vector<Customer>& rows) {
    Engine training(kFrozenBudget);
    fill_sources(training, rows);
    run_alone([&](JobContext& context) { training.run_train(context); });
    Engine freezing(kFrozenBudget);
    freezing.set_model(training.model());
    fill_sources(freezing, rows);
    run_alone([&](JobContext& context) { freezing.run_freeze(context); });
    return freezing.model();
}

}  // namespace cdp::cluster
