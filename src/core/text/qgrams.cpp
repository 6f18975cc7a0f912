// SPDX-License-Identifier: PostgreSQL
#include "core/text/qgrams.hpp"

namespace cdp::text {

std::string qgram_text(std::string_view text, int q, bool pad) {
    if (q < 1 || q > kMaxQgram)
        throw Error(ErrorCode::kInvalidArgument, "q must be in [1, " + std::to_string(kMaxQgram) + "]",
                    "It is " + std::to_string(q) + ".");
    const std::string margin(pad && !text.empty() ? static_cast<std::size_t>(q - 1) : 0, ' ');
    std::string out;
    out.reserve(text.size() + 2 * margin.size());
    return out.append(margin).append(text).append(margin);
}

}  // namespace cdp::text
