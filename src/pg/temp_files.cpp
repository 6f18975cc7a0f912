// SPDX-License-Identifier: PostgreSQL
#include "pg/temp_files.hpp"

#include "pg/guc.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

std::uint64_t most_bytes() {
    return temp_file_limit < 0 ? PG_UINT64_MAX : static_cast<std::uint64_t>(temp_file_limit) << 10;
}

}  // namespace

Limits with_temp_files(std::size_t memory) {
    PrepareTempTablespaces();
    const Oid next = GetNextTempTableSpace();
    char* const folder = static_cast<char*>(palloc(MAXPGPATH));
    TempTablespacePath(folder, OidIsValid(next) ? next : MyDatabaseTableSpace);
    return {memory, folder, most_bytes()};
}

void report_temp_files(const char* name, std::uint64_t bytes) {
    if (bytes == 0) return;
    pgstat_report_tempfile(bytes);
    const std::uint64_t kilobytes = bytes >> 10;
    if (log_temp_files >= 0 && kilobytes >= static_cast<std::uint64_t>(log_temp_files))
        ereport(LOG, (errmsg("temporary files of %s: size " UINT64_FORMAT, name, static_cast<uint64>(bytes))));
    ereport(NOTICE, (errmsg(UINT64_FORMAT " MB of work did not fit into cdp.memory and were put into temporary files",
                            static_cast<uint64>((kilobytes + 1023) >> 10)),
                     errhint("The call is faster with more cdp.memory, which is %d MB.", guc_memory_mb)));
}

}  // namespace cdp::pg
