// SPDX-License-Identifier: PostgreSQL
// Entry point of the shared library.
#include "pg/guc.hpp"

#include "pg/compat.hpp"

extern "C" {
PG_MODULE_MAGIC;
PGDLLEXPORT void _PG_init(void);
}

void _PG_init(void) { cdp::pg::define_settings(); }
