// SPDX-License-Identifier: PostgreSQL
// Fuzzer of what sets are read from. Bytes: whatever check_idset accepts, everything else can read, and once brought into
// our form it stays as it is and CRoaring reads it alike; sets made of the input, with a few bytes changed, get far into
// the checks. Text: what is read is written and read again the same. And algebra beside std::set.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <roaring/roaring64map.hh>

#include "core/base/error.hpp"
#include "core/segment/idset_algebra.hpp"
#include "core/segment/idset_members.hpp"
#include "core/segment/idset_text.hpp"

namespace {

using namespace cdp;
using namespace cdp::segment;

std::pmr::memory_resource* const kMemory = std::pmr::new_delete_resource();

void require(bool truth, const char* what) {
    if (truth) return;
    std::fprintf(stderr, "not true: %s\n", what);
    std::abort();
}

std::string bytes_of(const IdSetWriter& writer) {
    std::string bytes(writer.size(), '\0');
    writer.write(reinterpret_cast<unsigned char*>(bytes.data()));
    return bytes;
}

std::string canonical(std::string_view set) {
    IdSetWriter writer(kMemory);
    rewrite(set, writer, {});
    return bytes_of(writer);
}

std::string text_of(std::string_view set) {
    std::pmr::string text(kMemory);
    write_text(set, text, std::size_t{1} << 26, {});
    return std::string(text);
}

std::string set_of_text(std::string_view text) {
    IdSetBuilder builder(kMemory);
    read_text(text, builder, {});
    IdSetWriter writer(kMemory);
    builder.write(writer, {});
    return bytes_of(writer);
}

// Bytes from outside, in a block of their own size, so that a byte too far is seen.
void check_bytes(std::string_view input) {
    const std::vector<char> exact(input.begin(), input.end());
    const std::string_view bytes(exact.data(), exact.size());
    try {
        check_idset(bytes, {});
    } catch (const Error&) {
        return;
    }
    const std::string set = canonical(bytes);
    check_idset(set, {});
    require(canonical(set) == set, "our form stays");
    require(cardinality(set) == cardinality(bytes), "no id lost");
    require(Roaring64Map::read(set.data()).cardinality() == cardinality(set), "CRoaring counts as many");
    std::uint64_t members = 0;
    MemberCursor cursor(set);
    for (std::int64_t id = 0; members < 70000 && cursor.next(id); members++)
        require(contains(set, id) && contains(bytes, id), "a member is contained");
    require(members == std::min<std::uint64_t>(70000, cardinality(set)), "as many members as counted");
    if (cardinality(set) < 70000) require(set_of_text(text_of(set)) == set, "text and back");
}

void check_text(std::string_view input) {
    for (std::size_t i = 0, digits = 0; i < input.size(); i++) {  // no ranges that fill the memory
        digits = input[i] >= '0' && input[i] <= '9' ? digits + 1 : 0;
        if (digits > 7) return;
    }
    try {
        const std::string set = set_of_text(input);
        check_idset(set, {});
        require(set_of_text(text_of(set)) == set, "text, set, text, set");
    } catch (const Error&) {
    }
}

std::set<std::int64_t> ids_of(std::string_view input) {
    std::set<std::int64_t> ids;
    for (std::size_t i = 0; i + 2 < input.size(); i += 3) {
        const auto kind = static_cast<unsigned char>(input[i]);
        const std::int64_t base = static_cast<std::int64_t>(kind & 3) << (kind & 4 ? 16 : 40) | (kind & 8 ? std::numeric_limits<std::int64_t>::min() : 0);
        const std::int64_t first = base | static_cast<unsigned char>(input[i + 1]) << 8 | static_cast<unsigned char>(input[i + 2]);
        for (int j = 0; j < (kind & 0x40 ? 3000 : 1); j++) ids.insert(first + j * (kind & 0x80 ? 3 : 1));
    }
    return ids;
}

std::string set_of(const std::set<std::int64_t>& ids) {
    IdSetBuilder builder(kMemory);
    for (const std::int64_t id : ids) builder.add(id);
    IdSetWriter writer(kMemory);
    builder.write(writer, {});
    return bytes_of(writer);
}

void check_algebra(const std::set<std::int64_t>& a, const std::set<std::int64_t>& b) {
    const std::string set_a = set_of(a), set_b = set_of(b);
    const auto check = [&](IdSetOperation operation, const std::set<std::int64_t>& wanted) {
        IdSetWriter writer(kMemory);
        combine(operation, set_a, set_b, writer, {});
        require(bytes_of(writer) == set_of(wanted), "algebra");
        require(combined_count(operation, set_a, set_b, {}) == wanted.size(), "size of it");
    };
    std::set<std::int64_t> both, first;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(first, first.end()));
    check(IdSetOperation::kIntersection, both);
    check(IdSetOperation::kDifference, first);
    first.insert(b.begin(), b.end());
    check(IdSetOperation::kUnion, first);
    for (const std::int64_t id : both) first.erase(id);
    check(IdSetOperation::kSymmetricDifference, first);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    check_bytes(input);
    check_text(input);
    const std::string_view half = input.substr(size / 2);
    const auto ids = ids_of(input.substr(0, size / 2));
    check_algebra(ids, ids_of(half));
    std::string changed = set_of(ids);
    for (std::size_t i = 0; i + 1 < half.size() && i < 6; i += 2) {
        const std::size_t at = static_cast<unsigned char>(half[i]) % std::min<std::size_t>(changed.size(), 64);
        changed[at] = half[i + 1];
        check_bytes(changed);
    }
    return 0;
}
