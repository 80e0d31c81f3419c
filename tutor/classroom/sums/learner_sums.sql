-- Each learner: answers at the first try, right ones, hints, seconds, days, and how sure they were of how many.
WITH days AS (
    SELECT class_id, learner, day
    FROM answers
    GROUP BY class_id, learner, day
),
present AS (
    SELECT class_id, learner, COUNT(*) AS days, MIN(day) AS first_day, MAX(day) AS last_day
    FROM days
    GROUP BY class_id, learner
),
tries AS (
    SELECT class_id, learner, COUNT(*) AS n, SUM(correct) AS rights, SUM(score) AS score,
        SUM(CASE WHEN hints > 0 THEN 1 ELSE 0 END) AS hinted, SUM(COALESCE(sec, 0.0)) AS sec,
        SUM(CASE WHEN conf = 1 THEN 1 ELSE 0 END) AS c1, SUM(CASE WHEN conf = 1 THEN correct ELSE 0 END) AS r1,
        SUM(CASE WHEN conf = 2 THEN 1 ELSE 0 END) AS c2, SUM(CASE WHEN conf = 2 THEN correct ELSE 0 END) AS r2,
        SUM(CASE WHEN conf = 3 THEN 1 ELSE 0 END) AS c3, SUM(CASE WHEN conf = 3 THEN correct ELSE 0 END) AS r3
    FROM answers
    WHERE attempt = 1 AND scored = 1
    GROUP BY class_id, learner
)
SELECT t.learner, t.n, t.rights, t.score, t.hinted, t.sec, p.days, p.first_day, p.last_day,
    t.c1, t.r1, t.c2, t.r2, t.c3, t.r3
FROM tries t
JOIN present p ON p.class_id = t.class_id AND p.learner = t.learner
ORDER BY t.learner
