// SPDX-License-Identifier: PostgreSQL
// Finds what the columns of a relation mean: the semantic kind of each, or why it is no part of an identity.
// Names and values both speak; values overrule a name that they contradict, agreement gives confidence.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/link/column_profile.hpp"
#include "core/link/overlap.hpp"
#include "core/text/kind.hpp"

namespace cdp::link {

struct KindGuess {
    std::optional<text::Kind> kind;  // none: leave the column out
    double confidence = 0;           // in [0,1] of the kind or of leaving it out; from 0.5 on it is well founded
    std::string reason;              // for people: "unique per row: a key", "repeats first_name and surname"
};

// One guess per column, in their order. `overlaps` may be empty: then repetitions go unseen. Order of the columns
// matters only where two of them are equally good.
std::vector<KindGuess> guess_kinds(std::span<const ColumnProfile> columns, std::span<const Overlap> overlaps);

}  // namespace cdp::link
