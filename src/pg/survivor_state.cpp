// SPDX-License-Identifier: PostgreSQL
#include "pg/survivor_state.hpp"

#include <bit>

namespace cdp::pg {

namespace {

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

// True when equal values may differ in their bytes, and the type can tell. Text is what its bytes are, whatever its
// collation: the same answer in every database.
bool is_loose(const TypeCacheEntry& entry) {
    if (entry.type_id == RECORDOID || !OidIsValid(entry.cmp_proc_finfo.fn_oid)) return false;
    const Oid proc = get_opfamily_proc(entry.btree_opf, entry.btree_opintype, entry.btree_opintype, BTEQUALIMAGE_PROC);
    return !OidIsValid(proc) ||
           !DatumGetBool(OidFunctionCall1Coll(proc, C_COLLATION_OID, ObjectIdGetDatum(entry.btree_opintype)));
}

// why: the bits above a type's length are sign or zero by whoever read the value, compiled or interpreted.
Datum canonical(Datum value, int length) noexcept {
    switch (length) {
        case 1: return static_cast<Datum>(static_cast<std::int64_t>(static_cast<std::int8_t>(value)));
        case 2: return static_cast<Datum>(static_cast<std::int64_t>(DatumGetInt16(value)));
        case 4: return static_cast<Datum>(static_cast<std::int64_t>(DatumGetInt32(value)));
        default: return value;
    }
}

std::uint64_t ordered_bits(std::uint64_t bits) noexcept {
    bits ^= kSign;
    return std::endian::native == std::endian::little ? __builtin_bswap64(bits) : bits;
}

// Without a call where there is nothing to do.
const struct varlena* plain_form(Datum value) {
    const auto* stored = reinterpret_cast<const struct varlena*>(DatumGetPointer(value));
    return VARATT_IS_COMPRESSED(stored) || VARATT_IS_EXTERNAL(stored) ? PG_DETOAST_DATUM_PACKED(value) : stored;
}

// why: a tuple taken from a table may hold its place there and marks of transactions, which are no part of the value.
const struct varlena* bare_row(const struct varlena* flat) {
    const auto* row = reinterpret_cast<const HeapTupleHeaderData*>(flat);
    auto* copy = static_cast<HeapTupleHeader>(palloc(HeapTupleHeaderGetDatumLength(row)));
    std::memcpy(copy, row, HeapTupleHeaderGetDatumLength(row));
    ItemPointerSetInvalid(&copy->t_ctid);
    copy->t_infomask &= HEAP_HASNULL | HEAP_HASVARWIDTH;
    copy->t_infomask2 &= HEAP_NATTS_MASK;
    return reinterpret_cast<const struct varlena*>(copy);
}

}  // namespace

void describe_type(ValueType& type, Oid oid, MemoryContext context) {
    if (!OidIsValid(oid)) elog(ERROR, "could not determine the type of the aggregated value");
    type.oid = oid;
    get_typlenbyvalalign(oid, &type.length, &type.by_value, &type.alignment);
    type.row = type_is_rowtype(oid);
    const TypeCacheEntry* entry = lookup_type_cache(oid, TYPECACHE_CMP_PROC_FINFO | TYPECACHE_BTREE_OPFAMILY);
    type.loose = is_loose(*entry);
    if (type.loose) fmgr_info_copy(&type.compare, const_cast<FmgrInfo*>(&entry->cmp_proc_finfo), context);
}

const ValueType& value_type(FunctionCallInfo fcinfo, int argument) {
    auto* type = static_cast<ValueType*>(fcinfo->flinfo->fn_extra);
    if (type == nullptr) {
        type = static_cast<ValueType*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(ValueType)));
        describe_type(*type, get_fn_expr_argtype(fcinfo->flinfo, argument), fcinfo->flinfo->fn_mcxt);
        fcinfo->flinfo->fn_extra = type;
    }
    return *type;
}

std::string_view stored_form(const ValueType& type, Datum value, std::uint64_t* bits) {
    if (type.by_value) {
        *bits = ordered_bits(canonical(value, type.length));
        return {reinterpret_cast<const char*>(bits), sizeof *bits};
    }
    if (type.length > 0) return {DatumGetPointer(value), static_cast<std::size_t>(type.length)};
    if (type.length == -2) return {DatumGetCString(value), std::strlen(DatumGetCString(value)) + 1};
    // why: a row is read through its header, so it needs the long form of the length word.
    const struct varlena* flat = type.row ? bare_row(PG_DETOAST_DATUM(value)) : plain_form(value);
    return {reinterpret_cast<const char*>(flat), static_cast<std::size_t>(VARSIZE_ANY(flat))};
}

std::string_view stored_value(const ValueType& type, std::string_view stored) noexcept {
    if (type.length == -1) stored.remove_prefix(VARATT_IS_1B(stored.data()) ? VARHDRSZ_SHORT : VARHDRSZ);
    return stored;
}

std::string_view value_bytes(const ValueType& type, Datum value, std::uint64_t* bits) {
    return stored_value(type, stored_form(type, value, bits));
}

Datum stored_datum(const ValueType& type, std::string_view stored) {
    if (type.length == -1 && VARATT_IS_1B(stored.data())) return PointerGetDatum(stored.data());
    return value_datum(type, stored_value(type, stored));
}

Datum value_datum(const ValueType& type, std::string_view bytes) {
    if (type.by_value) {
        std::uint64_t bits;
        std::memcpy(&bits, bytes.data(), sizeof bits);
        if constexpr (std::endian::native == std::endian::little) bits = __builtin_bswap64(bits);
        return static_cast<Datum>(bits ^ kSign);
    }
    const Size header = type.length == -1 ? VARHDRSZ : 0;
    auto* copy = static_cast<char*>(palloc(header + bytes.size()));
    if (header != 0) SET_VARSIZE(copy, header + bytes.size());
    if (!bytes.empty()) std::memcpy(copy + header, bytes.data(), bytes.size());
    return PointerGetDatum(copy);
}

void set_time(merge::Candidate& candidate, FunctionCallInfo fcinfo, int n) {
    if (n < PG_NARGS() && !PG_ARGISNULL(n)) candidate.at = PG_GETARG_TIMESTAMPTZ(n);
}

void set_key(merge::Candidate& candidate, FunctionCallInfo fcinfo, int n) {
    if (n >= PG_NARGS() || PG_ARGISNULL(n)) return;
    const text* key = PG_GETARG_TEXT_PP(n);
    candidate.key = {VARDATA_ANY(key), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(key))};
    candidate.has_key = true;
}

void set_ranked_key(merge::Candidate& candidate, FunctionCallInfo fcinfo, int n) {
    set_key(candidate, fcinfo, n + 1);
    if (PG_ARGISNULL(n)) return;
    ArrayType* ranks = PG_GETARG_ARRAYTYPE_P(n);
    if (ARR_HASNULL(ranks) || ARR_NDIM(ranks) > 1)
        ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR), errmsg("ranks must be one array without nulls"),
                        errhint("Say where a missing rank stands: COALESCE(rank, 9223372036854775807) puts it last.")));
    const auto count = static_cast<std::size_t>(ArrayGetNItems(ARR_NDIM(ranks), ARR_DIMS(ranks)));
    const std::size_t size = merge::ranked_key_size(count, candidate.key);
    auto* bytes = static_cast<std::byte*>(palloc(size + 1));
    merge::ranked_key_write(bytes, {reinterpret_cast<const std::int64_t*>(ARR_DATA_PTR(ranks)), count}, candidate.key);
    candidate.key = {reinterpret_cast<const char*>(bytes), size};
    candidate.has_key = true;
}

}  // namespace cdp::pg
