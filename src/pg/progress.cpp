// SPDX-License-Identifier: PostgreSQL
#include "pg/progress.hpp"

#include "pg/guc.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr int kShowMs = 500;
constexpr int kNoticeMs = 5000;

}  // namespace

ProgressLine::ProgressLine(const char* call) noexcept
    : call_(call), shown_(GetCurrentTimestamp()), noticed_(shown_) {}

// The line shown: "cdp.dedupe: comparing pairs, 1200000 of 2800000 (42 %), 600000/s, 3 s left".
void ProgressLine::tick(const char* phase, double done, double total) {
    const TimestampTz now = GetCurrentTimestamp();
    if (phase_ == nullptr || strcmp(phase, phase_) != 0) {
        phase_ = phase;
        phase_began_ = now;
    }
    if (!TimestampDifferenceExceeds(shown_, now, kShowMs)) return;
    shown_ = now;
    const double seconds = static_cast<double>(now - phase_began_) / 1e6;
    const double rate = seconds > 0 ? done / seconds : 0;
    char line[200];
    if (total > 0 && rate > 0)
        snprintf(line, sizeof line, "%s: %s, %.0f of %.0f (%.0f %%), %.0f/s, %.0f s left", call_, phase, done, total,
                 100 * done / total, rate, done < total ? (total - done) / rate : 0.0);
    else if (done > 0 && rate > 0)
        snprintf(line, sizeof line, "%s: %s, %.0f so far, %.0f/s", call_, phase, done, rate);
    else
        snprintf(line, sizeof line, "%s: %s, %.1f s", call_, phase, seconds);
    pgstat_report_activity(STATE_RUNNING, line);
    told_ = true;
    if (!guc_progress || !TimestampDifferenceExceeds(noticed_, now, kNoticeMs)) return;
    noticed_ = now;
    ereport(NOTICE, (errmsg("%s", line)));
}

void ProgressLine::end() {
    if (told_) pgstat_report_activity(STATE_RUNNING, debug_query_string);
    told_ = false;
}

}  // namespace cdp::pg
