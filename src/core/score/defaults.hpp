// SPDX-License-Identifier: PostgreSQL
// Comparisons that suit an attribute's kind, with probabilities that link people and companies sensibly before
// any training: orders of magnitude from the record-linkage literature and from generated customer data.
#pragma once

#include "core/score/model.hpp"

namespace cdp::score {

// Replaces the comparisons of `model` by defaults for its attributes. The first street, postcode and city are
// graded together as one address, and the first given and family name know each other (swapped fields).
// Switches the classes of look-alikes on where there are attributes to tell them by.
void use_default_comparisons(Model& model);

}  // namespace cdp::score
