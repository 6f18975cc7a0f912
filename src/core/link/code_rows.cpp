// SPDX-License-Identifier: PostgreSQL
#include "core/link/code_rows.hpp"

#include <algorithm>

namespace cdp::link {

CodeRows::CodeRows(const Table& table, const std::vector<std::size_t>& attributes, const CancelToken& token)
    : width_((attributes.size() + kLanes - 1) / kLanes * kLanes), lines_(table.raw->memory()) {
    lines_.resize(table.size() * width_ * sizeof(Code) / sizeof(Line) + 1);
    Code* const codes = reinterpret_cast<Code*>(lines_.data());
    constexpr std::size_t kRun = 1024;  // rows that are filled while they are in the cache
    for (std::size_t begin = 0; begin < table.size(); begin += kRun) {
        token.check();
        const std::size_t end = std::min(begin + kRun, table.size());
        for (std::size_t p = 0; p < attributes.size(); p++) {
            const std::span<const Code> from = table.attributes[attributes[p]].codes();
            for (std::size_t r = begin; r < end; r++) codes[r * width_ + p] = from[r];
        }
    }
}

}  // namespace cdp::link
