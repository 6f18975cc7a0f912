// SPDX-License-Identifier: PostgreSQL
// SQL functions that compare two names, addresses or companies as a whole. An argument that stays the same is prepared once.
#include "core/compare/address.hpp"
#include "core/compare/company.hpp"
#include "core/compare/name.hpp"

#include "pg/args.hpp"
#include "pg/call_site.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// similarity(Form, Form) of the first two arguments; symmetric.
template <class Form>
Datum similarity_of(FunctionCallInfo fcinfo, double (*similarity)(const Form&, const Form&)) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    auto* const site = CallSite<Form>::find(fcinfo);
    double result = 0;
    CDP_TRY({
        const bool first = site == nullptr || site->fixed() == 0;
        const std::string_view fixed = (first ? a : b).view(), other = (first ? b : a).view();
        const compare::Work work{std::pmr::new_delete_resource(), backend_token()};
        if (site == nullptr)
            result = similarity(Form(fixed, work), Form(other, work));
        else
            result = similarity(site->form(fixed), Form(other, work));
    });
    PG_RETURN_FLOAT8(result);
}

}  // namespace

}  // namespace cdp::pg

CDP_FUNCTION(cdp_name_similarity) {
    return cdp::pg::similarity_of<cdp::compare::NameForm>(fcinfo, &cdp::compare::name_similarity);
}

CDP_FUNCTION(cdp_address_similarity) {
    return cdp::pg::similarity_of<cdp::compare::AddressForm>(fcinfo, &cdp::compare::address_similarity);
}

CDP_FUNCTION(cdp_company_similarity) {
    return cdp::pg::similarity_of<cdp::compare::CompanyForm>(fcinfo, &cdp::compare::company_similarity);
}
