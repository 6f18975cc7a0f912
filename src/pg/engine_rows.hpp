// SPDX-License-Identifier: PostgreSQL
// Columns that several functions of the engine give: records, numbers of clusters, reasons of conflicts.
#pragma once

#include "core/cluster/engine.hpp"

#include "pg/rows.hpp"

namespace cdp::pg {

// Source and id of a record, in two neighbouring columns.
inline void set_record(Rows& rows, int column, const cluster::Engine* engine, link::Record r) {
    rows.set_text(column, engine->raw().source(r));
    rows.set_text(column + 1, engine->raw().id(r), true);
}

// A cluster is called by the number of its smallest record, from 1 on.
inline int64 cluster_number(link::Record smallest) noexcept { return static_cast<int64>(smallest) + 1; }

// Why a join was refused, and the source or the attribute behind that, in two neighbouring columns.
inline void set_reason(Rows& rows, int column, const cluster::Engine* engine, cluster::Rule rule, std::uint32_t which, link::Record left) {
    switch (rule) {
        case cluster::Rule::kCannotLink: rows.set_text(column, "cannot_link"); break;
        case cluster::Rule::kDuplicateFree:
            rows.set_text(column, "duplicate_free");
            rows.set_text(column + 1, engine->raw().source(left));
            break;
        case cluster::Rule::kLimit:
        case cluster::Rule::kAmbiguous: {
            const auto& limit = engine->model().constraints.limits[which];
            rows.set_text(column, rule == cluster::Rule::kLimit ? "limit" : "ambiguous");
            rows.set_text(column + 1, engine->model().attributes[static_cast<std::size_t>(limit.attribute)].name);
            break;
        }
        case cluster::Rule::kMaxSize: rows.set_text(column, "max_size"); break;
    }
}

}  // namespace cdp::pg
