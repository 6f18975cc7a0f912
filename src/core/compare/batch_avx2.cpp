// SPDX-License-Identifier: PostgreSQL
// The batch kernels for registers of 32 bytes. Nothing here may run before has_lanes(Lanes::kAvx2).
#include "core/compare/batch_lanes.hpp"

#if defined(__x86_64__)
#define CDP_LANES avx2
#define CDP_LANES_BYTES 32
#define CDP_LANES_TARGET [[gnu::target("avx2")]]
#include "core/compare/batch_kernel.hpp"

namespace cdp::compare::detail {

const BatchKernels kAvx2Kernels = avx2::kAll;

}  // namespace cdp::compare::detail
#endif
