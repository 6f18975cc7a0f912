// SPDX-License-Identifier: PostgreSQL
// How a long call goes, told to pg_stat_activity twice a second and, with cdp.progress, to the client every few seconds.
#pragma once

#include "core/base/core_only.hpp"

#include "pg/pg.hpp"

namespace cdp::pg {

// Plain data, of the backend's own thread.
class ProgressLine {
public:
    // `call` names the SQL function; it must live as long.
    explicit ProgressLine(const char* call) noexcept;

    // Call it as often as you like. A total of 0 is one that is not known. May raise errors, as any message may.
    void tick(const char* phase, double done, double total);
    // Nothing more to tell: pg_stat_activity shows the query again.
    void end();

private:
    const char* call_;
    const char* phase_ = nullptr;
    bool told_ = false;
    TimestampTz phase_began_ = 0;
    TimestampTz shown_;
    TimestampTz noticed_;
};

}  // namespace cdp::pg
