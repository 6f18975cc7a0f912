// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two names, addresses or companies as a whole.
#include "core/compare/address.hpp"
#include "core/compare/company.hpp"
#include "core/compare/name.hpp"

#include "pg/measure_call.hpp"

#include "pg/compat.hpp"

#define CDP_FORM_SIMILARITY(name, Form)                                                                            \
    CDP_FUNCTION(cdp_##name) {                                                                                     \
        PG_RETURN_FLOAT8(cdp::pg::by_forms<cdp::compare::Form>(                                                    \
            fcinfo, [](const auto& x, const auto& y, auto&) { return cdp::compare::name(x, y); }));                \
    }

CDP_FORM_SIMILARITY(name_similarity, NameForm)
CDP_FORM_SIMILARITY(address_similarity, AddressForm)
CDP_FORM_SIMILARITY(company_similarity, CompanyForm)
