// SPDX-License-Identifier: PostgreSQL
// The scoring step of people_jw.json as joins in DuckDB, in the form in which Splink has a database do it: blocked pairs first,
// one rule after the other, then comparisons with frequencies of values. Without training and clusters. Run by tools/bench.sh:
// node duckdb_people.mjs TABLE.csv MODEL.json
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [table, modelFile] = process.argv.slice(2);
const model = JSON.parse(readFileSync(modelFile, "utf8"));

function key(expression, side) {
    const part = /^(\w+)\[:(\d+)\]$/.exec(expression);
    if (part) return `substr(${side}.${part[1]}, 1, ${part[2]})`;
    const year = /^(\w+)\.year$/.exec(expression);
    return year ? `substr(${side}.${year[1]}, 1, 4)` : `${side}.${expression}`;
}

function holds(when, column) {
    if (when === "exact") return `l.${column} = r.${column}`;
    if (when === "else") return "true";
    const [measure, operator, bound] = when.split(" ");
    const call = { jaro_winkler: "jaro_winkler_similarity", levenshtein: "levenshtein" }[measure];
    return `${call}(l.${column}, r.${column}) ${operator} ${bound}`;
}

function bits(comparison) {
    const column = comparison.attributes[0];
    const cases = comparison.levels.map((level) => {
        const rarity = level.term_frequency ? ` + log2(${level.u} / greatest(l.tf_${column}, r.tf_${column}))` : "";
        return `WHEN ${holds(level.when, column)} THEN ${Math.log2(level.m / level.u)}${rarity}`;
    });
    return `CASE WHEN l.${column} IS NULL OR r.${column} IS NULL THEN 0 ${cases.join(" ")} END`;
}

const rules = model.blocking.map((rule) => rule.map((e) => `${key(e, "l")} = ${key(e, "r")}`).join(" AND "));
const blocked = rules.map((rule, i) => {
    const seen = rules.slice(0, i).map((earlier) => ` AND NOT coalesce(${earlier}, false)`).join("");
    return `SELECT l.id AS a, r.id AS b FROM person l JOIN person r ON ${rule} WHERE l.id < r.id${seen}`;
});
const rare = model.comparisons.filter((c) => c.levels.some((l) => l.term_frequency)).map((c) => c.attributes[0]);
const frequencies = rare.map((c) => `, count(${c}) OVER (PARTITION BY ${c}) / sum(1) OVER () AS tf_${c}`).join("");

const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
async function seconds(statement) {
    const began = performance.now();
    await connection.run(statement);
    return (performance.now() - began) / 1000;
}
await connection.run(`CREATE TABLE loaded AS SELECT * FROM read_csv('${table}', all_varchar = true)`);
let best = Infinity;
for (let i = 0; i < 3; i++) {
    const taken = [
        await seconds(`CREATE OR REPLACE TABLE person AS SELECT *${frequencies} FROM loaded`),
        await seconds(`CREATE OR REPLACE TABLE blocked AS ${blocked.join(" UNION ALL ")}`),
        await seconds(`CREATE OR REPLACE TABLE scored AS SELECT * FROM (SELECT a, b, log2(${model.prior}) + ${model.comparisons.map(bits).join(" + ")} AS weight
            FROM blocked JOIN person l ON l.id = a JOIN person r ON r.id = b) WHERE weight >= ${model.thresholds.component}`),
    ];
    best = Math.min(best, taken.reduce((a, b) => a + b));
}
const count = async (of) => (await connection.runAndReadAll(`SELECT count(*) FROM ${of}`)).getRows()[0][0];
console.log(`DuckDB, 2 threads, scoring alone (Splink's way): ${best.toFixed(2)} s, ${await count("blocked")} pairs, ${await count("scored")} links`);
connection.closeSync();
