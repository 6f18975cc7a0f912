# The extension, as PGXS builds it: `make`, `make install`, `make installcheck`.
# The project's own commands (deps, demo, check, bench, accuracy …) stand in tools/project.mk, because they
# must run before a server's headers, and so PGXS, are there.
PROJECT_GOALS = deps demo demo-stop check docs bench accuracy core format
ifneq ($(filter $(PROJECT_GOALS),$(MAKECMDGOALS)),)
include tools/project.mk
else

EXTENSION   = cdp
EXTVERSION  = $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" cdp.control)
MODULE_big  = cdp
CORE_SRCS   = $(sort $(wildcard src/core/*/*.cpp))
GLUE_SRCS   = $(sort $(wildcard src/pg/*.cpp))
OBJS        = $(CORE_SRCS:.cpp=.o) $(GLUE_SRCS:.cpp=.o)
SQL_SRCS    = $(sort $(wildcard src/sql/[0-9]*.sql))
DATA        = $(wildcard src/sql/upgrade/*.sql)
DATA_built  = cdp--$(EXTVERSION).sql
EXTRA_CLEAN = cdp--*.sql $(wildcard src/core/base/std.hpp.gch/*) $(OBJS:.o=.d) test/probe/probe.o test/probe/probe.d build/cdp_probe.so build/libcdp_core.a

REGRESS        = $(basename $(notdir $(sort $(wildcard sql/*.sql))))
# The extension is there when a test begins: no test file creates it.
REGRESS_OPTS   = --load-extension=cdp --encoding=UTF8 --no-locale
ISOLATION      = $(basename $(notdir $(sort $(wildcard test/isolation/specs/*.spec))))
ISOLATION_OPTS = --load-extension=cdp --inputdir=test/isolation --outputdir=test/isolation

# why: clang's bitcode would ignore PG_CXXFLAGS, and inlining a C++ kernel into a JIT plan gains nothing.
override with_llvm := no
PG_CONFIG  ?= pg_config
PG_CPPFLAGS = -Isrc -isystem $(shell $(PG_CONFIG) --includedir-server)
PG_CXXFLAGS = -std=c++20 -fvisibility=hidden -fvisibility-inlines-hidden -Wall -Wextra -Wshadow -Wno-register -MMD -MP $(WERROR) $(DEBUGINFO)
# why: up to 15 the server's headers leave PGDLLEXPORT empty, and hidden visibility would hide the entry points.
PG_MAJOR    = $(shell $(PG_CONFIG) --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
ifeq ($(PG_MAJOR),15)
PG_CPPFLAGS += '-DPGDLLEXPORT=__attribute__((visibility("default")))'
endif
SHLIB_LINK  = -licui18n -licuuc -lphonenumber -lroaring -lsimdjson -lstdc++ -lpthread -Wl,--version-script=src/cdp.map

# The standard library's headers, parsed once. A build without debug information has its own, since flags must agree.
PCH         = src/core/base/std.hpp.gch/$(if $(DEBUGINFO),lean,full)
PG_CPPFLAGS += -include core/base/std.hpp

PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

$(PCH): src/core/base/std.hpp
	@mkdir -p $(@D)
	$(COMPILE.cc) -x c++-header -o $@ $<
$(OBJS) test/probe/probe.o: | $(PCH)

$(DATA_built): $(SQL_SRCS) cdp.control
	cat $(SQL_SRCS) > $@

# The core as the extension has it, for the unit tests: they need not compile it again.
build/libcdp_core.a: $(CORE_SRCS:.cpp=.o)
	@mkdir -p build
	@rm -f $@
	$(AR) crs $@ $^

# For test/t/002_border.pl: the real glue with functions that misbehave on purpose.
PROBE_OBJS = test/probe/probe.o $(filter src/core/base/% src/pg/args.o src/pg/boundary.o src/pg/guc.o src/pg/module.o src/pg/pool.o src/pg/progress.o, $(OBJS))
build/cdp_probe.so: $(PROBE_OBJS) src/cdp.map
	@mkdir -p build
	$(CC) $(CFLAGS) -shared -o $@ $(PROBE_OBJS) $(LDFLAGS) -lstdc++ -lpthread -Wl,--version-script=src/cdp.map

-include $(OBJS:.o=.d) test/probe/probe.d
endif
