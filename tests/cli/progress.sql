-- The figures of `progress`, as-was, recomputed from the Parquet export alone by another program.
-- Parameters: $year, $as_of (day), $slots ('unit' or 'quarter'), $hours (east of Greenwich).
-- A column of a day shows what holds at $as_of; what is still known has the greatest `known_to`.
WITH RECURSIVE
known AS (SELECT 9223372036854775807 AS for_ever),
asked AS (
    SELECT
        make_date($year, 1, 1) AS first,
        make_date($year, 12, 31) AS ends,
        least($as_of::DATE, make_date($year, 12, 31)) AS last
),
spells AS (SELECT u.* FROM units u, known WHERE u.known_to = known.for_ever),
begun AS (SELECT unit, min(since) AS since, arg_min(parent, since) AS parent FROM spells GROUP BY unit),
-- What stood where a unit stands, before it was founded: the one older unit that ended into it, or
-- else the superior that it was founded under.
merged AS (
    SELECT n.unit, min(o.unit) AS older
    FROM begun n
    JOIN (SELECT DISTINCT unit, parent FROM spells WHERE ended IS NOT NULL AND until = '9999-12-31') o
        ON o.parent = n.unit
    JOIN begun b ON b.unit = o.unit AND b.since < n.since
    GROUP BY n.unit HAVING count(DISTINCT o.unit) = 1
),
earlier AS (
    SELECT b.unit, coalesce(m.older, b.parent) AS unit_before
    FROM begun b LEFT JOIN merged m ON m.unit = b.unit
),
slots AS (
    SELECT '' AS slot, $year::TEXT AS period, first, ends, least($as_of::DATE, ends) AS day
    FROM asked WHERE $slots = 'unit'
    UNION ALL
    SELECT
        q::TEXT, $year || '-Q' || q, make_date($year, 3 * q - 2, 1),
        last_day(make_date($year, 3 * q, 1)),
        least($as_of::DATE, last_day(make_date($year, 3 * q, 1)))
    FROM range(1, 5) AS quarters (q) WHERE $slots = 'quarter'
),
rules AS (
    SELECT c.figure, arg_max(c.milestone, r.first) AS milestone, arg_max(c.cancelled, r.first) AS cancelled
    FROM countings c
    JOIN rulebooks r ON r.reference = c.reference AND r.unit = ''
    JOIN asked a ON a.last BETWEEN r.first AND r.last AND a.last BETWEEN c.first AND c.last
    JOIN known ON c.known_to = known.for_ever AND r.known_to = known.for_ever
    WHERE c.since <= $as_of AND c.until > $as_of AND r.since <= $as_of AND r.until > $as_of
    GROUP BY c.figure
),
counts AS (
    SELECT d.figure, coalesce(r.milestone, d.milestone) AS milestone, coalesce(r.cancelled, '') AS cancelled
    FROM (VALUES ('admitted', 'ceremony-held'), ('recognised', 'recognised'),
                 ('certified', 'class-certified')) AS d (figure, milestone)
    LEFT JOIN rules r ON r.figure = d.figure
),
reached AS (SELECT m.* FROM milestones m, known WHERE m.known_to = known.for_ever AND m.since <= $as_of),
standings AS (SELECT c.* FROM candidates c, known WHERE c.known_to = known.for_ever),
cancelled AS (
    SELECT candidate FROM standings
    WHERE standing = 'cancelled' AND since <= $as_of AND until > $as_of
),
counted AS (
    SELECT c.figure, m.unit, m.on_day, m.position
    FROM counts c JOIN reached m ON m.name = c.milestone
    WHERE c.cancelled <> 'kept' AND m.until > $as_of
    UNION ALL
    SELECT c.figure, max(m.unit), max(m.on_day), max(m.position)
    FROM counts c
    JOIN reached m ON m.name = c.milestone
    JOIN asked a ON m.on_day BETWEEN a.first AND a.ends
    WHERE c.cancelled = 'kept'
        AND (m.until > $as_of OR m.candidate IN (SELECT candidate FROM cancelled))
    GROUP BY c.figure, m.candidate
    UNION ALL
    SELECT 'decided_without_ceremony', m.unit, m.on_day, m.position
    FROM reached m
    WHERE m.name = 'admission-decided' AND m.until > $as_of AND NOT EXISTS (
        SELECT 1 FROM reached o
        WHERE o.candidate = m.candidate AND o.name = 'ceremony-held' AND o.until > $as_of
    )
),
facts AS (
    SELECT c.figure, c.unit, c.on_day, s.slot, c.position, s.day
    FROM counted c JOIN slots s ON c.on_day BETWEEN s.first AND s.ends
    UNION ALL
    SELECT
        'dossiers_open', c.unit, least(d.day, a.last), d.slot, 0, d.day
    FROM asked a, standings c
    JOIN (
        SELECT slot, CASE WHEN $slots = 'quarter' THEN day ELSE $as_of::DATE END AS day
        FROM slots WHERE $slots = 'unit' OR first <= $as_of
    ) d ON c.since <= d.day AND c.until > d.day
    WHERE c.standing IN (
        'dossier-open', 'cv-certified', 'returned', 'cell-vote-failed', 'cell-resolved',
        'committee-vote-failed', 'committee-resolved'
    )
),
recorded_by AS (
    SELECT s.slot, coalesce(max(e.position), 0) AS position
    FROM slots s LEFT JOIN events e
        ON e.recorded_at < (s.day + 1)::TIMESTAMP - to_hours($hours)
    GROUP BY s.slot
),
all_facts AS (
    SELECT figure, unit, on_day, slot FROM facts
    UNION ALL
    SELECT 'recorded_late', f.unit, f.on_day, f.slot
    FROM facts f JOIN recorded_by r ON r.slot = f.slot
    WHERE f.figure = 'admitted' AND f.position > r.position
),
-- The units that stood on some day of the year, as they were on the last of them.
last_days AS (
    SELECT
        unit,
        CASE WHEN max(ended) <= (SELECT last FROM asked) THEN max(ended) - 1
             ELSE (SELECT last FROM asked) END AS day
    FROM spells GROUP BY unit
),
stood AS (
    SELECT s.unit, s.parent, d.day
    FROM last_days d JOIN spells s ON s.unit = d.unit AND s.since <= d.day AND s.until > d.day
    WHERE d.day >= (SELECT first FROM asked) AND s.ended IS NULL
),
-- From a unit upward on a day: to what stands in its place, and to all above that.
walk AS (
    SELECT unit, on_day, unit AS here, 0 AS steps FROM all_facts GROUP BY unit, on_day
    UNION
    SELECT parent, day, parent, 0 FROM stood WHERE parent IS NOT NULL
    UNION
    SELECT w.unit, w.on_day, CASE WHEN s.unit IS NULL THEN e.unit_before ELSE s.parent END, w.steps + 1
    FROM walk w
    LEFT JOIN spells s ON s.unit = w.here AND s.since <= w.on_day AND s.until > w.on_day
    JOIN earlier e ON e.unit = w.here
    WHERE CASE WHEN s.unit IS NULL THEN e.unit_before ELSE s.parent END IS NOT NULL
),
credited AS (
    SELECT w.unit, w.on_day, w.here, w.steps
    FROM walk w JOIN spells s ON s.unit = w.here AND s.since <= w.on_day AND s.until > w.on_day
    WHERE s.ended IS NULL
),
tree AS (
    SELECT s.unit, p.unit AS parent
    FROM stood s
    LEFT JOIN (
        SELECT unit, on_day, arg_min(here, steps) AS home FROM credited GROUP BY unit, on_day
    ) h ON h.unit = s.parent AND h.on_day = s.day
    LEFT JOIN stood p ON p.unit = h.home
),
sums AS (
    SELECT c.here AS unit, f.slot, f.figure, count(*) AS people
    FROM all_facts f JOIN credited c ON c.unit = f.unit AND c.on_day = f.on_day
    GROUP BY ALL
),
own AS (
    SELECT t.unit, t.period, any_value(t.people) AS people
    FROM targets t, known
    WHERE t.known_to = known.for_ever AND t.since <= $as_of AND t.until > $as_of
        AND t.indicator = 'admitted' AND t.for_group = ''
        AND t.period IN (SELECT period FROM slots UNION SELECT $year::TEXT)
        AND t.unit IN (SELECT unit FROM tree)
    GROUP BY t.unit, t.period
),
-- A target counts in the sum of each unit above it, up to the first that has one of its own.
upward AS (
    SELECT o.unit, o.period, o.people, t.parent AS here
    FROM own o JOIN tree t ON t.unit = o.unit WHERE t.parent IS NOT NULL
    UNION ALL
    SELECT u.unit, u.period, u.people, t.parent
    FROM upward u
    JOIN tree t ON t.unit = u.here AND t.parent IS NOT NULL
    WHERE NOT EXISTS (SELECT 1 FROM own o WHERE o.unit = u.here AND o.period = u.period)
),
below AS (SELECT here AS unit, period, sum(people)::BIGINT AS people FROM upward GROUP BY here, period),
goals AS (
    SELECT
        coalesce(o.unit, b.unit) AS unit, coalesce(o.period, b.period) AS period,
        o.people AS own, b.people AS below, coalesce(o.people, b.people) AS asked
    FROM own o FULL JOIN below b ON b.unit = o.unit AND b.period = o.period
),
figures AS (
    SELECT
        t.unit, s.slot, s.period,
        coalesce(max(f.people) FILTER (f.figure = 'admitted'), 0) AS admitted,
        coalesce(max(f.people) FILTER (f.figure = 'recognised'), 0) AS recognised,
        coalesce(max(f.people) FILTER (f.figure = 'certified'), 0) AS certified,
        coalesce(max(f.people) FILTER (f.figure = 'decided_without_ceremony'), 0) AS undecided,
        coalesce(max(f.people) FILTER (f.figure = 'dossiers_open'), 0) AS dossiers,
        coalesce(max(f.people) FILTER (f.figure = 'recorded_late'), 0) AS late
    FROM tree t CROSS JOIN slots s
    LEFT JOIN sums f ON f.unit = t.unit AND f.slot = s.slot
    GROUP BY t.unit, s.slot, s.period
),
summed AS (
    SELECT *, (sum(admitted) OVER (PARTITION BY unit ORDER BY slot))::BIGINT AS so_far FROM figures
)
SELECT
    f.unit,
    f.period,
    g.asked AS target,
    CASE WHEN g.own IS NOT NULL THEN 'own' WHEN g.below IS NOT NULL THEN 'sum' ELSE 'none' END AS target_source,
    g.own AS target_own,
    g.below AS target_sum,
    f.admitted AS admitted_counted,
    f.recognised AS recognised_counted,
    f.certified AS certified_counted,
    f.undecided AS decided_without_ceremony_counted,
    f.dossiers AS dossiers_open_counted,
    f.so_far AS year_admitted_counted,
    f.late AS recorded_late,
    y.asked AS year_target,
    CASE WHEN g.asked > 0 THEN (20000 * f.admitted + g.asked) // (2 * g.asked) END AS hundredths,
    CASE WHEN y.asked > 0 THEN (20000 * f.so_far + y.asked) // (2 * y.asked) END AS year_hundredths
FROM summed f
LEFT JOIN goals g ON g.unit = f.unit AND g.period = f.period
LEFT JOIN goals y ON y.unit = f.unit AND y.period = $year::TEXT
