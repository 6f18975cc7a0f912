// SPDX-License-Identifier: PostgreSQL
// The data that results depend on, as (component, version) rows.
#include "core/text/fold.hpp"
#include "core/text/nickname.hpp"
#include "core/text/phone.hpp"
#include "core/text/versions.hpp"

#include "pg/memory.hpp"

#include "pg/compat.hpp"

CDP_FUNCTION(cdp_versions) {
    constexpr int kRows = 6;
    static const char* const kComponents[kRows] = {"icu", "unicode", "cldr", "fold", "phone metadata", "nicknames"};
    cdp::pg::TextResult versions[kRows];
    CDP_TRY({
        versions[0].assign(cdp::text::icu_version());
        versions[1].assign(cdp::text::unicode_version());
        versions[2].assign(cdp::text::cldr_version());
        versions[3].assign(cdp::text::kFoldVersion);
        versions[4].assign(cdp::text::phone_metadata_fingerprint());
        versions[5].assign(cdp::text::kNicknameVersion);
    });
    InitMaterializedSRF(fcinfo, 0);
    auto* result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
    for (int i = 0; i < kRows; i++) {
        Datum values[2] = {CStringGetTextDatum(kComponents[i]), versions[i].datum()};
        bool nulls[2] = {false, false};
        tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
    }
    return static_cast<Datum>(0);
}
