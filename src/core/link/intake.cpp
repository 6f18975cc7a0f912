// SPDX-License-Identifier: PostgreSQL
#include "core/link/intake.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "core/base/error.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kBatches = 8;
constexpr std::size_t kBatchRows = 1024;
constexpr std::size_t kBatchBytes = std::size_t{1} << 20;  // a batch with as much is full
constexpr std::size_t kGroup = 128;                        // strings handed over at once
constexpr std::uint32_t kNull = 0xFFFFFFFF;
constexpr std::size_t kIds = 0, kSources = 1, kFirstColumn = 2;
constexpr auto kPoll = std::chrono::milliseconds(20);

}  // namespace

Intake::Intake(RawTable& table) : table_(&table) {
    for (std::size_t i = 0; i < kBatches; i++) batches_.emplace_back(table.memory());
}

void Intake::put(Batch& batch, std::size_t part, const std::optional<std::string_view>& cell) {
    Batch::Cell& to = batch.cells[part * kBatchRows + batch.rows];
    if (!cell) {
        to = {0, kNull};
        return;
    }
    // why: several long values of one row add up.
    if (cell->size() >= kNull - std::min<std::size_t>(batch.used, kNull))
        throw Error(ErrorCode::kLimitExceeded, "the values of a row are too long to be compared");
    to = {static_cast<std::uint32_t>(batch.used), static_cast<std::uint32_t>(cell->size())};
    const std::size_t used = batch.used + cell->size();
    // why: to append to such a vector is to append each byte.
    if (used > batch.bytes.size()) batch.bytes.resize(std::max(used, 2 * batch.bytes.size()));
    std::copy(cell->begin(), cell->end(), batch.bytes.data() + batch.used);
    batch.used = used;
}

void Intake::add_row(std::optional<std::string_view> source, std::optional<std::string_view> id,
                     std::span<const std::optional<std::string_view>> cells) {
    Batch& batch = batches_[submitted_ % kBatches];
    if (!open_) {
        std::unique_lock<std::mutex> lock(guard_);
        if (parts_.empty()) parts_.resize(kFirstColumn + table_->columns());
        wait_for_room(lock, batch);
        batch.used = 0;
        batch.cells.resize(parts_.size() * kBatchRows);
        batch.rows = 0;
        open_ = true;
    }
    if (!id) refuse_null_id(rows_ + 1);
    put(batch, kIds, id);
    put(batch, kSources, source);
    for (std::size_t i = 0; i < cells.size(); i++) put(batch, kFirstColumn + i, cells[i]);
    rows_++;
    if (++batch.rows == kBatchRows || batch.used >= kBatchBytes) submit();
}

void Intake::submit() {
    {
        const std::lock_guard<std::mutex> lock(guard_);
        batches_[submitted_++ % kBatches].waiting = parts_.size();
        open_ = false;
    }
    changed_.notify_all();
}

void Intake::rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
}

// Works until the batch is free. Holds the lock except while working.
void Intake::wait_for_room(std::unique_lock<std::mutex>& lock, const Batch& batch) {
    rethrow_failure();
    while (batch.waiting > 0) {
        if (!work_once(lock)) changed_.wait_for(lock, kPoll);
        rethrow_failure();
    }
}

void Intake::close() {
    if (open_) submit();
    std::unique_lock<std::mutex> lock(guard_);
    closed_ = true;
    for (const Batch& batch : batches_) wait_for_room(lock, batch);
    batches_.clear();
    changed_.notify_all();
}

void Intake::serve(const CancelToken& token) {
    std::unique_lock<std::mutex> lock(guard_);
    const auto idle = [&] {
        return std::all_of(batches_.begin(), batches_.end(), [](const Batch& batch) { return batch.waiting == 0; });
    };
    while (!failure_ && !(closed_ && idle())) {
        token.check();
        if (!work_once(lock)) changed_.wait_for(lock, kPoll);
    }
    rethrow_failure();
}

// Takes the part that is furthest behind, of those that have something to do and nobody at it. False if there is none.
bool Intake::work_once(std::unique_lock<std::mutex>& lock) {
    Part* part = nullptr;
    for (Part& p : parts_)
        if (!p.taken && p.next < submitted_ && (part == nullptr || p.next < part->next)) part = &p;
    if (part == nullptr) return false;
    part->taken = true;
    Batch& batch = batches_[part->next % kBatches];
    lock.unlock();
    std::exception_ptr failure;
    try {
        move(batch, static_cast<std::size_t>(part - parts_.data()));
    } catch (...) {
        failure = std::current_exception();
    }
    lock.lock();
    part->taken = false;
    part->next++;
    if (failure && !failure_) failure_ = failure;
    if (--batch.waiting == 0 || failure) changed_.notify_all();
    return true;
}

void Intake::move(const Batch& batch, std::size_t part) {
    std::array<std::string_view, kGroup> strings;
    const Batch::Cell* const cells = batch.cells.data() + part * kBatchRows;
    for (std::size_t begin = 0; begin < batch.rows; begin += kGroup) {
        const std::size_t n = std::min(kGroup, batch.rows - begin);
        for (std::size_t i = 0; i < n; i++) {
            const auto [at, size] = cells[begin + i];
            strings[i] = size == kNull ? std::string_view() : size == 0 ? std::string_view("", 0)
                                                                        : std::string_view(batch.bytes.data() + at, size);
        }
        const std::span<const std::string_view> group(strings.data(), n);
        if (part == kIds)
            table_->add_ids(group);
        else if (part == kSources)
            table_->add_sources(group);
        else
            table_->add_cells(part - kFirstColumn, group);
    }
}

}  // namespace cdp::link
