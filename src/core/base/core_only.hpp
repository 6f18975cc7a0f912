// SPDX-License-Identifier: PostgreSQL
// Firewall of the core: included by every core header, it refuses to compile where a PostgreSQL header was
// included first. The core is plain C++20 and runs in test binaries that know no server.
#pragma once

#ifdef POSTGRES_H
#error "core headers come before PostgreSQL headers; core itself never includes them"
#endif
