// SPDX-License-Identifier: PostgreSQL
// DuckDB's side of functions.sql: the same pairs, one thread, best of three, in milliseconds. Prints lines of
// CSV: texts, expression, time. Run by tools/bench.sh: node duckdb.mjs FOLDER, with FOLDER/names.csv and long.csv.
import { DuckDBInstance } from "@duckdb/node-api";

const MEASURES = [
    "strlen(a)",
    "levenshtein(a, b)",
    "damerau_levenshtein(a, b)",
    "jaro_similarity(a, b)",
    "jaro_winkler_similarity(a, b)",
    "jaccard(a, b)",
];

const folder = process.argv[2];
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
for (const texts of ["names", "long"]) {
    await connection.run(`CREATE TABLE ${texts} (a VARCHAR, b VARCHAR)`);
    await connection.run(`INSERT INTO ${texts} SELECT * FROM read_csv('${folder}/${texts}.csv', header = false,
        columns = {'a': 'VARCHAR', 'b': 'VARCHAR'}, quote = '"', escape = '"')`);
    for (const measure of MEASURES) {
        let best = Infinity;
        for (let i = 0; i < 3; i++) {
            const began = performance.now();
            await connection.runAndReadAll(`SELECT sum(${measure}) FROM ${texts}`);
            best = Math.min(best, performance.now() - began);
        }
        console.log(`${texts},"${measure}",${best}`);
    }
}
connection.closeSync();
