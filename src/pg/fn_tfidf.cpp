// SPDX-License-Identifier: PostgreSQL
// Words weighed by how rare they are in a corpus: the aggregate that counts them, and the similarity. The count of
// documents is in the aggregate's tally as that of the empty word, which no text has.
#include <optional>

#include "core/compare/tfidf.hpp"
#include "core/compare/words.hpp"

#include "pg/aggregate_state.hpp"
#include "pg/args.hpp"
#include "pg/memory.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// The different words of a text; plain data in the current context.
struct WordList {
    std::string_view* words;
    std::size_t count;
};

WordList distinct_words(std::string_view text) {
    MemoryContext context = CurrentMemoryContext;
    WordList list{};
    CDP_TRY({
        PallocResource memory(context);
        const compare::DistinctWords words(text, {&memory, backend_token()});
        list.count = words.views().size();
        list.words = static_cast<std::string_view*>(
            memory.allocate(list.count * sizeof(std::string_view), alignof(std::string_view)));
        std::uninitialized_copy_n(words.views().data(), list.count, list.words);
    });
    return list;
}

// The table of a call site: read from the document on the first row, and again only when the argument's bytes change,
// which for a stored document out of line are its address.
class FrequencySite {
public:
    explicit FrequencySite(MemoryContext context) noexcept : memory_(context), stored_(&memory_) {}

    // May ereport.
    static FrequencySite* of(FunctionCallInfo fcinfo) {
        FmgrInfo* const function = fcinfo->flinfo;
        if (function->fn_extra == nullptr)
            function->fn_extra = make_handle<FrequencySite>(function->fn_mcxt, function->fn_mcxt);
        return static_cast<FrequencySite*>(function->fn_extra);
    }

    // May ereport.
    const compare::WordFrequencies& read(Datum document) {
        struct varlena* value = reinterpret_cast<struct varlena*>(DatumGetPointer(document));
        if (VARATT_IS_EXTERNAL(value) && !VARATT_IS_EXTERNAL_ONDISK(value)) value = pg_detoast_datum(value);
        const std::string_view stored(reinterpret_cast<const char*>(value), VARSIZE_ANY(value));
        if (table_ && stored_ == stored) return *table_;
        const std::string_view json = DatumGetCString(DirectFunctionCall1(jsonb_out, PointerGetDatum(value)));
        CDP_TRY({
            table_.reset();
            stored_ = stored;
            table_.emplace(json);
        });
        return *table_;
    }

private:
    PallocResource memory_;
    std::pmr::string stored_;
    std::optional<compare::WordFrequencies> table_;
};

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_word_frequencies_step) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    const WordList list = distinct_words(TextArg(fcinfo, 1).view());
    state = tally_offer(state, {.value = {}});
    for (std::size_t i = 0; i < list.count; i++) {
        CHECK_FOR_INTERRUPTS();
        state = tally_offer(state, {.value = list.words[i]});
    }
    PG_RETURN_BYTEA_P(state);
}

CDP_FUNCTION(cdp_word_frequencies_table) {
    require_aggregate(fcinfo);
    bytea* const state = state_argument(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    TextResult json;
    const cdp::CancelToken cancel = backend_token();
    CDP_TRY({
        cdp::compare::FrequencyWriter writer;
        std::int64_t documents = 0;
        std::uint64_t words = 0;
        cdp::merge::TallyReader reader(state_bytes(state));
        for (cdp::merge::Candidate word; reader.next(word);) {
            if (++words % 65536 == 0) cancel.check();
            if (word.value.empty())
                documents = word.votes;
            else
                writer.add(word.value, word.votes);
        }
        json.assign(writer.finish(documents));
    });
    return DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(json.get())));
}

CDP_FUNCTION(cdp_tfidf_cosine) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    MemoryContext context = CurrentMemoryContext;
    const cdp::compare::WordFrequencies& frequencies = FrequencySite::of(fcinfo)->read(PG_GETARG_DATUM(2));
    double similarity = 0;
    CDP_TRY({
        PallocResource memory(context);
        similarity = cdp::compare::tfidf_cosine(a.view(), b.view(), frequencies, {&memory, backend_token()});
    });
    PG_RETURN_FLOAT8(similarity);
}
