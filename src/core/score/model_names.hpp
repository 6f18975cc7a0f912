// SPDX-License-Identifier: PostgreSQL
// How the choices of a model are written, in the order of their enumerations.
#pragma once

#include "core/base/core_only.hpp"

namespace cdp::score {

inline constexpr const char* kLinkTypes[] = {"dedupe", "link", "link_and_dedupe"};
inline constexpr const char* kForms[] = {"clean", "plain", "point", "vector"};
inline constexpr const char* kLinkages[] = {"average", "single", "complete"};
inline constexpr const char* kFrequencyBases[] = {"average", "exact", "own"};

}  // namespace cdp::score
