// SPDX-License-Identifier: PostgreSQL
// Trust in a value that grows old, and times as ranks.
#include <algorithm>

#include "core/merge/survivor.hpp"

#include "pg/boundary.hpp"

namespace cdp::pg {

namespace {

// As the server compares intervals: a month has 30 days, a day 24 hours.
double microseconds(const Interval& interval) noexcept {
    return (static_cast<double>(interval.month) * DAYS_PER_MONTH + interval.day) * static_cast<double>(USECS_PER_DAY) +
           static_cast<double>(interval.time);
}

merge::Decay decay_argument(FunctionCallInfo fcinfo, int n) {
    const text* name = PG_GETARG_TEXT_PP(n);
    const std::string_view curve{VARDATA_ANY(name), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(name))};
    if (curve == "linear") return merge::Decay::kLinear;
    if (curve == "fast_first") return merge::Decay::kFastFirst;
    if (curve == "slow_first") return merge::Decay::kSlowFirst;
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("curve \"%.*s\" does not exist", pg_mbcliplen(curve.data(), static_cast<int>(curve.size()), 100), curve.data()),
                    errhint("Curves are linear, fast_first and slow_first.")));
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_trust) {
    const double most = PG_GETARG_FLOAT8(0);
    const double least = PG_GETARG_FLOAT8(1);
    const double age = microseconds(*PG_GETARG_INTERVAL_P(2));
    const double period = microseconds(*PG_GETARG_INTERVAL_P(3));
    const cdp::merge::Decay decay = decay_argument(fcinfo, 4);
    if (!(least <= most))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("trust cannot fall from %g to %g", most, least),
                        errhint("Give the greater number first; two equal ones are a trust that does not fade.")));
    if (!(period > 0))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("period must be longer than nothing"),
                        errhint("Give the time after which trust is at its least, such as '2 years'.")));
    PG_RETURN_FLOAT8(cdp::merge::decayed_trust(most, least, age / period, decay));
}

CDP_FUNCTION(cdp_time_rank) {
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_INT64(cdp::merge::kNoRank);
    const TimestampTz at = PG_GETARG_TIMESTAMPTZ(0);
    // why: -at would overflow for -infinity, which comes last like null.
    if (PG_GETARG_BOOL(1)) PG_RETURN_INT64(at == cdp::merge::kNoTime ? cdp::merge::kNoRank : -at);
    PG_RETURN_INT64(at);
}
