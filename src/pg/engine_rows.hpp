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
    rows.set_text(column, cluster::rule_name(rule));
    rows.set_text(column + 1, cluster::rule_detail(rule, which, engine->raw().source(left), engine->model()));
}

}  // namespace cdp::pg
