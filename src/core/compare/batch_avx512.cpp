// SPDX-License-Identifier: PostgreSQL
// The batch kernels for registers of 64 bytes. Nothing here may run before has_lanes(Lanes::kAvx512).
#include "core/compare/batch_lanes.hpp"

#if defined(__x86_64__)
#define CDP_LANES avx512
#define CDP_LANES_BYTES 64
#define CDP_LANES_TARGET [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq")]]
#include "core/compare/batch_kernel.hpp"

namespace cdp::compare::detail {

const BatchKernels kAvx512Kernels = avx512::kAll;

}  // namespace cdp::compare::detail
#endif
