// SPDX-License-Identifier: PostgreSQL
// A set that grows: ids in any order, ranges, whole sets. All its memory is that of the resource it is given, and it may
// be left without a destructor where that goes as a whole. Ids wait in one place until there are many, since to take each
// to its chunk at once is to go through all the memory of all sets that grow at a time; in a chunk they are noted as they come
// and sorted when its array is full. A chunk costs about 40 bytes and 2 to 6 bytes an id, at most 8 KiB; what waits takes
// 256 bytes, or an eighth of that.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/segment/idset_writer.hpp"

namespace cdp::segment {

class IdSetBuilder {
public:
    explicit IdSetBuilder(std::pmr::memory_resource* memory) : memory_(memory), parts_(memory), slots_(memory) {}
    IdSetBuilder(const IdSetBuilder&) = delete;
    IdSetBuilder& operator=(const IdSetBuilder&) = delete;
    ~IdSetBuilder();

    void add(std::int64_t id) {
        if (waiting_ == room_) make_room();
        ids_[waiting_++] = id;
    }
    // first … last, both included.
    void add_range(std::int64_t first, std::int64_t last, const CancelToken& cancel);
    void add_set(std::string_view set, const CancelToken& cancel);

    // What was added, as a set; more may be added afterwards.
    void write(IdSetWriter& writer, const CancelToken& cancel);

private:
    struct Part {
        std::uint64_t key;
        std::uint32_t count;     // of an array that is not sorted: with those that came again
        std::uint32_t capacity;  // ids there is room for; kChunkIds: as bits; 0 and a count: all ids
        void* data;
        bool sorted;             // an array: ascending, each id once

        bool is_bits() const noexcept { return capacity == kChunkIds; }
        bool is_full() const noexcept { return count == kChunkIds; }
        std::uint16_t* ids() const noexcept { return static_cast<std::uint16_t*>(data); }
        Bits& bits() const noexcept { return *static_cast<Bits*>(data); }
        std::size_t bytes() const noexcept { return is_bits() ? sizeof(Bits) : capacity * sizeof(std::uint16_t); }
    };

    void make_room();
    void sort_in();
    void write_waiting(IdSetWriter& writer);
    Part& part_of(std::uint64_t key);
    void add_slot(std::size_t part) noexcept;
    void grow_slots();
    void add_id(Part& part, std::uint16_t place);
    void add_bit(Part& part, std::uint16_t place) noexcept;
    void widen(Part& part);
    void add_places(Part& part, std::uint32_t first, std::uint32_t last);
    void add_chunk(Part& part, const Chunk& chunk);
    void grow(Part& part, std::uint32_t capacity);
    void become_bits(Part& part);
    void become_full(Part& part) noexcept;
    void recount(Part& part) noexcept;

    std::pmr::memory_resource* memory_;
    std::pmr::vector<Part> parts_;            // in the order in which they came
    std::pmr::vector<std::uint32_t> slots_;   // open addressing: 1 + index into parts_; empty while parts are few
    std::size_t last_ = 0;                    // the part used last
    std::size_t held_ = 0;                    // bytes of all parts
    std::int64_t* ids_ = nullptr;             // those that wait
    std::uint32_t waiting_ = 0, room_ = 0;
};

}  // namespace cdp::segment
