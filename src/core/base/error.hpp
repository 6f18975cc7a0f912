// SPDX-License-Identifier: PostgreSQL
// The one exception type that the core throws. The glue maps `ErrorCode` to an SQLSTATE after the catch block
// has been left; text follows PostgreSQL's style (lower case, no full stop; detail and hint are sentences).
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "core/base/core_only.hpp"

namespace cdp {

enum class ErrorCode {
    kInvalidArgument,  // 22023 invalid_parameter_value
    kOutOfRange,       // 22003 numeric_value_out_of_range
    kInvalidText,      // 22P02 invalid_text_representation
    kInvalidModel,     // 22023, a model document that does not validate
    kUndefinedColumn,  // 42703
    kWrongType,        // 42804
    kNullKey,          // 22004
    kDuplicateKey,     // 23505
    kLimitExceeded,    // 54000 program_limit_exceeded
    kOutOfBudget,      // 53200 out_of_memory
    kDiskFull,         // 53100
    kTempLimit,        // 53400 configuration_limit_exceeded
    kIo,               // 58030 io_error
    kCancelled,        // 57014; the glue lets PostgreSQL raise its own error
    kUnsupported,      // 0A000
    kResource,         // 53000 insufficient_resources, such as threads
    kInternal,         // XX000
};

class Error : public std::exception {
public:
    Error(ErrorCode code, std::string message, std::string detail = {}, std::string hint = {})
        : code_(code), message_(std::move(message)), detail_(std::move(detail)), hint_(std::move(hint)) {}

    ErrorCode code() const noexcept { return code_; }
    const char* what() const noexcept override { return message_.c_str(); }
    const std::string& detail() const noexcept { return detail_; }
    const std::string& hint() const noexcept { return hint_; }

private:
    ErrorCode code_;
    std::string message_;
    std::string detail_;
    std::string hint_;
};

}  // namespace cdp
