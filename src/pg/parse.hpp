// SPDX-License-Identifier: PostgreSQL
// Errors of the server's parser, told with a place in a text of ours. Included last.
#pragma once

#include "pg/args.hpp"
#include "pg/compat.hpp"

namespace cdp::pg {

// While alive, positions of errors point into a text of the caller's own instead of the statement that runs. Plain data:
// an error that leaves by a jump restores the stack of contexts itself.
class ErrorPosition {
public:
    explicit ErrorPosition(const char* source) : source_(source) {
        entry_.previous = error_context_stack;
        entry_.callback = &point;
        entry_.arg = this;
        error_context_stack = &entry_;
    }
    void end() { error_context_stack = entry_.previous; }

private:
    static void point(void* self) {
        const int position = geterrposition();
        if (position <= 0) return;
        errposition(0);
        internalerrposition(position);
        internalerrquery(static_cast<ErrorPosition*>(self)->source_);
    }

    const char* source_;
    ErrorContextCallback entry_{};
};

}  // namespace cdp::pg
