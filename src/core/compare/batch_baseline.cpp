// SPDX-License-Identifier: PostgreSQL
// The batch kernels for registers of 16 bytes: SSE2, which every x86-64 processor has, or what the compiler makes of
// them elsewhere.
#include "core/compare/batch_lanes.hpp"

#define CDP_LANES baseline
#define CDP_LANES_BYTES 16
#define CDP_LANES_TARGET
#include "core/compare/batch_kernel.hpp"

namespace cdp::compare::detail {

const BatchKernels kBaselineKernels = baseline::kAll;

}  // namespace cdp::compare::detail
