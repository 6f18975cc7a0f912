// SPDX-License-Identifier: PostgreSQL
// What calls that answer at once lock of a hub, until the transaction ends. The hub is shared by them, and taken alone by what
// writes in bulk (cdp._hub_lock) and by the few calls that look further than slots can tell. Below it there are slots, a fixed
// number of advisory locks (two-number ones, the second is the slot): what a record touches hashes to them. A call takes some
// twenty. There are so many that calls hardly ever meet in one by chance; a transaction of many calls that has its share of them
// takes the hub alone, since the server's lock table is finite.
//
// why slots suffice: all that a call reads of records was, or will be, written by a call that holds one of the caller's slots.
//   - The slot of (source, key): whether the record is there, its row and its past. Whoever writes the record holds it.
//   - The slots of blocking keys, of before and of now: whoever writes a record with one of these keys holds it, so that
//     candidates are all there are, committed, and their values stay.
//   - The slots of profiles: of each record that is reached the profile is read, locked, and read again until it was locked
//     before it was read. Who changes the links, identity or golden record of a record holds the slot of the profile that the
//     record is in, and of the one it comes to; an id that is retired, and the one that it leads to, are locked alike by those
//     who may give it back or change where it leads. So a profile that is locked stays, and with it the component it is in,
//     record by record as it is reached; greatest overlap is decided among profiles that are all locked.
//   - Registry, model, decisions, blocked values and pins change under the hub's lock only; numbers come from sequences.
// Profiles that come apart or come back may take ids, and redirects, from records that are not reached: such a call takes the
// hub alone. So do calls in a hub that cannot be resolved record by record, and where segments are refreshed at commit, which
// needs the hub alone then.
//
// why nothing waits for ever: a slot is only ever tried. Where another transaction has it the call gives back all that it took
// itself, the hub too, waits until that slot is free while it holds nothing, and begins again: a call that is a transaction of its
// own is never waited for by what it waits for. One that had no luck many times takes all that it needs in ascending order.
// Transactions of several calls keep the locks of the earlier ones, and may deadlock; the server ends one of them, or a call that
// stands in the same queue, which is told to run again.
#pragma once

#include "pg/memory.hpp"

namespace cdp::pg {

struct LiveLocks {
    static constexpr int kSlots = 16384;  // of a hub
    static constexpr int kMostTaken = 512;  // by a transaction

    uint64 hub;       // hash of its name
    bool is_whole;    // the hub is taken alone, and slots are not needed
    bool wants_whole;
    bool is_new;      // a slot was taken since this was last set to false
    int missing;      // the slot that another transaction has
    int restarts;
    int taken;        // slots that the transaction did not have before the call
    uint64 held[kSlots / 64];    // by this call
    uint64 wanted[kSlots / 64];  // so far
};

enum class LiveThing : int { kRecord, kBlockingKey, kProfile };

// Waits until nobody writes the hub in bulk.
void lock_hub(LiveLocks* locks, Name hub);
// Whether the transaction has the slot of a thing now, or the hub alone.
bool lock_thing(LiveLocks* locks, LiveThing kind, uint64 thing);
bool lock_record(LiveLocks* locks, Datum source, Datum key);
// Whether the transaction has the hub alone; if not it will after lock_again.
bool lock_whole(LiveLocks* locks);
// After one of these said no: gives back what the call took, waits for what it lacked, and takes the hub again; others may
// have changed it meanwhile.
void lock_again(LiveLocks* locks);

}  // namespace cdp::pg
