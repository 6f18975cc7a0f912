// SPDX-License-Identifier: PostgreSQL
// The border between C++ exceptions and PostgreSQL errors.
//
//   CDP_FUNCTION(cdp_soundex)               declares and registers a V1 function, opens its body
//   CDP_TRY(code = cdp::text::soundex(v))   runs core code; what it throws becomes an ereport *after* the catch
//
// Rules: no PostgreSQL call inside CDP_TRY; nothing with a destructor alive in a frame that calls PostgreSQL.
#pragma once

#include "core/base/cancel.hpp"
#include "core/base/error.hpp"

#include "pg/pg.hpp"

namespace cdp::pg {

// An error on its way across the border: plain bytes, so that no destructor is owed when ereport jumps.
struct ErrorReport {
    ErrorCode code;
    bool cancelled;
    char message[512];
    char detail[1024];
    char hint[512];
};

[[gnu::cold]] void fill_report(ErrorReport& report, const Error& error) noexcept;
[[gnu::cold]] void fill_report(ErrorReport& report, ErrorCode code, const char* message) noexcept;

// Never returns. Cancellation is raised by the server itself, so that its own wording and SQLSTATE hold.
[[noreturn, gnu::cold]] void throw_report(const ErrorReport& report);

template <class Body>
bool guarded(ErrorReport& report, const Body& body) noexcept {
    try {
        body();
        return true;
    } catch (const Error& e) {
        fill_report(report, e);
    } catch (const std::bad_alloc&) {
        fill_report(report, ErrorCode::kOutOfBudget, "out of memory");
    } catch (const std::exception& e) {
        fill_report(report, ErrorCode::kInternal, e.what());
    } catch (...) {
        fill_report(report, ErrorCode::kInternal, "unknown exception");
    }
    return false;
}

// True once the server wants this backend to stop what it is doing.
bool interrupt_pending(const void*) noexcept;

// The token for core code that runs on the backend's own thread.
inline CancelToken backend_token() noexcept { return {&interrupt_pending, nullptr}; }

// For functions that read or write the state of an aggregate: nobody else may hand them one.
inline void require_aggregate(FunctionCallInfo fcinfo) {
    if (AggCheckCallContext(fcinfo, nullptr) == 0) elog(ERROR, "aggregate function called in non-aggregate context");
}

}  // namespace cdp::pg

#define CDP_TRY(...)                                                                      \
    do {                                                                                  \
        ::cdp::pg::ErrorReport cdp_report_;                                               \
        if (!::cdp::pg::guarded(cdp_report_, [&] { __VA_ARGS__; }))                       \
            ::cdp::pg::throw_report(cdp_report_);                                         \
    } while (0)

#define CDP_FUNCTION(name)                       \
    extern "C" {                                 \
    PGDLLEXPORT Datum name(PG_FUNCTION_ARGS);    \
    PG_FUNCTION_INFO_V1(name);                   \
    }                                            \
    Datum name([[maybe_unused]] PG_FUNCTION_ARGS)
