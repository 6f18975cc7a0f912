// SPDX-License-Identifier: PostgreSQL
#include "pg/guc.hpp"

namespace cdp::pg {

int guc_memory_mb = 2048;
bool guc_progress = true;
char* guc_running = nullptr;
int guc_threads = 0;

void define_settings() {
    DefineCustomIntVariable("cdp.memory", "Memory that one call of the linkage engine may use.",
                            "What has no room in it is put into temporary files, which makes the call slower.",
                            &guc_memory_mb, guc_memory_mb, 16, 1024 * 1024, PGC_USERSET, GUC_UNIT_MB, nullptr, nullptr,
                            nullptr);
    DefineCustomBoolVariable("cdp.progress", "Tell the client about the progress of calls that take long.",
                             "A NOTICE every few seconds: phase, share done, rate and time left.", &guc_progress,
                             guc_progress, PGC_USERSET, 0, nullptr, nullptr, nullptr);
    // why: a setting goes back by itself when what set it fails.
    DefineCustomStringVariable("cdp.running", "The transaction of a run and the hub that it is writing.",
                               "Runs set it themselves, so that what they call does not write the hub at the same time.", &guc_running,
                               "", PGC_USERSET, GUC_NO_SHOW_ALL | GUC_NO_RESET_ALL | GUC_NOT_IN_SAMPLE | GUC_DISALLOW_IN_FILE, nullptr,
                               nullptr, nullptr);
    DefineCustomIntVariable("cdp.threads", "Threads that one call of the linkage engine may use.",
                            "0 takes the number of cores, at most 4. Results do not depend on it.", &guc_threads,
                            guc_threads, 0, 64, PGC_USERSET, 0, nullptr, nullptr, nullptr);
    MarkGUCPrefixReserved("cdp");
}

}  // namespace cdp::pg
