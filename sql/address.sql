-- SPDX-License-Identifier: PostgreSQL
-- Street lines: clean form and parts.
\pset null '-'
SELECT v AS value, cdp.normalize_address(v) FROM unnest(ARRAY[
    '12, av. Foch', '12 r de la Paix', '7 CHE DES VIGNES BP 123', '24 av Gal Leclerc', '3 rpt des Fleurs bat C', '1 Elm Trl',
    '10 Palm Vly', 'Berliner Str. 5', 'C/ Mayor, 5', 'V.le Europa 10/B', 'P.za Garibaldi 3', '2 pl St-Jean', '5 Main St',
    '3 GR', '12 Gde Rue', '221B BAKER ST APT A', 'BAT A 5 RUE FOCH', 'PO BOX 12', 'BP 12 ZA DU PARC', '100 SW 5TH ST', 'Pº de Gracia 5', '10 Cedar Knls']) WITH ORDINALITY AS t (v, nr) ORDER BY nr;
SELECT v AS address, p.* FROM unnest(ARRAY[
    '12, av. Foch', '12 BIS BD VICTOR HUGO', '12B RUE DE L''EGLISE BAT C APPT 12', '12-14 rue de la Paix, 75002 Paris',
    'Résidence Les Lilas, 3 imp des Roses', '3e étage, 5 pl St-Jean', 'rue du 8 mai 1945', '7 CHE DES VIGNES BP 123', '5 Main St',
    '100 N Main St Apt 4B', '350 5th Ave', 'Flat 2, 10 Downing Street', '221B Baker Street, London', 'P.O. Box 12', 'Route 66',
    'Hauptstr. 12 a', 'Berliner Str. 5', 'C/Mayor 5', 'Avda. de los Reyes nº 12', 'V.le Europa 10/B', 'ul. Polna 92', 'Le Bourg',
    '', ',-']) WITH ORDINALITY AS t (v, nr), cdp.parse_address(v) AS p ORDER BY nr;
SELECT cdp.parse_address(NULL) IS NULL AS strict, cdp.parse_address(repeat('1 ', 5242880)) IS NULL AS huge,
       (cdp.parse_address('12 rue Foch')).street_name;
