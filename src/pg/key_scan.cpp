// SPDX-License-Identifier: PostgreSQL
#include "pg/key_scan.hpp"

#include <memory_resource>
#include <type_traits>
#include <unordered_set>

#include "pg/args.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

enum Column : AttrNumber { kId = 1, kKeys };
using Ids = std::pmr::unordered_set<int64>;

// The table whose rows count instead of others: their ids are noted; or the one of all, whose rows with such ids do not count.
enum class Role { kInstead, kAll };

// why not a query: an executor looks at each row, whether it is visible and what its columns are, before it asks about its keys; that
// takes several times as long as to ask, for all but one in five for nothing.
class KeyScan {
public:
    KeyScan(Relation table, const link::KeyFilter& wanted, Ids* ids, Role role)
        : table_(table), desc_(RelationGetDescr(table)), wanted_(wanted), ids_(ids), role_(role), snapshot_(GetActiveSnapshot()),
          blocks_(RelationGetNumberOfBlocks(table)),
          // as a sequential scan does it
          strategy_(blocks_ > static_cast<BlockNumber>(NBuffers) / 4 ? GetAccessStrategy(BAS_BULKREAD) : nullptr),
          cells_(get_attnum(RelationGetRelid(table), "cells")), values_(static_cast<Datum*>(palloc(static_cast<Size>(desc_->natts) * sizeof(Datum)))),
          nulls_(static_cast<bool*>(palloc(static_cast<Size>(desc_->natts) * sizeof(bool)))) {
        const auto is = [&](AttrNumber column, Oid type) { return TupleDescAttr(desc_, column - 1)->atttypid == type; };
        if (desc_->natts <= kKeys || !is(kId, INT8OID) || !is(kKeys, INT8ARRAYOID) || cells_ <= kKeys || !is(cells_, TEXTARRAYOID))
            elog(ERROR, "\"%s\" is not a table of blocking keys", RelationGetRelationName(table));
    }

    // False when the receiver wants no more.
    bool run(TupleTableSlot* slot, DestReceiver* receiver) {
        pgstat_count_heap_scan(table_);
        PredicateLockRelation(table_, snapshot_);
        bool more = true;
        for (BlockNumber block = 0; block < blocks_ && more; block++) {
            CHECK_FOR_INTERRUPTS();
            const Buffer buffer = take_page(block);
            for (int i = 0; i < count_ && more; i++)
                if (counts(found_[i]) && is_wanted_[i]) more = hand_on(&found_[i], slot, receiver);
            ReleaseBuffer(buffer);
        }
        if (strategy_ != nullptr) FreeAccessStrategy(strategy_);
        return more;
    }

private:
    static constexpr int kLine = 64;  // bytes of memory that come at once

    // Finds the rows that are visible and matter. They stay where they are as long as the page is pinned, which it is then. Of a row that
    // has no wanted key it need not be known who else wrote it: if another version has one, that is in the table as well.
    Buffer take_page(BlockNumber block) {
        count_ = 0;
        const Buffer buffer = ReadBufferExtended(table_, MAIN_FORKNUM, block, RBM_NORMAL, strategy_);
        LockBuffer(buffer, BUFFER_LOCK_SHARE);
        const Page page = BufferGetPage(buffer);
        prefetch(page);
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
            ItemPointerSet(&tuple.t_self, block, n);
            is_wanted_[count_] = may_have_wanted(tuple);
            if (!is_wanted_[count_] && role_ == Role::kAll) continue;
            const bool visible = all_visible || HeapTupleSatisfiesVisibility(&tuple, snapshot_, buffer);
            HeapCheckForSerializableConflictOut(visible, table_, &tuple, buffer, snapshot_);
            if (!visible) continue;
            pgstat_count_heap_getnext(table_);
            count_++;
        }
        LockBuffer(buffer, BUFFER_LOCK_UNLOCK);
        return buffer;
    }

    // why: memory comes several times as fast in its own order as in that of rows.
    static void prefetch(Page page) {
        for (int at = 0; at < BLCKSZ; at += kLine) __builtin_prefetch(static_cast<const char*>(page) + at);
    }

    // Whether the first two columns are where they are in nearly all rows: behind the header, one after the other.
    static bool is_plain(const HeapTupleData& tuple) {
        const HeapTupleHeader header = tuple.t_data;
        return HeapTupleHeaderGetNatts(header) >= kKeys &&
               ((header->t_infomask & HEAP_HASNULL) == 0 || (!att_isnull(kId - 1, header->t_bits) && !att_isnull(kKeys - 1, header->t_bits)));
    }

    // True as well where that cannot be told here.
    bool may_have_wanted(const HeapTupleData& tuple) const {
        if (!is_plain(tuple)) return true;
        const auto* const keys = reinterpret_cast<const varlena*>(reinterpret_cast<const char*>(tuple.t_data) + tuple.t_data->t_hoff + sizeof(int64));
        if (VARATT_IS_EXTERNAL(keys) || VARATT_IS_COMPRESSED(keys)) return true;
        // why not as an array: nearly all are stored packed, and would have to be copied to where one may lie.
        std::int32_t head[4] = {};  // of an ArrayType, from its number of dimensions on: the last is the size of the first
        memcpy(head, VARDATA_ANY(keys), Min(sizeof head, VARSIZE_ANY_EXHDR(keys)));
        constexpr std::size_t overhead = ARR_OVERHEAD_NONULLS(1) - VARHDRSZ;
        const auto size = static_cast<std::size_t>(head[3]);
        if (head[0] < 0 || head[0] > 1 || head[1] != 0 || (size > 0 && overhead + size * sizeof(std::uint64_t) > VARSIZE_ANY_EXHDR(keys))) return true;
        const char* at = VARDATA_ANY(keys) + overhead;
        for (std::size_t i = 0; i < size; i++, at += sizeof(std::uint64_t)) {
            std::uint64_t key;
            memcpy(&key, at, sizeof key);
            if (wanted_.may_contain(key)) return true;
        }
        return false;
    }

    bool counts(HeapTupleData& tuple) const {
        bool is_null;
        const int64 id = DatumGetInt64(heap_getattr(&tuple, kId, desc_, &is_null));
        if (role_ == Role::kAll) return !ids_->contains(id);
        CDP_TRY(ids_->insert(id));
        return true;
    }

    bool hand_on(HeapTuple tuple, TupleTableSlot* slot, DestReceiver* receiver) const {
        heap_deform_tuple(tuple, desc_, values_, nulls_);
        ExecClearTuple(slot);
        int to = 0;
        for (const AttrNumber column : {AttrNumber{kId}, cells_, AttrNumber{kKeys}}) {
            slot->tts_values[to] = values_[column - 1];
            slot->tts_isnull[to++] = nulls_[column - 1];
        }
        ExecStoreVirtualTuple(slot);
        return receiver->receiveSlot(slot, receiver);
    }

    Relation table_;
    TupleDesc desc_;
    link::KeyFilter wanted_;
    Ids* ids_;
    Role role_;
    Snapshot snapshot_;
    BlockNumber blocks_;
    BufferAccessStrategy strategy_;
    AttrNumber cells_;
    Datum* values_;  // of a row
    bool* nulls_;
    HeapTupleData found_[MaxHeapTuplesPerPage + 1];  // in a page; the one behind them is being looked at
    bool is_wanted_[MaxHeapTuplesPerPage + 1];       // each
    int count_ = 0;
};
static_assert(std::is_trivially_destructible_v<KeyScan>);  // errors jump over it

Relation open_readable(Oid id) {
    const Relation table = table_open(id, AccessShareLock);
    const AclResult found = may_use_schema(RelationGetNamespace(table)), allowed = pg_class_aclcheck(id, GetUserId(), ACL_SELECT);
    if (found != ACLCHECK_OK) aclcheck_error(found, OBJECT_SCHEMA, get_namespace_name(RelationGetNamespace(table)));
    if (allowed != ACLCHECK_OK) aclcheck_error(allowed, OBJECT_TABLE, RelationGetRelationName(table));
    if (check_enable_rls(id, InvalidOid, false) == RLS_ENABLED)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("table \"%s\" has row-level security", RelationGetRelationName(table)),
                        errhint("Records are compared with all others: let policies be on the tables that people read.")));
    if (table->rd_rel->relkind != RELKIND_RELATION || table->rd_rel->relhassubclass || table->rd_rel->relam != HEAP_TABLE_AM_OID)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("\"%s\" is not one table that is a heap", RelationGetRelationName(table)),
                        errhint("Leave the tables of a hub as cdp.create_hub made them.")));
    return table;
}

TupleDesc row_desc() {
    TupleDesc desc = CreateTemplateTupleDesc(3);
    TupleDescInitEntry(desc, 1, "id", INT8OID, -1, 0);
    TupleDescInitEntry(desc, 2, "cells", TEXTARRAYOID, -1, 0);
    TupleDescInitEntry(desc, 3, "record keys", INT8ARRAYOID, -1, 0);
    return desc;
}

}  // namespace

void scan_keys(const KeyTables& tables, const link::KeyFilter& wanted, std::pmr::memory_resource* memory, DestReceiver* receiver) {
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp tables of keys", ALLOCSET_DEFAULT_SIZES);
    MemoryContext before = MemoryContextSwitchTo(context);
    const Relation all = open_readable(tables.all), instead = open_readable(tables.instead);
    // As a statement of its own would see it.
    CommandCounterIncrement();
    PushActiveSnapshot(GetTransactionSnapshot());
    TupleTableSlot* const slot = MakeSingleTupleTableSlot(row_desc(), &TTSOpsVirtual);
    receiver->rStartup(receiver, CMD_SELECT, slot->tts_tupleDescriptor);
    auto* const ids = make_handle<Ids>(context, memory);
    if (KeyScan(instead, wanted, ids, Role::kInstead).run(slot, receiver)) KeyScan(all, wanted, ids, Role::kAll).run(slot, receiver);
    receiver->rShutdown(receiver);
    ExecDropSingleTupleTableSlot(slot);
    PopActiveSnapshot();
    table_close(instead, NoLock);
    table_close(all, NoLock);
    MemoryContextSwitchTo(before);
    MemoryContextDelete(context);
}

}  // namespace cdp::pg
