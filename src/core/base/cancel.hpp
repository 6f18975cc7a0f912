// SPDX-License-Identifier: PostgreSQL
// Cooperative cancellation: long loops of the core ask a token now and then and leave by an exception.
#pragma once

#include "core/base/core_only.hpp"
#include "core/base/error.hpp"

namespace cdp {

// A question that may be asked from any thread. Default: never cancelled. Cheap: a call through a pointer.
class CancelToken {
public:
    using Poll = bool (*)(const void*) noexcept;

    constexpr CancelToken() noexcept = default;
    constexpr CancelToken(Poll poll, const void* context) noexcept : poll_(poll), context_(context) {}

    bool cancelled() const noexcept { return poll_ != nullptr && poll_(context_); }

    // Throws Error(kCancelled) once cancelled. Call it every few thousand cheap steps.
    void check() const {
        if (cancelled()) throw Error(ErrorCode::kCancelled, "canceled");
    }

private:
    Poll poll_ = nullptr;
    const void* context_ = nullptr;
};

}  // namespace cdp
