// SPDX-License-Identifier: PostgreSQL
#include "core/text/versions.hpp"

#include <cstring>

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uversion.h>

namespace cdp::text {

namespace {

std::string text_of(void (*get)(UVersionInfo)) {
    UVersionInfo version;
    get(version);
    char buffer[U_MAX_VERSION_STRING_LENGTH];
    u_versionToString(version, buffer);
    return buffer;
}

void get_cldr(UVersionInfo version) {
    UErrorCode status = U_ZERO_ERROR;
    ulocdata_getCLDRVersion(version, &status);
    if (U_FAILURE(status)) std::memset(version, 0, sizeof(UVersionInfo));
}

}  // namespace

std::string icu_version() { return text_of(&u_getVersion); }
std::string unicode_version() { return text_of(&u_getUnicodeVersion); }
std::string cldr_version() { return text_of(&get_cldr); }

}  // namespace cdp::text
