-- How many days lie between any two steps of a path, by the year of the later one?
WITH first_times AS (
    SELECT store, candidate, name, min(on_day) AS on_day
    FROM milestones
    WHERE on_day IS NOT NULL
    GROUP BY ALL
)
SELECT
    s.province,
    year(b.on_day) AS year,
    a.name AS from_step,
    b.name AS to_step,
    count(*) AS paths,
    quantile_disc(b.on_day - a.on_day, 0.5) AS median_days,
    quantile_disc(b.on_day - a.on_day, 0.9) AS p90_days,
    max(b.on_day - a.on_day) AS longest_days
FROM first_times a
JOIN first_times b USING (store, candidate)
JOIN stores s USING (store)
WHERE a.name <> b.name AND (a.on_day < b.on_day OR (a.on_day = b.on_day AND a.name < b.name))
GROUP BY ALL
ORDER BY s.province, year, from_step, to_step
