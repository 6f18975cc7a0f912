// SPDX-License-Identifier: PostgreSQL
// Rows on their way into a table. The reader copies them into batches; the other threads, and the reader itself when all
// batches are full, put them into the table, one column of one batch at a time. A column takes its batches in turn, so
// what the table holds in the end does not depend on who did what.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>

#include "core/link/raw_table.hpp"

namespace cdp::link {

class Intake {
public:
    // The columns of the table are declared before the first row.
    explicit Intake(RawTable& table);

    // For the reader. Rows as RawTable::add_row takes them. Throws what it throws, and what another thread has thrown.
    void add_row(std::optional<std::string_view> source, std::optional<std::string_view> id,
                 std::span<const std::optional<std::string_view>> cells);
    // No more rows. Returns once all are in the table; nothing else may follow.
    void close();

    // For any number of other threads: puts batches into the table until the intake is closed and empty, or has failed.
    void serve(const CancelToken& token);

    std::size_t rows() const noexcept { return rows_; }

private:
    // Cells column by column; of each column kBatchRows, whether or not they are used.
    struct Batch {
        explicit Batch(std::pmr::memory_resource* memory) : bytes(memory), cells(memory) {}
        struct Cell {
            std::uint32_t begin;
            std::uint32_t size;  // kNull: NULL
        };
        Vec<char> bytes;       // of which some are used
        std::size_t used = 0;
        Vec<Cell> cells;
        std::size_t rows = 0;
        std::size_t waiting = 0;  // parts that are not in the table yet
    };
    // A part of the table: ids, sources, or a column.
    struct Part {
        std::size_t next = 0;  // batch
        bool taken = false;    // a thread is at it
    };

    void put(Batch& batch, std::size_t part, const std::optional<std::string_view>& cell);
    void submit();
    bool work_once(std::unique_lock<std::mutex>& lock);
    void wait_for_room(std::unique_lock<std::mutex>& lock, const Batch& batch);
    void move(const Batch& batch, std::size_t part);
    void rethrow_failure() const;

    RawTable* table_;
    std::vector<Batch> batches_;  // a ring
    std::vector<Part> parts_;
    std::size_t rows_ = 0;
    std::size_t submitted_ = 0;  // batches
    bool open_ = false;          // the reader is filling the batch behind those
    bool closed_ = false;
    std::exception_ptr failure_;
    std::mutex guard_;
    std::condition_variable changed_;
};

}  // namespace cdp::link
