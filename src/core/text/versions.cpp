// SPDX-License-Identifier: PostgreSQL
#include "core/text/versions.hpp"

#include <unicode/uchar.h>
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

}  // namespace

std::string icu_version() { return text_of(&u_getVersion); }
std::string unicode_version() { return text_of(&u_getUnicodeVersion); }

}  // namespace cdp::text
