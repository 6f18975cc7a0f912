// SPDX-License-Identifier: PostgreSQL
#include "pg/boundary.hpp"

namespace cdp::pg {

namespace {

// Copies at most `size - 1` bytes and never cuts a UTF-8 character in two.
void copy_text(char* to, std::size_t size, std::string_view from) noexcept {
    std::size_t n = from.size() < size ? from.size() : size - 1;
    if (n < from.size())
        while (n > 0 && (static_cast<unsigned char>(from[n]) & 0xC0) == 0x80) n--;
    std::memcpy(to, from.data(), n);
    to[n] = '\0';
}

int sqlstate_of(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::kInvalidArgument:
        case ErrorCode::kInvalidModel: return ERRCODE_INVALID_PARAMETER_VALUE;
        case ErrorCode::kOutOfRange: return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
        case ErrorCode::kInvalidText: return ERRCODE_INVALID_TEXT_REPRESENTATION;
        case ErrorCode::kUndefinedColumn: return ERRCODE_UNDEFINED_COLUMN;
        case ErrorCode::kWrongType: return ERRCODE_DATATYPE_MISMATCH;
        case ErrorCode::kNullKey: return ERRCODE_NULL_VALUE_NOT_ALLOWED;
        case ErrorCode::kDuplicateKey: return ERRCODE_UNIQUE_VIOLATION;
        case ErrorCode::kLimitExceeded: return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
        case ErrorCode::kOutOfBudget: return ERRCODE_OUT_OF_MEMORY;
        case ErrorCode::kDiskFull: return ERRCODE_DISK_FULL;
        case ErrorCode::kTempLimit: return ERRCODE_CONFIGURATION_LIMIT_EXCEEDED;
        case ErrorCode::kIo: return ERRCODE_IO_ERROR;
        case ErrorCode::kCancelled: return ERRCODE_QUERY_CANCELED;
        case ErrorCode::kUnsupported: return ERRCODE_FEATURE_NOT_SUPPORTED;
        case ErrorCode::kResource: return ERRCODE_INSUFFICIENT_RESOURCES;
        case ErrorCode::kInternal: break;
    }
    return ERRCODE_INTERNAL_ERROR;
}

}  // namespace

void fill_report(ErrorReport& report, const Error& error) noexcept {
    report.code = error.code();
    report.cancelled = error.code() == ErrorCode::kCancelled;
    copy_text(report.message, sizeof report.message, error.what());
    copy_text(report.detail, sizeof report.detail, error.detail());
    copy_text(report.hint, sizeof report.hint, error.hint());
}

void fill_report(ErrorReport& report, ErrorCode code, const char* message) noexcept {
    report.code = code;
    report.cancelled = false;
    copy_text(report.message, sizeof report.message, message);
    report.detail[0] = report.hint[0] = '\0';
}

void throw_report(const ErrorReport& report) {
    if (report.cancelled) CHECK_FOR_INTERRUPTS();
    ereport(ERROR, (errcode(sqlstate_of(report.code)), errmsg("%s", report.message),
                    report.detail[0] != '\0' ? errdetail("%s", report.detail) : 0,
                    report.hint[0] != '\0' ? errhint("%s", report.hint) : 0));
    pg_unreachable();
}

bool interrupt_pending(const void*) noexcept { return QueryCancelPending || ProcDiePending; }

}  // namespace cdp::pg
