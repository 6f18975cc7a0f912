// SPDX-License-Identifier: PostgreSQL
#include "pg/live_work.hpp"

#include "pg/args.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

Datum text_datum(std::string_view value) { return PointerGetDatum(cstring_to_text_with_len(value.data(), static_cast<int>(value.size()))); }

// An array of what `element` makes of each item; it may call PostgreSQL, and gives `*is_null` for a null.
template <class Items, class Element>
Datum array_of(const Items& items, Oid type, const Element& element) {
    const int n = static_cast<int>(items.size());
    auto* values = static_cast<Datum*>(palloc(static_cast<Size>(n + 1) * sizeof(Datum)));
    auto* nulls = static_cast<bool*>(palloc0(static_cast<Size>(n) + 1));
    int at = 0;
    for (const auto& item : items) {
        values[at] = element(item, &nulls[at]);
        at++;
    }
    int16 length;
    bool by_value;
    char alignment;
    get_typlenbyvalalign(type, &length, &by_value, &alignment);
    int bound = 1;
    if (n == 0) return PointerGetDatum(construct_empty_array(type));
    int size = n;
    return PointerGetDatum(construct_md_array(values, nulls, 1, &size, &bound, type, length, by_value, alignment));
}

std::string_view text_of(const LiveCall& call, uint64 row, int column) {
    bool is_null;
    const Datum value = call.value(row, column, &is_null);
    return is_null ? std::string_view() : view_of_datum(value);
}

// A text of the row of each record.
Datum texts_of(const LiveCall& call, const std::vector<RecordId>& ids, std::string Touched::Row::*text) {
    auto& texts = call.work->texts;
    CDP_TRY(texts.clear(); for (const RecordId id : ids) texts.emplace_back(call.work->touched.row(id).*text));
    return array_of(texts, TEXTOID, [](std::string_view view, bool*) { return text_datum(view); });
}

Datum sources_of(const LiveCall& call, const std::vector<RecordId>& ids) { return texts_of(call, ids, &Touched::Row::source); }

Datum keys_of(const LiveCall& call, const std::vector<RecordId>& ids) { return texts_of(call, ids, &Touched::Row::key); }

Datum keys_array(const std::vector<link::Key>& keys) {
    return array_of(keys, INT8OID, [](link::Key key, bool*) { return Int64GetDatum(static_cast<int64>(key)); });
}

}  // namespace

Datum ids_array(const std::vector<RecordId>& ids) {
    return array_of(ids, INT8OID, [](RecordId id, bool*) { return Int64GetDatum(id); });
}

void LiveCall::take_row(std::string_view source, std::string_view key, Datum cells) {
    Datum* values;
    bool* nulls;
    int n;
    deconstruct_array(DatumGetArrayTypeP(cells), TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &n);
    if (n != static_cast<int>(hub->columns->size())) elog(ERROR, "a record of hub \"%s\" has %d values", NameStr(hub->name), n);
    CDP_TRY(work->row = {std::string(source), std::string(key), {}}; work->row.cells.reserve(static_cast<std::size_t>(n)));
    for (int i = 0; i < n; i++) {
        const std::string_view view = nulls[i] ? std::string_view() : view_of_datum(values[i]);
        CDP_TRY(if (nulls[i]) work->row.cells.emplace_back(); else work->row.cells.emplace_back(view));
    }
}

void LiveCall::read_rows(const std::vector<RecordId>& ids) {
    Datum values[] = {ids_array(ids)};
    run(Live::kRows, values);
    take_rows();
    SPI_freetuptable(SPI_tuptable);
}

void LiveCall::take_rows() {
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId id = number(i, 1);
        bool is_null;
        take_row(text_of(*this, i, 2), text_of(*this, i, 3), value(i, 4, &is_null));
        CDP_TRY(work->touched.add_row(id, std::move(work->row)));
    }
}

void LiveCall::find_candidates() {
    Datum values[] = {keys_array(work->keys)};
    work->missing.clear();
    run(Live::kCandidates, values);
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId id = number(i, 1);
        CDP_TRY(work->missing.push_back(id));
    }
    take_rows();
    SPI_freetuptable(SPI_tuptable);
}

void LiveCall::read_last(const std::vector<RecordId>& ids) {
    Datum values[] = {ids_array(ids), sources_of(*this, ids), keys_of(*this, ids)};
    run(Live::kLast, values);
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId id = number(i, 1);
        const Touched::Identity last{number(i, 2), number(i, 3)};
        CDP_TRY(work->touched.add_last(id, last));
    }
    SPI_freetuptable(SPI_tuptable);
}

bool LiveCall::hold(const std::vector<RecordId>& ids) {
    Datum values[] = {ids_array(ids)};
    for (;;) {
        locks->is_new = false;
        run(Live::kIdentities, values);
        // why: what others may do to a record without a profile no slot tells.
        if (SPI_processed < ids.size() && !lock_whole(locks)) return false;
        for (uint64 i = 0; i < SPI_processed; i++)
            if (!lock_thing(locks, LiveThing::kProfile, static_cast<uint64>(number(i, 2)))) return false;
        if (!locks->is_new) break;
        SPI_freetuptable(SPI_tuptable);
    }
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId id = number(i, 1);
        const Touched::Identity identity{number(i, 2), number(i, 3)};
        CDP_TRY(work->touched.add_identity(id, identity));
    }
    SPI_freetuptable(SPI_tuptable);
    return true;
}

bool LiveCall::hold_past(Datum source, Datum key) {
    Datum values[] = {source, key};
    run(Live::kPast, values);
    has_history = SPI_processed > 0;
    SPI_freetuptable(SPI_tuptable);
    while (has_history) {
        locks->is_new = false;
        run(Live::kHolders, values);
        for (uint64 i = 0; i < SPI_processed; i++)
            if (!lock_thing(locks, LiveThing::kProfile, static_cast<uint64>(number(i, 1)))) return false;
        if (!locks->is_new) break;
        SPI_freetuptable(SPI_tuptable);
    }
    if (!has_history) return true;
    for (uint64 i = 0; i < SPI_processed; i++) {
        bool is_null;
        const RecordId id = DatumGetInt64(value(i, 2, &is_null));
        if (!is_null) CDP_TRY(work->touched.reach(id));
    }
    SPI_freetuptable(SPI_tuptable);
    return true;
}

void LiveCall::read_links(const std::vector<RecordId>& ids) {
    Datum values[] = {ids_array(ids)};
    run(Live::kLinks, values);
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId a = number(i, 1), b = number(i, 2);
        bool is_null;
        const double weight = DatumGetFloat8(value(i, 3, &is_null));
        const bool same_model = number(i, 5) == hub->model_id;
        Datum* levels;
        int n;
        deconstruct_array(DatumGetArrayTypeP(value(i, 4, &is_null)), INT2OID, 2, true, TYPALIGN_SHORT, &levels, nullptr, &n);
        CDP_TRY(Touched::Link l{a, b, weight, {}, same_model}; for (int c = 0; c < n; c++) l.levels.push_back(static_cast<int16>(levels[c]));
                work->touched.add_link(std::move(l)));
    }
    SPI_freetuptable(SPI_tuptable);
}

bool LiveCall::hold_decisions(const std::vector<RecordId>& ids) {
    Datum values[] = {sources_of(*this, ids), keys_of(*this, ids)};
    for (;;) {
        locks->is_new = false;
        run(Live::kDecisions, values);
        // why: a record that is not there may be one that another transaction is about to bring; its key tells.
        for (uint64 i = 0; i < SPI_processed; i++) {
            if (text_of(*this, i, 5) != "must_link") continue;
            for (const int side : {0, 1}) {
                bool is_missing, is_null;
                value(i, 6 + side, &is_missing);
                if (is_missing && !lock_record(locks, value(i, 1 + 2 * side, &is_null), value(i, 2 + 2 * side, &is_null))) return false;
            }
        }
        if (!locks->is_new) break;
        SPI_freetuptable(SPI_tuptable);
    }
    for (uint64 i = 0; i < SPI_processed; i++) {
        const std::string_view names[] = {text_of(*this, i, 1), text_of(*this, i, 2), text_of(*this, i, 3), text_of(*this, i, 4), text_of(*this, i, 5)};
        bool no_left, no_right;
        const Datum left = value(i, 6, &no_left), right = value(i, 7, &no_right);
        CDP_TRY(work->touched.add_decision(
            {std::string(names[0]), std::string(names[1]), std::string(names[2]), std::string(names[3]), names[4] == "must_link"},
            no_left ? std::nullopt : std::optional<RecordId>(DatumGetInt64(left)),
            no_right ? std::nullopt : std::optional<RecordId>(DatumGetInt64(right))));
    }
    SPI_freetuptable(SPI_tuptable);
    return true;
}

bool LiveCall::walk() {
    for (;;) {
        CHECK_FOR_INTERRUPTS();
        CDP_TRY(work->ids = work->touched.take_reached(); work->missing.clear();
                for (const RecordId id : work->ids) if (!work->touched.has_row(id)) work->missing.push_back(id));
        if (work->ids.empty()) return true;
        if (!hold(work->ids)) return false;
        if (!work->missing.empty()) read_rows(work->missing);
        CDP_TRY(std::erase_if(work->ids, [&](RecordId id) { return !work->touched.has_row(id); }));
        if (work->ids.empty()) continue;
        read_links(work->ids);
        if (hub->has_decisions && !hold_decisions(work->ids)) return false;
    }
}

void LiveCall::read_former() {
    Datum values[] = {ids_array(work->ids), sources_of(*this, work->ids), keys_of(*this, work->ids)};
    run(Live::kFormer, values);
    work->former.clear();
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId id = number(i, 1);
        const Touched::Identity identity{number(i, 2), number(i, 3)};
        CDP_TRY(work->former.emplace_back(id, identity));
    }
    SPI_freetuptable(SPI_tuptable);
    CDP_TRY(work->touched.revive(work->former));
}

bool LiveCall::identify(RecordId self) {
    Touched& touched = work->touched;
    CDP_TRY(touched.resolve(); work->ids = touched.without_identity(); std::erase(work->ids, self));
    if (!work->ids.empty()) read_last(work->ids);
    CDP_TRY(touched.assign(); work->ids = touched.unassigned(); if (!has_history) std::erase(work->ids, self));
    if (!work->ids.empty()) {
        if (!lock_whole(locks)) return false;
        read_former();
    }
    CDP_TRY(work->ids = touched.concerned());
    if (work->ids.empty()) return true;
    Datum values[] = {ids_array(work->ids)};
    run(Live::kProfiles, values);
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId id = number(i, 1);
        CDP_TRY(touched.add_known(id));
    }
    SPI_freetuptable(SPI_tuptable);
    bool restores;
    CDP_TRY(restores = touched.restores());
    return !restores || lock_whole(locks);
}

// why: those that are not there are inserted as such, which is half the work of finding out.
void LiveCall::put_links(Live statement) {
    if (work->links.empty()) return;
    Datum values[] = {array_of(work->links, INT8OID, [](const auto& l, bool*) { return Int64GetDatum(l.a); }),
                      array_of(work->links, INT8OID, [](const auto& l, bool*) { return Int64GetDatum(l.b); }),
                      array_of(work->links, FLOAT8OID, [](const auto& l, bool*) { return Float8GetDatum(l.weight); }),
                      array_of(work->links, FLOAT8OID, [](const auto& l, bool*) { return Float8GetDatum(score::probability(l.weight)); }),
                      array_of(work->links, TEXTOID, [](const auto& l, bool*) {
                          StringInfoData out;
                          initStringInfo(&out);
                          for (const int level : l.levels) appendStringInfo(&out, "%s%d", out.len == 0 ? "{" : ",", level);
                          appendStringInfoString(&out, out.len == 0 ? "{}" : "}");
                          return CStringGetTextDatum(out.data);
                      }),
                      Int64GetDatum(hub->model_id)};
    run(statement, values);
}

void LiveCall::write_links() {
    CDP_TRY(work->links = work->touched.dropped_links());
    if (!work->links.empty()) {
        Datum values[] = {array_of(work->links, INT8OID, [](const auto& l, bool*) { return Int64GetDatum(l.a); }),
                          array_of(work->links, INT8OID, [](const auto& l, bool*) { return Int64GetDatum(l.b); })};
        run(Live::kDropLinks, values);
    }
    CDP_TRY(work->links = work->touched.changed_links());
    put_links(Live::kPutLinks);
    CDP_TRY(work->links = work->touched.new_links());
    put_links(Live::kInsertLinks);
}

void LiveCall::write_conflicts() {
    if (work->touched.scope().empty() || (is_new && work->touched.is_alone())) return;
    Datum ids[] = {ids_array(work->touched.scope())};
    run(Live::kConflicts, ids);
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId a = number(i, 1), b = number(i, 2);
        bool is_null;
        const double linkage = DatumGetFloat8(value(i, 3, &is_null));
        const std::string_view reason = text_of(*this, i, 4), detail = text_of(*this, i, 5);
        const bool same_model = number(i, 6) == hub->model_id;
        CDP_TRY(work->touched.add_conflict({a, b, linkage, std::string(reason), std::string(detail), same_model}));
    }
    SPI_freetuptable(SPI_tuptable);
    const auto a = [](const auto& c, bool*) { return Int64GetDatum(c.a); };
    const auto b = [](const auto& c, bool*) { return Int64GetDatum(c.b); };
    CDP_TRY(work->conflicts = work->touched.dropped_conflicts());
    if (!work->conflicts.empty()) {
        Datum values[] = {array_of(work->conflicts, INT8OID, a), array_of(work->conflicts, INT8OID, b)};
        run(Live::kDropConflicts, values);
    }
    CDP_TRY(work->conflicts = work->touched.put_conflicts());
    if (work->conflicts.empty()) return;
    Datum values[] = {array_of(work->conflicts, INT8OID, a), array_of(work->conflicts, INT8OID, b),
                      array_of(work->conflicts, FLOAT8OID, [](const auto& c, bool*) { return Float8GetDatum(c.linkage); }),
                      array_of(work->conflicts, TEXTOID, [](const auto& c, bool*) { return text_datum(c.reason); }),
                      array_of(work->conflicts, TEXTOID, [](const auto& c, bool* is_null) {
                          *is_null = c.detail.empty();
                          return c.detail.empty() ? Datum(0) : text_datum(c.detail);
                      }),
                      Int64GetDatum(hub->model_id)};
    run(Live::kPutConflicts, values);
}

void LiveCall::write_identities(TimestampTz at) {
    CDP_TRY(work->moves = work->touched.moves(); work->ids.clear();
            for (const auto& m : work->moves) if (m.from != 0) work->ids.push_back(m.record));
    if (work->moves.empty()) return;
    if (work->moves.size() == 1 && work->ids.empty()) {
        Datum values[] = {Int64GetDatum(work->moves[0].record), Int64GetDatum(work->moves[0].to), TimestampTzGetDatum(at)};
        run(Live::kBegin, values);
        return;
    }
    if (!work->ids.empty()) {
        Datum values[] = {ids_array(work->ids), sources_of(*this, work->ids), keys_of(*this, work->ids), TimestampTzGetDatum(at)};
        run(Live::kLeave, values);
    }
    Datum values[] = {array_of(work->moves, INT8OID, [](const auto& m, bool*) { return Int64GetDatum(m.record); }),
                      array_of(work->moves, INT8OID, [](const auto& m, bool*) { return Int64GetDatum(m.to); }), TimestampTzGetDatum(at)};
    run(Live::kEnter, values);
}

void LiveCall::write_gain() {
    Touched::Gain gain;
    CDP_TRY(gain = work->touched.gain());
    if (gain == Touched::Gain{}) return;
    Datum values[] = {Int32GetDatum(gain.records), Int32GetDatum(gain.links)};
    run(Live::kGain, values);
}

void LiveCall::write_events(TimestampTz at) {
    CDP_TRY(work->events = work->touched.events());
    if (work->events.empty()) return;
    const Datum names = array_of(work->events, TEXTOID, [](const auto& e, bool*) { return text_datum(e.event); });
    const Datum profiles = array_of(work->events, INT8OID, [](const auto& e, bool*) { return Int64GetDatum(e.profile); });
    const Datum others = array_of(work->events, INT8OID, [](const auto& e, bool* is_null) {
        *is_null = e.other == 0;
        return Int64GetDatum(e.other);
    });
    Datum values[] = {names, profiles, others, TimestampTzGetDatum(at)};
    run(Live::kEvents, values);
    bool redirects = false, ends = false;
    for (const auto& e : work->events) {
        redirects = redirects || (e.event != "created" && e.event != "retired");
        ends = ends || e.event == "redirected" || e.event == "retired";
    }
    Datum arguments[] = {Datum(0), TimestampTzGetDatum(at), CStringGetTextDatum("data"), Datum(0), names, profiles, others};
    for (const Live statement : {Live::kRedirect1, Live::kRedirect2, Live::kRedirect3, Live::kRedirect4})
        if (redirects) run(statement, arguments, "n  n   ");
    if (!ends) return;
    CDP_TRY(work->ids.clear(); for (const auto& e : work->events) if (e.event == "redirected" || e.event == "retired") work->ids.push_back(e.profile));
    Datum ended[] = {ids_array(work->ids)};
    run(Live::kDropProfiles, ended);
}

void LiveCall::write_keys(RecordId id) {
    const Touched::Row* row;
    CDP_TRY(row = &work->touched.row(id));
    const Datum cells = array_of(row->cells, TEXTOID, [](const std::optional<std::string>& cell, bool* is_null) {
        *is_null = !cell;
        return cell ? text_datum(*cell) : Datum(0);
    });
    Datum values[] = {Int64GetDatum(id), text_datum(row->source), text_datum(row->key), cells, keys_array(work->keys)};
    run(is_new ? Live::kInsertKeys : Live::kPutKeys, values);
}

void LiveCall::write_clusters(TimestampTz at) {
    int unnamed;
    CDP_TRY(unnamed = static_cast<int>(work->touched.unnamed()));
    if (unnamed > 0) {
        Datum values[] = {Int32GetDatum(unnamed)};
        run(Live::kNewProfiles, values);
        work->fresh.clear();
        for (uint64 i = 0; i < SPI_processed; i++) {
            const RecordId id = number(i, 1);
            CDP_TRY(work->fresh.push_back(id));
        }
        SPI_freetuptable(SPI_tuptable);
        CDP_TRY(work->touched.name(work->fresh));
    }
    write_links();
    write_conflicts();
    write_identities(at);
    write_gain();
    write_events(at);
    write_golden(at);
}

void LiveCall::write_golden(TimestampTz at) {
    CDP_TRY(work->ids = work->touched.changed_profiles());
    if (work->ids.empty()) return;
    Datum values[3] = {ids_array(work->ids), TimestampTzGetDatum(at)};
    if (!hub->has_decisions) {
        CDP_TRY(work->confidences = work->touched.confidences(work->ids));
        values[2] = array_of(work->confidences, FLOAT8OID, [](double confidence, bool*) { return Float8GetDatum(confidence); });
    }
    run(hub->has_decisions ? Live::kGolden : Live::kGoldenKnown, values);
}

void LiveCall::forget(RecordId id, TimestampTz at) {
    Datum values[] = {Int64GetDatum(id), TimestampTzGetDatum(at)};
    run(Live::kDropRecord, values);
}

}  // namespace cdp::pg
