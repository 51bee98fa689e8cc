-- How many were admitted by ceremony, unit by unit and year by year?
SELECT
    s.province,
    m.unit,
    u.name AS unit_name,
    year(m.on_day) AS year,
    count(*) AS admitted
FROM milestones m
JOIN stores s USING (store)
LEFT JOIN units u USING (store, unit)
WHERE m.name = 'ceremony-held' AND m.on_day IS NOT NULL
GROUP BY ALL
ORDER BY s.province, u.name, m.unit, year
