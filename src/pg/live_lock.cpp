// SPDX-License-Identifier: PostgreSQL
#include "pg/live_lock.hpp"

#include "core/base/hash.hpp"

#include "pg/args.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr int kPatience = 16;  // restarts that wait for one slot

LOCKTAG hub_tag(const LiveLocks* locks) {
    LOCKTAG tag;
    SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, static_cast<uint32>(locks->hub >> 32), static_cast<uint32>(locks->hub), 1);
    return tag;
}

LOCKTAG slot_tag(const LiveLocks* locks, int slot) {
    LOCKTAG tag;
    SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, static_cast<uint32>(locks->hub), static_cast<uint32>(slot), 2);
    return tag;
}

bool has(const uint64* set, int slot) { return (set[slot / 64] >> (slot % 64) & 1) != 0; }
void put(uint64* set, int slot) { set[slot / 64] |= uint64{1} << (slot % 64); }

// Slots that the transaction has. Those that a savepoint gave back still count.
struct {
    TimestampTz start;
    int slots;
} g_taken;

int* taken() {
    const TimestampTz start = GetCurrentTransactionStartTimestamp();
    if (g_taken.start != start) g_taken = {start, 0};
    return &g_taken.slots;
}

bool lock_slot(LiveLocks* locks, int slot, bool wait) {
    const LOCKTAG tag = slot_tag(locks, slot);
    const LockAcquireResult result = LockAcquire(&tag, ExclusiveLock, false, !wait);
    if (result == LOCKACQUIRE_NOT_AVAIL) return false;
    put(locks->held, slot);
    if (result == LOCKACQUIRE_OK) {
        locks->taken++;
        ++*taken();
    }
    return true;
}

void unlock_slot(const LiveLocks* locks, int slot) {
    const LOCKTAG tag = slot_tag(locks, slot);
    LockRelease(&tag, ExclusiveLock, false);
}

void lock_hub(const LiveLocks* locks, LOCKMODE mode) {
    const LOCKTAG tag = hub_tag(locks);
    LockAcquire(&tag, mode, false, false);
}

void forget_slots(LiveLocks* locks) {
    memset(locks->held, 0, sizeof locks->held);
    *taken() -= locks->taken;
    locks->taken = 0;
}

void give_back(LiveLocks* locks) {
    for (int slot = 0; slot < LiveLocks::kSlots; slot++)
        if (has(locks->held, slot)) unlock_slot(locks, slot);
    forget_slots(locks);
    const LOCKTAG tag = hub_tag(locks);
    LockRelease(&tag, ShareLock, false);
}

void tell_to_retry(void*) {
    if (geterrcode() == ERRCODE_T_R_DEADLOCK_DETECTED)
        errhint("Run the transaction again; transactions of one call to a hub do not deadlock with each other.");
}

// For what was missing, holding nothing; in the end for all at once, in an order that is the same for everybody.
void wait_for_slots(LiveLocks* locks) {
    const bool is_patient = locks->restarts <= kPatience;
    if (is_patient) {
        lock_slot(locks, locks->missing, true);
        unlock_slot(locks, locks->missing);
        forget_slots(locks);
    }
    lock_hub(locks, ShareLock);
    for (int slot = 0; !is_patient && slot < LiveLocks::kSlots; slot++)
        if (has(locks->wanted, slot)) lock_slot(locks, slot, true);
}

// Runs what may wait; who is told of a deadlock is told to run again.
template <class Wait>
void waiting(const Wait& wait) {
    ErrorContextCallback context{error_context_stack, tell_to_retry, nullptr};
    error_context_stack = &context;
    wait();
    error_context_stack = context.previous;
}

}  // namespace

void lock_hub(LiveLocks* locks, Name hub) {
    const Datum name = CStringGetTextDatum(psprintf("cdp hub %s", NameStr(*hub)));
    locks->hub = static_cast<uint64>(DatumGetInt64(DirectFunctionCall2Coll(hashtextextended, DEFAULT_COLLATION_OID, name, Int64GetDatum(0))));
    waiting([&] { lock_hub(locks, ShareLock); });
}

bool lock_thing(LiveLocks* locks, LiveThing kind, uint64 thing) {
    if (locks->is_whole) return true;
    const int slot = static_cast<int>(combine64(static_cast<uint64>(kind), thing) % LiveLocks::kSlots);
    if (has(locks->held, slot)) return true;
    if (*taken() >= LiveLocks::kMostTaken) return lock_whole(locks);
    put(locks->wanted, slot);
    if (!lock_slot(locks, slot, false)) {
        locks->missing = slot;
        return false;
    }
    locks->is_new = true;
    return true;
}

bool lock_record(LiveLocks* locks, Datum source, Datum key) {
    return lock_thing(locks, LiveThing::kRecord, hash_bytes(view_of_datum(key), hash_bytes(view_of_datum(source))));
}

bool lock_whole(LiveLocks* locks) {
    locks->wants_whole = true;
    return locks->is_whole;
}

void lock_again(LiveLocks* locks) {
    give_back(locks);
    locks->restarts++;
    if (locks->wants_whole) {
        waiting([&] { lock_hub(locks, ExclusiveLock); });
        locks->is_whole = true;
    } else {
        waiting([&] { wait_for_slots(locks); });
    }
}

}  // namespace cdp::pg
