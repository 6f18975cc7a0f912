// SPDX-License-Identifier: PostgreSQL
// Every difference between server versions lives here, and the headers that few files need. Included last.
#pragma once

#include "pg/pg.hpp"

extern "C" {
#include "access/heapam.h"
#include "access/relation.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "commands/tablespace.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_func.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "parser/parser.h"
#include "parser/parsetree.h"
#include "storage/bufmgr.h"
#include "storage/fd.h"
#include "storage/lmgr.h"
#include "storage/lock.h"
#include "storage/predicate.h"
#include "utils/acl.h"
#include "utils/backend_status.h"
#include "utils/fmgrprotos.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/resowner.h"
#include "utils/plancache.h"
#include "utils/ruleutils.h"
#include "utils/selfuncs.h"
#include "utils/snapmgr.h"
#include "utils/typcache.h"
#include "windowapi.h"
}

#if PG_VERSION_NUM < 150000
#error "cdp needs PostgreSQL 15 or later"
#endif

// PG_WAIT_EXTENSION is the wait class of all versions; named wait events of extensions came with 17.
#ifndef PG_WAIT_EXTENSION
#define PG_WAIT_EXTENSION 0x07000000U
#endif

namespace cdp::pg {

// Up to 15 a walker is declared without its arguments, which C++ takes literally.
#if PG_VERSION_NUM < 160000
inline bool walk_expression(Node* node, bool (*walker)(Node*, void*), void* context) {
    return expression_tree_walker(node, reinterpret_cast<bool (*)()>(reinterpret_cast<void*>(walker)), context);
}
#else
inline bool walk_expression(Node* node, bool (*walker)(Node*, void*), void* context) {
    return expression_tree_walker(node, walker, context);
}
#endif

inline AclResult may_use_schema(Oid schema) {
#if PG_VERSION_NUM < 160000
    return pg_namespace_aclcheck(schema, GetUserId(), ACL_USAGE);
#else
    return object_aclcheck(NamespaceRelationId, schema, GetUserId(), ACL_USAGE);
#endif
}

// From 17 on snapshots do not grow too old.
#if PG_VERSION_NUM < 170000
inline void test_for_old_snapshot(Snapshot snapshot, Relation relation, Page page) { TestForOldSnapshot(snapshot, relation, page); }
#else
inline void test_for_old_snapshot(Snapshot, Relation, Page) {}
#endif

}  // namespace cdp::pg
