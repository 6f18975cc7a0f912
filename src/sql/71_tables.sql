-- SPDX-License-Identifier: PostgreSQL
-- The tables of a hub. Core types only, relations by schema and name and never by OID, no foreign keys on the
-- large tables; so pg_dump keeps a hub whole and the extension may come and go.

CREATE FUNCTION cdp._create_registry(hub name, template text, region text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.hub (
            only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            cdp_version text NOT NULL,
            template    text NOT NULL,
            settings    jsonb NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp());
        COMMENT ON TABLE %1$I.hub IS 'One row that describes this hub';
        COMMENT ON COLUMN %1$I.hub.only_row IS 'Always true: keeps the table at one row';
        COMMENT ON COLUMN %1$I.hub.cdp_version IS 'Version of cdp that made these tables';
        COMMENT ON COLUMN %1$I.hub.template IS 'Template the hub started from';
        COMMENT ON COLUMN %1$I.hub.settings IS 'region: country code for phones and postcodes of records without a country that cdp.country_code knows, or null; day_first: whether 03/04/2020 is 3 April, for sources whose values do not tell (table source); time_zone: for times without a zone in the sources; max_size: most records of a profile; shared_names: by how many names a value may be shared before cdp.train blocks it (20)';
        COMMENT ON COLUMN %1$I.hub.created_at IS 'When the hub was created';

        CREATE TABLE %1$I.attribute (
            name         text PRIMARY KEY,
            position     int NOT NULL UNIQUE,
            kind         text NOT NULL,
            many         boolean NOT NULL,
            type         text NOT NULL,
            identifier_limit int,
            identifier_days int,
            survivorship text[],
            "group"      text,
            valid_pattern text,
            invalid_values text[],
            personal     boolean NOT NULL DEFAULT true);
        COMMENT ON TABLE %1$I.attribute IS 'Attributes of a record and of a golden record';
        COMMENT ON COLUMN %1$I.attribute.name IS 'Name, also that of the column in record, profile and unified_profile';
        COMMENT ON COLUMN %1$I.attribute.position IS 'Order in which attributes were added';
        COMMENT ON COLUMN %1$I.attribute.kind IS 'What the values mean: given_name, email, birth_date ...; decides cleaning, comparison and survivorship';
        COMMENT ON COLUMN %1$I.attribute.many IS 'True when a record may hold several values (an array)';
        COMMENT ON COLUMN %1$I.attribute.type IS 'SQL type of the column';
        COMMENT ON COLUMN %1$I.attribute.identifier_limit IS 'How many different values a profile may have; null: any number; set by cdp.set_identifier_limit';
        COMMENT ON COLUMN %1$I.attribute.identifier_days IS 'Within how many days of one another these are counted, by observed_at of the records; null: ever';
        COMMENT ON COLUMN %1$I.attribute.survivorship IS 'Strategies that pick the golden value, the next one breaking ties; null takes the default of the kind; changed by cdp.set_survivorship';
        COMMENT ON COLUMN %1$I.attribute."group" IS 'Attributes of one group survive together, from one record; set by cdp.set_group';
        COMMENT ON COLUMN %1$I.attribute.valid_pattern IS 'Regular expression that a value must match to become golden; set by cdp.set_validity';
        COMMENT ON COLUMN %1$I.attribute.invalid_values IS 'Values that never become golden; set by cdp.set_validity';
        COMMENT ON COLUMN %1$I.attribute.personal IS 'Personal data, hidden in unified_profile_masked; set by cdp.set_personal';

        CREATE TABLE %1$I.attribute_group (
            name         text PRIMARY KEY,
            survivorship text[] NOT NULL);
        COMMENT ON TABLE %1$I.attribute_group IS 'Groups of attributes that survive together, so that an address is never put together from two records';
        COMMENT ON COLUMN %1$I.attribute_group.name IS 'Name of the group';
        COMMENT ON COLUMN %1$I.attribute_group.survivorship IS 'Strategies that pick the record';

        CREATE TABLE %1$I.pin (
            attribute  text NOT NULL,
            source     text NOT NULL,
            source_key text NOT NULL,
            value      text,
            reason     text NOT NULL,
            author     text NOT NULL,
            pinned_at  timestamptz NOT NULL,
            expires_at timestamptz,
            PRIMARY KEY (attribute, source, source_key));
        COMMENT ON TABLE %1$I.pin IS 'Golden values that a steward set; each follows one record wherever it goes';
        COMMENT ON COLUMN %1$I.pin.attribute IS 'The attribute';
        COMMENT ON COLUMN %1$I.pin.source IS 'Source of the record that the pin follows';
        COMMENT ON COLUMN %1$I.pin.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.pin.value IS 'The golden value; null makes it null';
        COMMENT ON COLUMN %1$I.pin.reason IS 'Why';
        COMMENT ON COLUMN %1$I.pin.author IS 'Who pinned it';
        COMMENT ON COLUMN %1$I.pin.pinned_at IS 'When; of several pins of a profile the last one holds';
        COMMENT ON COLUMN %1$I.pin.expires_at IS 'From then on cdp.expire_pins takes it away; null: never';

        CREATE TABLE %1$I.ignored_value (
            attribute  text NOT NULL,
            value      text NOT NULL,
            source     text,
            source_key text,
            reason     text NOT NULL,
            author     text NOT NULL,
            ignored_at timestamptz NOT NULL,
            CHECK ((source IS NULL) = (source_key IS NULL)),
            UNIQUE NULLS NOT DISTINCT (attribute, value, source, source_key));
        COMMENT ON TABLE %1$I.ignored_value IS 'Values that a steward took out of the running for golden records';
        COMMENT ON COLUMN %1$I.ignored_value.attribute IS 'The attribute';
        COMMENT ON COLUMN %1$I.ignored_value.value IS 'The value as text';
        COMMENT ON COLUMN %1$I.ignored_value.source IS 'Source of the record where it is ignored; null: everywhere';
        COMMENT ON COLUMN %1$I.ignored_value.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.ignored_value.reason IS 'Why';
        COMMENT ON COLUMN %1$I.ignored_value.author IS 'Who said so';
        COMMENT ON COLUMN %1$I.ignored_value.ignored_at IS 'When';

        CREATE TABLE %1$I.source (
            name            text PRIMARY KEY,
            relation_schema text,
            relation_name   text,
            key             text,
            mapping         jsonb NOT NULL,
            observed_at     text,
            day_first       jsonb NOT NULL DEFAULT '{}' CHECK (pg_catalog.jsonb_typeof(day_first) = 'object'),
            priority        int NOT NULL,
            mode            text NOT NULL CHECK (mode IN ('manual', 'trigger', 'queue', 'push')),
            duplicate_free  boolean NOT NULL DEFAULT false,
            on_error        text NOT NULL DEFAULT 'queue' CHECK (on_error IN ('queue', 'raise')),
            created_at      timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            CHECK (mode = 'push' OR pg_catalog.num_nulls(relation_schema, relation_name, key) = 0));
        COMMENT ON TABLE %1$I.source IS 'Registered relations and how their columns map to attributes';
        COMMENT ON COLUMN %1$I.source.name IS 'Name of the source';
        COMMENT ON COLUMN %1$I.source.relation_schema IS 'Schema of the relation that is read; null, as the next two, when there is none';
        COMMENT ON COLUMN %1$I.source.relation_name IS 'Table, view or foreign table that is read';
        COMMENT ON COLUMN %1$I.source.key IS 'SQL expression over a row that gives its key, unique within the source';
        COMMENT ON COLUMN %1$I.source.mapping IS 'Attribute name to SQL expression over a row; empty for mode push';
        COMMENT ON COLUMN %1$I.source.observed_at IS 'SQL expression that tells when the row was last true; null takes the time at which a sync first saw it so';
        COMMENT ON COLUMN %1$I.source.day_first IS 'Attribute to whether its 03/04/2020 is 3 April, as cdp.add_source, or a change of mapping, found in the values; for other attributes settings of table hub say it';
        COMMENT ON COLUMN %1$I.source.priority IS 'Rank among sources: the lowest is trusted most';
        COMMENT ON COLUMN %1$I.source.mode IS 'How changes arrive: manual, by cdp.sync; trigger, by the transaction that writes them; queue, by cdp.process_queue; push, by cdp.upsert_record and cdp.delete_record';
        COMMENT ON COLUMN %1$I.source.duplicate_free IS 'True when no two of its records are the same customer: a profile gets at most one of them';
        COMMENT ON COLUMN %1$I.source.on_error IS 'Mode trigger, when records cannot be brought up to date: queue lets the keys wait for cdp.process_queue, raise lets the transaction fail';
        COMMENT ON COLUMN %1$I.source.created_at IS 'When the source was registered';
    $ddl$, hub);
    EXECUTE pg_catalog.format('INSERT INTO %I.hub (cdp_version, template, settings) SELECT e.extversion, $1, $2 FROM pg_catalog.pg_extension e WHERE e.extname = ''cdp''', hub)
        USING template, pg_catalog.jsonb_build_object('region', region, 'day_first', region IS DISTINCT FROM 'US', 'time_zone', pg_catalog.current_setting('TimeZone'));
END
$body$;
COMMENT ON FUNCTION cdp._create_registry(name, text, text) IS 'Internal: creates the tables hub, attribute, attribute_group, pin, ignored_value and source.';

CREATE FUNCTION cdp._create_records(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.run (
            run_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            operation   text NOT NULL,
            source      text,
            model_id    bigint,
            counts      jsonb NOT NULL,
            started_at  timestamptz NOT NULL,
            finished_at timestamptz NOT NULL);
        COMMENT ON TABLE %1$I.run IS 'Every batch: what was done, when, with what counts';
        COMMENT ON COLUMN %1$I.run.run_id IS 'Number of the run';
        COMMENT ON COLUMN %1$I.run.operation IS 'sync, train, add_model, resolve, or queue for a batch of it';
        COMMENT ON COLUMN %1$I.run.source IS 'Source of a sync';
        COMMENT ON COLUMN %1$I.run.model_id IS 'Model made by a train or an add_model, or used by a resolve';
        COMMENT ON COLUMN %1$I.run.counts IS 'Counts by name, such as inserted, links, created';
        COMMENT ON COLUMN %1$I.run.started_at IS 'Start';
        COMMENT ON COLUMN %1$I.run.finished_at IS 'End';

        CREATE TABLE %1$I.record (
            record_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            source      text NOT NULL,
            source_key  text NOT NULL,
            observed_at timestamptz,
            row_hash    bytea NOT NULL,
            run_id      bigint NOT NULL,
            UNIQUE (source, source_key)) WITH (fillfactor = 90);
        COMMENT ON TABLE %1$I.record IS 'One row per source row, cleaned: one typed column per attribute';
        COMMENT ON COLUMN %1$I.record.record_id IS 'Number of the record';
        COMMENT ON COLUMN %1$I.record.source IS 'Source it came from';
        COMMENT ON COLUMN %1$I.record.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.record.observed_at IS 'When the source says that the row was last true';
        COMMENT ON COLUMN %1$I.record.row_hash IS 'Hash of the mapped raw values and of the mapping: tells whether a row changed';
        COMMENT ON COLUMN %1$I.record.run_id IS 'Run that last wrote the record; 0 for cdp.upsert_record';

        CREATE TABLE %1$I.reject (
            reject_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            source      text NOT NULL,
            source_key  text,
            kind        text NOT NULL CHECK (kind IN ('row', 'value')),
            attribute   text,
            value       text,
            reason      text NOT NULL,
            source_row  jsonb,
            run_id      bigint NOT NULL,
            rejected_at timestamptz NOT NULL);
        CREATE INDEX ON %1$I.reject (source, source_key);
        COMMENT ON TABLE %1$I.reject IS 'Rows that a sync could not take, and values that could not be cleaned; the next sync tries the rows again';
        COMMENT ON COLUMN %1$I.reject.reject_id IS 'Number of the reject';
        COMMENT ON COLUMN %1$I.reject.source IS 'Source of the row';
        COMMENT ON COLUMN %1$I.reject.source_key IS 'Key of the row, when known';
        COMMENT ON COLUMN %1$I.reject.kind IS 'row: the row was not taken; value: the row was taken with a null for this attribute';
        COMMENT ON COLUMN %1$I.reject.attribute IS 'Attribute of a rejected value';
        COMMENT ON COLUMN %1$I.reject.value IS 'The rejected value as the source has it';
        COMMENT ON COLUMN %1$I.reject.reason IS 'Why';
        COMMENT ON COLUMN %1$I.reject.source_row IS 'A rejected row: its raw values by attribute, or by column when an expression failed';
        COMMENT ON COLUMN %1$I.reject.run_id IS 'Run that rejected it first; 0 for cdp.upsert_record';
        COMMENT ON COLUMN %1$I.reject.rejected_at IS 'When that was';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_records(name) IS 'Internal: creates the tables run, record and reject.';

CREATE FUNCTION cdp._create_identities(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.model (
            model_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            model        jsonb NOT NULL,
            definition   jsonb NOT NULL GENERATED ALWAYS AS (model - 'statistics') STORED,
            statistics   text GENERATED ALWAYS AS ((model -> 'statistics')::text) STORED,
            frozen       boolean NOT NULL GENERATED ALWAYS AS (COALESCE(pg_catalog.jsonb_typeof(model #> '{statistics,blocking}') = 'object', false)) STORED,
            active       boolean NOT NULL DEFAULT false,
            created_at   timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            activated_at timestamptz);
        CREATE UNIQUE INDEX ON %1$I.model (active) WHERE active;
        COMMENT ON TABLE %1$I.model IS 'Versions of the matching model; at most one is active';
        COMMENT ON COLUMN %1$I.model.model_id IS 'Version';
        COMMENT ON COLUMN %1$I.model.model IS 'The model document, with its frozen statistics';
        COMMENT ON COLUMN %1$I.model.definition IS 'The same without statistics, of a few kilobytes';
        COMMENT ON COLUMN %1$I.model.statistics IS 'These statistics as text, as sessions read them';
        COMMENT ON COLUMN %1$I.model.frozen IS 'Whether it has the statistics that freeze it, so that records can be resolved with it';
        COMMENT ON COLUMN %1$I.model.active IS 'True for the version that resolve uses';
        COMMENT ON COLUMN %1$I.model.created_at IS 'When it was trained';
        COMMENT ON COLUMN %1$I.model.activated_at IS 'When it was last made active';

        CREATE TABLE %1$I.link (
            record_a          bigint NOT NULL,
            record_b          bigint NOT NULL,
            match_weight      float8 NOT NULL,
            match_probability float8 NOT NULL,
            levels            smallint[] NOT NULL,
            model_id          bigint NOT NULL,
            PRIMARY KEY (record_a, record_b),
            CHECK (record_a < record_b)) WITH (fillfactor = 90);
        CREATE INDEX ON %1$I.link (record_b);
        COMMENT ON TABLE %1$I.link IS 'Pairs of records that the model scored at or above its threshold review; those at or above its threshold component are links, of which clusters are made';
        COMMENT ON COLUMN %1$I.link.record_a IS 'The smaller record_id';
        COMMENT ON COLUMN %1$I.link.record_b IS 'The larger record_id';
        COMMENT ON COLUMN %1$I.link.match_weight IS 'Evidence in bits: log2 of the odds that both are the same customer';
        COMMENT ON COLUMN %1$I.link.match_probability IS 'The same as a probability';
        COMMENT ON COLUMN %1$I.link.levels IS 'Level reached in each comparison of the model: 0 missing, 1 strictest';
        COMMENT ON COLUMN %1$I.link.model_id IS 'Model that scored the pair';

        CREATE TABLE %1$I.conflict (
            record_a bigint NOT NULL,
            record_b bigint NOT NULL,
            linkage  float8 NOT NULL,
            reason   text NOT NULL,
            detail   text,
            model_id bigint NOT NULL,
            PRIMARY KEY (record_a, record_b),
            CHECK (record_a < record_b));
        CREATE INDEX ON %1$I.conflict (record_b);
        COMMENT ON TABLE %1$I.conflict IS 'Pairs of records that kept two profiles from becoming one, although their weights ask for it';
        COMMENT ON COLUMN %1$I.conflict.record_a IS 'The smaller record_id';
        COMMENT ON COLUMN %1$I.conflict.record_b IS 'The larger record_id';
        COMMENT ON COLUMN %1$I.conflict.linkage IS 'Evidence in bits that both groups of records are the same customer';
        COMMENT ON COLUMN %1$I.conflict.reason IS 'What forbade the join: cannot_link, duplicate_free, limit, ambiguous or max_size';
        COMMENT ON COLUMN %1$I.conflict.detail IS 'Source or attribute that the reason is about';
        COMMENT ON COLUMN %1$I.conflict.model_id IS 'Model that weighed the records';

        CREATE TABLE %1$I.identity (
            record_id  bigint PRIMARY KEY,
            profile_id bigint NOT NULL,
            since      timestamptz NOT NULL);
        CREATE INDEX ON %1$I.identity (profile_id);
        COMMENT ON TABLE %1$I.identity IS 'Which profile a record belongs to now';
        COMMENT ON COLUMN %1$I.identity.record_id IS 'The record';
        COMMENT ON COLUMN %1$I.identity.profile_id IS 'Its profile';
        COMMENT ON COLUMN %1$I.identity.since IS 'Since when';

        CREATE TABLE %1$I.identity_history (
            record_id  bigint NOT NULL,
            source     text NOT NULL,
            source_key text NOT NULL,
            profile_id bigint NOT NULL,
            valid_from timestamptz NOT NULL,
            valid_to   timestamptz NOT NULL);
        CREATE INDEX ON %1$I.identity_history (source, source_key, valid_to);
        CREATE INDEX ON %1$I.identity_history (profile_id);
        COMMENT ON TABLE %1$I.identity_history IS 'Which profile a record belonged to before; what holds now is in identity';
        COMMENT ON COLUMN %1$I.identity_history.record_id IS 'The record, which may be gone';
        COMMENT ON COLUMN %1$I.identity_history.source IS 'Its source';
        COMMENT ON COLUMN %1$I.identity_history.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.identity_history.profile_id IS 'The profile it belonged to';
        COMMENT ON COLUMN %1$I.identity_history.valid_from IS 'From this time, inclusive';
        COMMENT ON COLUMN %1$I.identity_history.valid_to IS 'To this time, exclusive';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_identities(name) IS 'Internal: creates the tables model, link, conflict, identity and identity_history.';

CREATE FUNCTION cdp._create_profiles(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.profile (
            profile_id   bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
            record_count bigint NOT NULL,
            source_count bigint NOT NULL,
            first_seen   timestamptz,
            last_seen    timestamptz,
            completeness float8 NOT NULL,
            confidence   float8 NOT NULL,
            updated_at   timestamptz NOT NULL) WITH (fillfactor = 90);
        COMMENT ON TABLE %1$I.profile IS 'Golden records: one row per customer; unified_profile is the view to read';
        COMMENT ON COLUMN %1$I.profile.profile_id IS 'Stable id of the customer';
        COMMENT ON COLUMN %1$I.profile.record_count IS 'Number of records behind it';
        COMMENT ON COLUMN %1$I.profile.source_count IS 'Number of sources behind it';
        COMMENT ON COLUMN %1$I.profile.first_seen IS 'Oldest observation among its records';
        COMMENT ON COLUMN %1$I.profile.last_seen IS 'Newest observation among its records';
        COMMENT ON COLUMN %1$I.profile.completeness IS 'Share of the attributes that have a golden value, 0 to 1';
        COMMENT ON COLUMN %1$I.profile.confidence IS 'How sure it is that its records belong together, 0 to 1, in steps of 0.0001: of each record the best match_probability of a link to another one of the profile (1 where a must_link joins it to one), and of these the lowest; 1 for a single record';
        COMMENT ON COLUMN %1$I.profile.updated_at IS 'When this row last changed';

        CREATE TABLE %1$I.profile_event (
            event_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            event      text NOT NULL,
            profile_id bigint NOT NULL,
            other_id   bigint,
            cause      text NOT NULL,
            decision_id bigint,
            run_id     bigint,
            at         timestamptz NOT NULL);
        CREATE INDEX ON %1$I.profile_event (profile_id);
        COMMENT ON TABLE %1$I.profile_event IS 'What happened to profiles; only ever added to';
        COMMENT ON COLUMN %1$I.profile_event.event_id IS 'Number of the event';
        COMMENT ON COLUMN %1$I.profile_event.event IS 'created; merged: took in other_id; redirected: lives on as other_id; split: came out of other_id; retired: no record is left; restored: its records are back, out of other_id where they had gone there';
        COMMENT ON COLUMN %1$I.profile_event.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.profile_event.other_id IS 'The other profile, where there is one';
        COMMENT ON COLUMN %1$I.profile_event.cause IS 'What brought it about: data (records changed), model (another one is active), constraint (what a profile must not hold changed), decision (of a steward)';
        COMMENT ON COLUMN %1$I.profile_event.decision_id IS 'The decision, where one was the cause';
        COMMENT ON COLUMN %1$I.profile_event.run_id IS 'Run that did it; null for cdp.upsert_record and cdp.delete_record';
        COMMENT ON COLUMN %1$I.profile_event.at IS 'When';

        CREATE TABLE %1$I.redirect (
            profile_id bigint PRIMARY KEY,
            current_id bigint NOT NULL,
            since      timestamptz NOT NULL,
            CHECK (profile_id <> current_id));
        CREATE INDEX ON %1$I.redirect (current_id);
        COMMENT ON TABLE %1$I.redirect IS 'Retired profile ids and the ids they live on as, always in one hop';
        COMMENT ON COLUMN %1$I.redirect.profile_id IS 'The retired id';
        COMMENT ON COLUMN %1$I.redirect.current_id IS 'The id that stands for it now';
        COMMENT ON COLUMN %1$I.redirect.since IS 'When it was retired';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_profiles(name) IS 'Internal: creates the tables profile, profile_event and redirect.';
