// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/training_labels.hpp"

#include "core/base/error.hpp"

namespace cdp::cluster {

namespace {

constexpr link::Record kAbsent = UINT32_MAX;
constexpr std::size_t kPollEvery = 4096;

}  // namespace

link::Labels TrainingLabels::resolve(const link::RawTable& raw, const CancelToken& token) {
    input_.finish(token);
    Vec<link::Record> record_of(keys_.size(), kAbsent, memory_);
    link::Labels out(raw.size(), memory_);
    std::string key;
    bool any = false, sources = false;
    for (link::Record r = 0; r < raw.size(); r++) {
        if (r % kPollEvery == 0) token.check();
        key = raw.source(r);
        sources = sources || !key.empty();
        key += '\0';
        key += raw.id(r);
        const Code code = keys_.find(key);
        if (code == kMissing) continue;
        any = true;
        record_of[code - 1] = r;
        if (!input_.is_pairs()) out.set_entity(r, input_.group(code));
    }
    if (input_.empty() || raw.size() == 0) return out;
    if (sources != input_.has_sources())
        throw Error(ErrorCode::kInvalidArgument,
                    sources ? "labels: the query has sources and the labels have none"
                            : "labels: the labels have sources and the query has none",
                    {}, "Name the sources in both, or in neither.");
    if (!any)
        throw Error(ErrorCode::kInvalidArgument, "labels: none of the labelled records is among those of the query", {},
                    "Labels name records by the id that the query gives, and by its source where there is one.");
    for (const auto& pair : input_.pairs())
        if (record_of[pair.a - 1] != kAbsent && record_of[pair.b - 1] != kAbsent)
            out.add_pair(record_of[pair.a - 1], record_of[pair.b - 1], pair.value > 0);
    out.finish(token);
    return out;
}

}  // namespace cdp::cluster
