// SPDX-License-Identifier: PostgreSQL
// Sets of ids of every shape (sparse, dense, runs, full chunks, negative, far apart), and bytes made of them.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/segment/idset_builder.hpp"
#include "core/segment/idset_reader.hpp"

namespace cdp::segment {

using Ids = std::set<std::int64_t>;

inline std::string bytes_of(const IdSetWriter& writer) {
    std::string bytes(writer.size(), '\0');
    writer.write(reinterpret_cast<unsigned char*>(bytes.data()));
    return bytes;
}

inline std::string bytes_of(IdSetBuilder& builder) {
    IdSetWriter writer(std::pmr::get_default_resource());
    builder.write(writer, {});
    return bytes_of(writer);
}

inline std::string bytes_of(const Ids& ids) {
    IdSetBuilder builder(std::pmr::get_default_resource());
    for (const std::int64_t id : ids) builder.add(id);
    return bytes_of(builder);
}

inline void add_random_chunk(Ids& ids, std::int64_t base, std::mt19937_64& random) {
    switch (random() % 5) {
        case 0:  // a few
            for (int i = 0; i < 20; i++) ids.insert(base + static_cast<std::int64_t>(random() % 65536));
            break;
        case 1:  // many: bits
            for (int i = 0; i < 9000; i++) ids.insert(base + static_cast<std::int64_t>(random() % 65536));
            break;
        case 2:  // runs
            for (int i = 0; i < 30; i++) {
                const std::int64_t first = static_cast<std::int64_t>(random() % 65536);
                for (std::int64_t id = first; id < std::min<std::int64_t>(65536, first + 300); id++) ids.insert(ids.end(), base + id);
            }
            break;
        case 3:  // all
            for (std::int64_t id = 0; id < 65536; id++) ids.insert(ids.end(), base + id);
            break;
        case 4:  // about as many as an array holds
            for (std::int64_t id = 0; id < 4095 + static_cast<std::int64_t>(random() % 3); id++) ids.insert(ids.end(), base + 16 * id);
            break;
    }
}

inline Ids random_ids(std::mt19937_64& random) {
    static constexpr std::int64_t kBases[] = {0, 65536, 1 << 20, std::int64_t{1} << 33, std::int64_t{1} << 33 | 65536,
                                              std::numeric_limits<std::int64_t>::max() - 65535, -65536,
                                              std::numeric_limits<std::int64_t>::min()};
    Ids ids;
    for (const std::int64_t base : kBases)
        if (random() % 3 == 0) add_random_chunk(ids, base, random);
    return ids;
}

}  // namespace cdp::segment
