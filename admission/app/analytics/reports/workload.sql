-- On which days of the week is recorded, in which role, and by how many, year by year?
SELECT
    s.province,
    year(e.recorded_on) AS year,
    coalesce(e.role, '') AS role,
    isodow(e.recorded_on) AS weekday,
    count(*) AS events,
    count(DISTINCT e.command_id) AS commands,
    count(DISTINCT e.actor) AS actors,
    count(DISTINCT e.recorded_on) AS days
FROM events e
JOIN stores s USING (store)
GROUP BY ALL
ORDER BY s.province, year, role, weekday
