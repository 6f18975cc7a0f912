// SPDX-License-Identifier: PostgreSQL
// Every difference between server versions lives here, and the headers that few files need. Included last.
#pragma once

#include "pg/pg.hpp"

extern "C" {
#include "utils/typcache.h"
#include "windowapi.h"
}

#if PG_VERSION_NUM < 150000
#error "cdp needs PostgreSQL 15 or later"
#endif

// PG_WAIT_EXTENSION is the wait class of all versions; named wait events of extensions came with 17.
#ifndef PG_WAIT_EXTENSION
#define PG_WAIT_EXTENSION 0x07000000U
#endif
