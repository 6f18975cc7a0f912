// SPDX-License-Identifier: PostgreSQL
// SQL face of street lines: their parts.
#include "core/text/parse_address.hpp"

#include "pg/args.hpp"
#include "pg/record.hpp"

#include "pg/compat.hpp"

CDP_FUNCTION(cdp_parse_address) {
    const cdp::pg::TextArg address(fcinfo, 0);
    cdp::pg::TextRecord<6> record;
    CDP_TRY({
        const cdp::text::AddressParts parts = cdp::text::parse_address(address.view());
        int column = 0;
        for (const std::string* part :
             {&parts.house_number, &parts.street_type, &parts.street_name, &parts.unit, &parts.box, &parts.rest})
            record.set(column++, *part);
    });
    return record.datum(fcinfo);
}
