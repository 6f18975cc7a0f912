// SPDX-License-Identifier: PostgreSQL
// Type cdp.idset: text and binary form, casts from and to bigint[] and bytea, equality and hash. Bytes that come from
// outside are checked before anything else reads them, and brought into the one form that equal sets share.
#include "core/base/hash.hpp"
#include "core/segment/idset_members.hpp"
#include "core/segment/idset_reader.hpp"
#include "core/segment/idset_text.hpp"

#include "pg/idset.hpp"

namespace cdp::pg {

namespace {

using segment::IdSetBuilder;
using segment::IdSetWriter;

Datum checked_idset(std::string_view bytes) {
    return make_idset([&](IdSetWriter& writer, std::pmr::memory_resource*, const CancelToken& cancel) {
        segment::check_idset(bytes, cancel);
        segment::rewrite(bytes, writer, cancel);
    });
}

Datum bytea_of(std::string_view bytes) {
    auto* const copy = static_cast<bytea*>(palloc(bytes.size() + VARHDRSZ));
    SET_VARSIZE(copy, bytes.size() + VARHDRSZ);
    std::memcpy(VARDATA(copy), bytes.data(), bytes.size());
    PG_RETURN_BYTEA_P(copy);
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;
using cdp::segment::IdSetBuilder;
using cdp::segment::IdSetWriter;

CDP_FUNCTION(cdp_idset_in) {
    const std::string_view form = PG_GETARG_CSTRING(0);
    return make_idset([&](IdSetWriter& writer, std::pmr::memory_resource* memory, const cdp::CancelToken& cancel) {
        IdSetBuilder set(memory);
        cdp::segment::read_text(form, set, cancel);
        set.write(writer, cancel);
    });
}

CDP_FUNCTION(cdp_idset_out) {
    const std::string_view set = idset_argument(fcinfo, 0);
    const MemoryContext context = CurrentMemoryContext;
    TextResult result;
    CDP_TRY({
        PallocResource memory(context);
        std::pmr::string form(&memory);
        cdp::segment::write_text(set, form, MaxAllocSize - VARHDRSZ - 1, backend_token());
        result.assign(form);
    });
    // why: the server frees what an output function gives, so it must be the start of a chunk.
    PG_RETURN_CSTRING(text_to_cstring(result.get()));
}

CDP_FUNCTION(cdp_idset_recv) {
    auto* const message = reinterpret_cast<StringInfo>(PG_GETARG_POINTER(0));
    const std::string_view bytes(message->data + message->cursor, static_cast<std::size_t>(message->len - message->cursor));
    const Datum set = checked_idset(bytes);
    message->cursor = message->len;
    return set;
}

CDP_FUNCTION(cdp_idset_to_bytes) { return bytea_of(idset_argument(fcinfo, 0)); }
CDP_FUNCTION(cdp_idset_from_bytes) { return checked_idset(view_of_datum(PG_GETARG_DATUM(0))); }

CDP_FUNCTION(cdp_idset_from_array) {
    ArrayType* const array = PG_GETARG_ARRAYTYPE_P(0);
    if (ARR_HASNULL(array) && array_contains_nulls(array))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("an idset cannot hold null"),
                        errhint("Remove nulls first: array_remove(ids, NULL).")));
    const auto count = static_cast<std::size_t>(ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)));
    const char* const data = ARR_DATA_PTR(array);
    return make_idset([&](IdSetWriter& writer, std::pmr::memory_resource* memory, const cdp::CancelToken& cancel) {
        IdSetBuilder set(memory);
        for (std::size_t i = 0; i < count; i++) {
            if (i % 65536 == 0) cancel.check();
            std::int64_t id;
            std::memcpy(&id, data + i * sizeof id, sizeof id);
            set.add(id);
        }
        set.write(writer, cancel);
    });
}

CDP_FUNCTION(cdp_idset_to_array) {
    const std::string_view set = idset_argument(fcinfo, 0);
    const std::uint64_t count = cdp::segment::cardinality(set);
    if (count == 0) PG_RETURN_ARRAYTYPE_P(construct_empty_array(INT8OID));
    if (count > MaxArraySize)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("set of " UINT64_FORMAT " ids is too large for an array", count),
                        errhint("Use cdp.members.")));
    const Size size = ARR_OVERHEAD_NONULLS(1) + count * sizeof(int64);
    auto* const array = static_cast<ArrayType*>(palloc0(size));
    SET_VARSIZE(array, size);
    array->ndim = 1;
    array->elemtype = INT8OID;
    ARR_DIMS(array)[0] = static_cast<int>(count);
    ARR_LBOUND(array)[0] = 1;
    char* to = ARR_DATA_PTR(array);
    CDP_TRY({
        const cdp::CancelToken cancel = backend_token();
        cdp::segment::MemberCursor members(set);
        std::size_t n = 0;
        for (std::int64_t id; members.next(id); to += sizeof id) {
            if (++n % 65536 == 0) cancel.check();
            std::memcpy(to, &id, sizeof id);
        }
    });
    PG_RETURN_ARRAYTYPE_P(array);
}

CDP_FUNCTION(cdp_idset_eq) { PG_RETURN_BOOL(idset_argument(fcinfo, 0) == idset_argument(fcinfo, 1)); }
CDP_FUNCTION(cdp_idset_ne) { PG_RETURN_BOOL(idset_argument(fcinfo, 0) != idset_argument(fcinfo, 1)); }
CDP_FUNCTION(cdp_idset_hash) {
    PG_RETURN_INT32(static_cast<int32>(cdp::hash_bytes(idset_argument(fcinfo, 0))));
}
CDP_FUNCTION(cdp_idset_hash_extended) {
    // why: with seed 0 the lower half is what cdp_idset_hash gives, as the server asks.
    PG_RETURN_INT64(static_cast<int64>(cdp::hash_bytes(idset_argument(fcinfo, 0), static_cast<std::uint64_t>(PG_GETARG_INT64(1)))));
}
