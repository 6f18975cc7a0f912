// SPDX-License-Identifier: PostgreSQL
// A query run with the rights of another role, in a context where it can change nothing of the session: what users stored
// is theirs, whoever asks for it.
#include "pg/parse.hpp"

namespace cdp::pg {

namespace {

constexpr long kFetch = 1000;

void check_columns(TupleDesc got, TupleDesc expected) {
    bool equal = got->natts == expected->natts;
    for (int i = 0; equal && i < got->natts; i++) equal = TupleDescAttr(got, i)->atttypid == TupleDescAttr(expected, i)->atttypid;
    if (!equal) elog(ERROR, "the query has other columns than the call expects");
}

// Rows of the query go to the function's tuplestore.
void collect(const char* query, Datum* values, ReturnSetInfo* result) {
    Oid types[] = {INT8ARRAYOID, TIMESTAMPTZARRAYOID};
    SPI_connect();
    Portal portal = SPI_cursor_open_with_args(nullptr, query, 2, types, values, nullptr, true, CURSOR_OPT_NO_SCROLL);
    check_columns(portal->tupDesc, result->setDesc);
    do {
        CHECK_FOR_INTERRUPTS();
        SPI_cursor_fetch(portal, true, kFetch);
        for (uint64 i = 0; i < SPI_processed; i++) tuplestore_puttuple(result->setResult, SPI_tuptable->vals[i]);
        SPI_freetuptable(SPI_tuptable);
    } while (SPI_processed > 0);
    SPI_cursor_close(portal);
    SPI_finish();
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

// An error ends the (sub)transaction, which puts role and settings back by itself.
CDP_FUNCTION(cdp_run_as) {
    const char* const name = NameStr(*PG_GETARG_NAME(0));
    const Oid role = get_role_oid(name, false);
    if (!has_privs_of_role(GetUserId(), role))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("conditions of role \"%s\" run with its rights, which you do not have", name),
                        errhint("Call as a member of that role, or as a superuser.")));
    require_utf8();
    Datum values[] = {PG_GETARG_DATUM(2), PG_GETARG_DATUM(3)};
    const char* const query = text_to_cstring(PG_GETARG_TEXT_PP(1));
    InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
    Oid caller;
    int context;
    GetUserIdAndSecContext(&caller, &context);
    SetUserIdAndSecContext(role, context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
    const int level = NewGUCNestLevel();
    collect(query, values, reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo));
    AtEOXact_GUC(false, level);
    SetUserIdAndSecContext(caller, context);
    return static_cast<Datum>(0);
}
