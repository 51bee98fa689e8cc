-- Which rules refused which commands, by the year of recording?
WITH named AS (
    SELECT store, command, command_id, recorded_on, unnest(rules) AS rule FROM refusals
)
SELECT
    s.province,
    year(n.recorded_on) AS year,
    n.rule,
    n.command,
    count(*) AS times,
    count(DISTINCT n.command_id) AS commands
FROM named n
JOIN stores s USING (store)
GROUP BY ALL
ORDER BY s.province, year, n.rule, n.command
