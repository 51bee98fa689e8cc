-- How many days after their day were events recorded, by year and type?
WITH late AS (
    SELECT store, type, year(recorded_on) AS year, recorded_on - on_day AS days FROM events
)
SELECT
    s.province,
    l.year,
    l.type,
    count(*) AS events,
    count(*) FILTER (l.days <= 0) AS same_day,
    count(*) FILTER (l.days BETWEEN 1 AND 7) AS within_week,
    count(*) FILTER (l.days BETWEEN 8 AND 30) AS within_30,
    count(*) FILTER (l.days BETWEEN 31 AND 90) AS within_90,
    count(*) FILTER (l.days BETWEEN 91 AND 365) AS within_365,
    count(*) FILTER (l.days > 365) AS later,
    quantile_disc(l.days, 0.5) AS median_days,
    max(l.days) AS longest_days
FROM late l
JOIN stores s USING (store)
GROUP BY ALL
ORDER BY s.province, l.year, l.type
