-- How often was each step reached, by year and unit?
SELECT
    s.province,
    m.unit,
    u.name AS unit_name,
    year(m.on_day) AS year,
    m.name AS step,
    count(*) AS times
FROM milestones m
JOIN stores s USING (store)
LEFT JOIN units u USING (store, unit)
WHERE m.on_day IS NOT NULL
GROUP BY ALL
ORDER BY s.province, u.name, m.unit, year, step
