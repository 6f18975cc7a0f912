// SPDX-License-Identifier: PostgreSQL
#include "pg/key_scan.hpp"

#include <algorithm>
#include <type_traits>

#include "pg/keys.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

enum Column : AttrNumber { kId = 1, kKeys, kDropped, kAdded };

// why not a query: an executor looks at each row, whether it is visible and what its columns are, before it asks about its keys; that
// takes several times as long as to ask, for all but one in five for nothing.
class KeyScan {
public:
    KeyScan(Relation table, const link::KeyFilter& wanted)
        : table_(table), desc_(RelationGetDescr(table)), wanted_(wanted), snapshot_(GetActiveSnapshot()),
          blocks_(RelationGetNumberOfBlocks(table)),
          // as a sequential scan does it
          strategy_(blocks_ > static_cast<BlockNumber>(NBuffers) / 4 ? GetAccessStrategy(BAS_BULKREAD) : nullptr),
          context_(AllocSetContextCreate(CurrentMemoryContext, "cdp page of keys", ALLOCSET_DEFAULT_SIZES)), cells_(get_attnum(RelationGetRelid(table), "cells")),
          values_(static_cast<Datum*>(palloc(static_cast<Size>(desc_->natts) * sizeof(Datum)))),
          nulls_(static_cast<bool*>(palloc(static_cast<Size>(desc_->natts) * sizeof(bool)))) {
        const auto is = [&](AttrNumber column, Oid type, bool may_be_null) {
            const Form_pg_attribute attribute = TupleDescAttr(desc_, column - 1);
            return attribute->atttypid == type && (attribute->attnotnull || may_be_null);
        };
        if (desc_->natts < kAdded || !is(kId, INT8OID, false) || !is(kKeys, INT8ARRAYOID, false) || !is(kDropped, INT8ARRAYOID, true) ||
            !is(kAdded, INT8ARRAYOID, true) || cells_ <= kAdded || !is(cells_, TEXTARRAYOID, false))
            elog(ERROR, "\"%s\" is not a table of blocking keys", RelationGetRelationName(table));
    }

    void run(DestReceiver* receiver) {
        TupleDesc desc = CreateTemplateTupleDesc(3);
        TupleDescInitEntry(desc, 1, "id", INT8OID, -1, 0);
        TupleDescInitEntry(desc, 2, "cells", TEXTARRAYOID, -1, 0);
        TupleDescInitEntry(desc, 3, "record keys", INT8ARRAYOID, -1, 0);
        TupleTableSlot* const slot = MakeSingleTupleTableSlot(desc, &TTSOpsVirtual);
        PredicateLockRelation(table_, snapshot_);
        receiver->rStartup(receiver, CMD_SELECT, desc);
        bool more = true;
        for (BlockNumber block = 0; block < blocks_ && more; block++) {
            CHECK_FOR_INTERRUPTS();
            const Buffer buffer = take_page(block);
            MemoryContext before = MemoryContextSwitchTo(context_);
            for (int i = 0; i < count_ && more; i++) more = hand_on(&found_[i], slot, receiver);
            MemoryContextSwitchTo(before);
            MemoryContextReset(context_);
            ReleaseBuffer(buffer);
        }
        receiver->rShutdown(receiver);
        ExecDropSingleTupleTableSlot(slot);
        if (strategy_ != nullptr) FreeAccessStrategy(strategy_);
        MemoryContextDelete(context_);
    }

private:
    static constexpr int kLine = 64;  // bytes of memory that come at once

    // Rows stay where they are as long as the page is pinned, which it is then.
    Buffer take_page(BlockNumber block) {
        count_ = 0;
        const Buffer buffer = ReadBufferExtended(table_, MAIN_FORKNUM, block, RBM_NORMAL, strategy_);
        LockBuffer(buffer, BUFFER_LOCK_SHARE);
        const Page page = BufferGetPage(buffer);
        expect(page);
        test_for_old_snapshot(snapshot_, table_, page);
        const bool all_visible = PageIsAllVisible(page) && !snapshot_->takenDuringRecovery;
        const OffsetNumber last = PageGetMaxOffsetNumber(page);
        for (OffsetNumber n = FirstOffsetNumber; n <= last; n++) {
            const ItemId item = PageGetItemId(page, n);
            if (!ItemIdIsNormal(item)) continue;
            HeapTupleData& tuple = found_[count_];
            tuple.t_tableOid = RelationGetRelid(table_);
            tuple.t_data = reinterpret_cast<HeapTupleHeader>(PageGetItem(page, item));
            tuple.t_len = ItemIdGetLength(item);
            if (!may_have_wanted(tuple)) continue;
            ItemPointerSet(&tuple.t_self, block, n);
            const bool visible = all_visible || HeapTupleSatisfiesVisibility(&tuple, snapshot_, buffer);
            HeapCheckForSerializableConflictOut(visible, table_, &tuple, buffer, snapshot_);
            if (visible) count_++;
        }
        LockBuffer(buffer, BUFFER_LOCK_UNLOCK);
        return buffer;
    }

    // why: memory comes several times as fast in its own order as in that of rows.
    static void expect(Page page) {
        for (int at = 0; at < BLCKSZ; at += kLine) __builtin_prefetch(static_cast<const char*>(page) + at);
    }

    // True as well where that cannot be told here.
    bool may_have_wanted(const HeapTupleData& tuple) const {
        // Neither it nor what is before it can be null.
        if (may_have_wanted(reinterpret_cast<const char*>(tuple.t_data) + tuple.t_data->t_hoff + sizeof(int64))) return true;
        bool is_null;
        const Datum added = heap_getattr(const_cast<HeapTuple>(&tuple), kAdded, desc_, &is_null);
        return !is_null && may_have_wanted(DatumGetPointer(added));
    }
    bool may_have_wanted(const void* array) const {
        PackedKeys keys;
        return !keys.take(array) || std::any_of(keys.begin(), keys.end(), [&](std::uint64_t key) { return wanted_.may_contain(key); });
    }

    static PackedKeys unpacked(Datum array) {
        PackedKeys keys;
        if (!keys.take(DatumGetPointer(array)) && !keys.take(PG_DETOAST_DATUM(array))) elog(ERROR, "keys are not an array of one dimension without nulls");
        return keys;
    }

    bool hand_on(HeapTuple tuple, TupleTableSlot* slot, DestReceiver* receiver) const {
        heap_deform_tuple(tuple, desc_, values_, nulls_);
        ExecClearTuple(slot);
        slot->tts_values[0] = values_[kId - 1];
        slot->tts_values[1] = values_[cells_ - 1];
        slot->tts_values[2] = nulls_[kDropped - 1] ? values_[kKeys - 1]
                                                   : keys_now(unpacked(values_[kKeys - 1]), unpacked(values_[kDropped - 1]), unpacked(values_[kAdded - 1]));
        std::fill_n(slot->tts_isnull, 3, false);
        ExecStoreVirtualTuple(slot);
        return receiver->receiveSlot(slot, receiver);
    }

    Relation table_;
    TupleDesc desc_;
    link::KeyFilter wanted_;
    Snapshot snapshot_;
    BlockNumber blocks_;
    BufferAccessStrategy strategy_;
    MemoryContext context_;  // of what was found in a page
    AttrNumber cells_;
    Datum* values_;  // of a row
    bool* nulls_;
    HeapTupleData found_[MaxHeapTuplesPerPage + 1];  // the last is being looked at
    int count_ = 0;
};

static_assert(std::is_trivially_destructible_v<KeyScan>);  // errors jump over it

void require_readable(Relation table) {
    const Oid id = RelationGetRelid(table);
    const AclResult allowed = pg_class_aclcheck(id, GetUserId(), ACL_SELECT);
    if (allowed != ACLCHECK_OK) aclcheck_error(allowed, OBJECT_TABLE, RelationGetRelationName(table));
    if (check_enable_rls(id, InvalidOid, false) == RLS_ENABLED)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("table \"%s\" has row-level security", RelationGetRelationName(table)),
                        errhint("Records are compared with all others: let policies be on the tables that people read.")));
    if (table->rd_rel->relam != HEAP_TABLE_AM_OID)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("table \"%s\" is not a heap", RelationGetRelationName(table)),
                        errhint("Give it the access method heap.")));
}

}  // namespace

void scan_keys(Oid table, const link::KeyFilter& wanted, DestReceiver* receiver) {
    const Relation relation = table_open(table, AccessShareLock);
    require_readable(relation);
    // As a statement of its own would see it.
    CommandCounterIncrement();
    PushActiveSnapshot(GetTransactionSnapshot());
    KeyScan(relation, wanted).run(receiver);
    PopActiveSnapshot();
    table_close(relation, AccessShareLock);
}

}  // namespace cdp::pg
