// SPDX-License-Identifier: PostgreSQL
// The window function sessionize: which session of its partition an event belongs to.
#include "pg/boundary.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

struct Sessions {
    int64 number;
    TimestampTz last;
};

}  // namespace

}  // namespace cdp::pg

CDP_FUNCTION(cdp_sessionize) {
    WindowObject window = PG_WINDOW_OBJECT();
    auto* const sessions = static_cast<cdp::pg::Sessions*>(WinGetPartitionLocalMemory(window, sizeof(cdp::pg::Sessions)));
    bool no_time = false, no_gap = false;
    const TimestampTz at = DatumGetTimestampTz(WinGetFuncArgCurrent(window, 0, &no_time));
    const Datum gap_value = WinGetFuncArgCurrent(window, 1, &no_gap);
    if (no_time || no_gap) PG_RETURN_NULL();
    const Interval* const gap = DatumGetIntervalP(gap_value);
    const __int128 longest = static_cast<__int128>(gap->time) +
                             (static_cast<__int128>(gap->month) * DAYS_PER_MONTH + gap->day) * USECS_PER_DAY;
    if (longest < 0) ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("gap between sessions must not be negative")));
    if (sessions->number > 0 && at < sessions->last)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("events are not in the order of their time"),
                        errhint("Order the window by the time: OVER (PARTITION BY ... ORDER BY at).")));
    if (sessions->number == 0 || static_cast<__int128>(at) - sessions->last > longest) sessions->number++;
    sessions->last = at;
    PG_RETURN_INT64(sessions->number);
}
