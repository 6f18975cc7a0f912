# The project's own commands, for users and developers; the Makefile includes this for them and PGXS for the rest.
# Each is a script of tools/ that can be run by itself.
.PHONY: $(PROJECT_GOALS)
.NOTPARALLEL:

ifneq ($(origin PG_CONFIG),undefined)
export PG_CONFIG
endif
DATA  ?=
BUILD ?= RelWithDebInfo

# What the machine lacks, by the system's package manager.
deps:
	@tools/deps.sh

# A server with sample data and a resolved hub, to look around in; `make demo-stop` ends it.
demo: deps
	@tools/demo.sh start
demo-stop:
	@tools/demo.sh stop

# Everything that must hold before a commit. ONLY="unit regress" runs some of its parts.
check: deps
	@tools/check.sh $(ONLY)

# docs/reference.md, from the comments of the extension.
docs: deps
	@tools/gen_reference.sh --server

# Kernels by Google Benchmark, SQL functions beside those of other extensions and DuckDB, the engine on generated customers,
# connected components beside igraph.
bench: deps
	@tools/bench.sh

# Linkage quality on labelled data: make accuracy DATA=folder
accuracy: deps
	@tools/accuracy.sh '$(DATA)'

# The core without a server: library, unit tests, tools.
core:
	@cmake -S . -B build/core -DCMAKE_BUILD_TYPE=$(BUILD) >/dev/null
	@cmake --build build/core -j$$(nproc)

format:
	@find src test \( -name '*.cpp' -o -name '*.hpp' \) -print0 | xargs -0 clang-format -i
