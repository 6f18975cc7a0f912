// SPDX-License-Identifier: PostgreSQL
// SQL face of words, q-grams and initials of core/text.
#include "core/compare/qgram.hpp"
#include "core/text/initials.hpp"
#include "core/text/qgrams.hpp"
#include "core/text/tokens.hpp"

#include "pg/text_array.hpp"
#include "pg/text_call.hpp"

#include "pg/compat.hpp"

static_assert(cdp::text::kMaxQgram == cdp::compare::kMaxQ, "qgrams gives what jaccard compares");

using cdp::pg::TextArg;
using cdp::pg::TextArrayResult;

namespace cdp::pg {

namespace {

// An array of what each(visit) visits; it is called twice, to count and to write.
template <class Each>
void collect(TextArrayResult& result, const Each& each) {
    std::size_t count = 0, bytes = 0;
    each([&](std::string_view element) {
        count++;
        bytes += element.size();
    });
    result.begin(count, bytes);
    each([&](std::string_view element) { result.add(element); });
}

}  // namespace

}  // namespace cdp::pg

CDP_FUNCTION(cdp_tokens) {
    const TextArg value(fcinfo, 0);
    TextArrayResult words;
    CDP_TRY(cdp::pg::collect(words, [&](const auto& visit) {
        const cdp::CancelToken cancel = cdp::pg::backend_token();
        std::size_t n = 0;
        cdp::text::for_each_token(value.view(), [&](std::string_view word) {
            if (++n % 65536 == 0) cancel.check();
            visit(word);
        });
    }));
    return words.datum();
}

CDP_FUNCTION(cdp_qgrams) {
    const TextArg value(fcinfo, 0);
    const int q = PG_GETARG_INT32(1);
    const bool pad = PG_GETARG_BOOL(2);
    TextArrayResult grams;
    CDP_TRY({
        const std::string source = cdp::text::qgram_text(value.view(), q, pad);
        cdp::pg::collect(grams, [&](const auto& visit) {
            cdp::text::for_each_qgram(source, q, cdp::pg::backend_token(), visit);
        });
    });
    return grams.datum();
}

CDP_FUNCTION(cdp_initials) { return cdp::pg::text_of(fcinfo, &cdp::text::initials); }
