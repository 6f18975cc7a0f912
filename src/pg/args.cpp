// SPDX-License-Identifier: PostgreSQL
#include "pg/args.hpp"

namespace cdp::pg {

void check_encoding() {
    if (GetDatabaseEncoding() != PG_UTF8)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("cdp needs a database with encoding UTF8, this one has %s", GetDatabaseEncodingName()),
                        errhint("Create a database with ENCODING 'UTF8' TEMPLATE template0.")));
}

}  // namespace cdp::pg
