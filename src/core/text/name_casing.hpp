// SPDX-License-Identifier: PostgreSQL
// Capital and small letters of a person's or a place's name, as one would print it.
#pragma once

#include "core/text/casing.hpp"

namespace cdp::text {

// All capitals and all small letters become capitalised words, with particles inside small and Mc, Mac, O', D' as
// usual. In mixed text the writer knew: only words in capitals change (Jean DE LA TOUR -> Jean de la Tour), and small
// ones beside them (jean DUPONT). Linear; recasing twice changes nothing more.
void recase_name(CodePoints& cps);

}  // namespace cdp::text
