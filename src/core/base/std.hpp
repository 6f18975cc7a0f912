// SPDX-License-Identifier: PostgreSQL
// The standard library's headers that most files include, in one: precompiled and read first everywhere, it saves a third
// of the compiler's work (PCH in the Makefile). Nobody includes it by name; a file still names the headers it needs.
// (No #pragma once: compiled by itself it would be a warning, and all that it includes is guarded.)
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <memory_resource>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>
