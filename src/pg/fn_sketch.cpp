// SPDX-License-Identifier: PostgreSQL
// SQL face of sketches of sets.
#include "core/compare/sketch.hpp"

#include "pg/array_args.hpp"

#include "pg/compat.hpp"

using cdp::pg::TextArrayArg;
using SignatureArg = cdp::pg::NumberArrayArg<std::int32_t>;
namespace compare = cdp::compare;

CDP_FUNCTION(cdp_minhash) {
    const TextArrayArg elements(fcinfo, 0);
    const int size = PG_GETARG_INT32(1);
    CDP_TRY(compare::checked_signature(size));
    std::span<std::int32_t> signature;
    ArrayType* const array = cdp::pg::new_integer_array(static_cast<std::size_t>(size), signature);
    CDP_TRY(compare::minhash(elements.views(), signature, cdp::pg::backend_token()));
    PG_RETURN_ARRAYTYPE_P(array);
}

CDP_FUNCTION(cdp_minhash_similarity) {
    const SignatureArg a(fcinfo, 0, "signature"), b(fcinfo, 1, "signature");
    double similarity = 0;
    CDP_TRY(similarity = compare::minhash_similarity(a.values(), b.values()));
    PG_RETURN_FLOAT8(similarity);
}

CDP_FUNCTION(cdp_minhash_bands) {
    const SignatureArg signature(fcinfo, 0, "signature");
    const int rows = PG_GETARG_INT32(1);
    CDP_TRY(compare::checked_rows(rows, signature.values().size()));
    std::span<std::int32_t> bands;
    ArrayType* const array =
        cdp::pg::new_integer_array(signature.values().size() / static_cast<std::size_t>(rows), bands);
    compare::minhash_bands(signature.values(), rows, bands);
    PG_RETURN_ARRAYTYPE_P(array);
}

CDP_FUNCTION(cdp_simhash) {
    const TextArrayArg elements(fcinfo, 0);
    std::int64_t bits = 0;
    CDP_TRY(bits = compare::simhash(elements.views(), cdp::pg::backend_token()));
    PG_RETURN_INT64(bits);
}

CDP_FUNCTION(cdp_simhash_distance) {
    PG_RETURN_INT32(compare::simhash_distance(PG_GETARG_INT64(0), PG_GETARG_INT64(1)));
}
