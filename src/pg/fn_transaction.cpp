// SPDX-License-Identifier: PostgreSQL
// What a procedure that commits has to know of the transaction it is called in.
#include "pg/boundary.hpp"

using namespace cdp::pg;

// True after BEGIN, and for one of several statements that were sent as one: there a procedure cannot commit.
CDP_FUNCTION(cdp_in_transaction_block) { return BoolGetDatum(IsTransactionBlock()); }
