-- SPDX-License-Identifier: PostgreSQL
-- A batch: 10,000 rows of table record get another e-mail address, street or phone, and the hub follows: the source is read (sync) and
-- what changed is resolved. Twice, since the first resolve of a session reads the model.
SET client_min_messages = warning;
SET cdp.progress = off;
\set round 1
\ir real_time_batch_round.sql
\set round 2
\ir real_time_batch_round.sql
