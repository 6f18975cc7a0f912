// SPDX-License-Identifier: PostgreSQL
// statement_timeout for what runs when a transaction commits: the server stops the timer of the statement before that,
// so work done there would have no limit.
#include "pg/boundary.hpp"

using namespace cdp::pg;

// Starts the timer (true) unless it runs or there is no timeout, or stops it; tells whether it did. An error that ends the
// statement stops it by itself.
CDP_FUNCTION(cdp_statement_timer) {
    const bool running = get_timeout_active(STATEMENT_TIMEOUT);
    if (PG_GETARG_BOOL(0)) {
        if (running || StatementTimeout <= 0) return BoolGetDatum(false);
        enable_timeout_after(STATEMENT_TIMEOUT, StatementTimeout);
        return BoolGetDatum(true);
    }
    if (running) disable_timeout(STATEMENT_TIMEOUT, false);
    return BoolGetDatum(running);
}
