-- SPDX-License-Identifier: PostgreSQL
-- cdp.fold in every script, composed and decomposed, long and hostile.
\pset null '(null)'

SELECT script, name, cdp.fold(name)
FROM (VALUES ('Latin', 'Łukasz Wiśniewski'), ('Latin', 'Nguyễn Thị'), ('Latin', 'Şükrü IŞIK'), ('Latin', 'Þórður Ægisson'),
             ('Greek', 'Αθηνά Ευαγγελία Μπάμπης'), ('Cyrillic', 'Щербакова Юлія'), ('Arabic', 'عبد الله يوسف علي'),
             ('Arabic', 'مُحَمَّد'), ('Persian', 'پرویز شاه‌رخ'), ('Hebrew', 'שלום יוסף'), ('Hebrew', 'ג''ון'),
             ('Han', '王小明'), ('Han', '山田 太郎'), ('Kana', 'さとう ひろし'), ('Kana', 'サトウ ﾋﾛｼ'), ('Hangul', '김철수'),
             ('Thai', 'สมชาย'), ('Devanagari', 'राम प्रसाद'), ('Armenian', 'Հայաստան'), ('Georgian', 'საქართველო'),
             ('Syllabics', 'ᐁᐅ')) AS v (script, name);

-- one form for canonically equal texts, and no second fold
SELECT script, bool_and(cdp.fold(normalize(c, NFD)) = cdp.fold(normalize(c, NFC))) AS composed_is_decomposed,
       bool_and(cdp.fold(cdp.fold(c)) = cdp.fold(c)) AS idempotent, bool_and(cdp.fold(c) ~ '^[a-z0-9 ]*$') AS ascii
FROM (VALUES ('Latin', 192, 591), ('Vietnamese', 7680, 7935), ('Greek', 880, 1023), ('Greek, old', 7936, 8191),
             ('Cyrillic', 1024, 1327), ('Hebrew', 1424, 1524), ('Arabic', 1536, 1791), ('Devanagari', 2304, 2431),
             ('Thai', 3585, 3675), ('Kana', 12353, 12543), ('Hangul', 44032, 44500), ('Presentation', 64256, 65279)) AS b (script, low, high),
     generate_series(low, high) AS cp, LATERAL (SELECT 'x' || chr(cp) || 'x') AS s (c)
GROUP BY script ORDER BY script COLLATE "C";

-- a long text costs linear time and can be cancelled anywhere
SELECT length(cdp.fold(repeat('محمد ', 100000))) AS arabic, length(cdp.fold(repeat('김', 100000))) AS hangul,
       length(cdp.fold(repeat('山', 100000))) AS han, length(cdp.fold('x' || repeat(U&'\0301\0316', 500000))) AS marks;
SET statement_timeout = '100ms';
SELECT cdp.fold(repeat('ส', 3000000));
RESET statement_timeout;
