// SPDX-License-Identifier: PostgreSQL
#include "core/link/code_rows.hpp"

namespace cdp::link {

CodeRows::CodeRows(const Table& table, const std::vector<std::size_t>& attributes)
    : width_((attributes.size() + kLanes - 1) / kLanes * kLanes), lines_(table.raw->memory()) {
    lines_.resize(table.size() * width_ * sizeof(Code) / sizeof(Line) + 1);
    Code* const codes = reinterpret_cast<Code*>(lines_.data());
    for (std::size_t p = 0; p < attributes.size(); p++)
        for (Record r = 0; r < table.size(); r++) codes[r * width_ + p] = table.attributes[attributes[p]].code(r);
}

}  // namespace cdp::link
