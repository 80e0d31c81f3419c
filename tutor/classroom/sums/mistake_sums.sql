-- Each named mistake at each skill: how many learners made it, how often, and how many tried the skill at all.
WITH made AS (
    SELECT class_id, learner, skill, mis, COUNT(*) AS times
    FROM answers
    WHERE scored = 1 AND mis <> ''
    GROUP BY class_id, learner, skill, mis
),
tried AS (
    SELECT class_id, learner, skill
    FROM answers
    WHERE scored = 1
    GROUP BY class_id, learner, skill
),
takers AS (
    SELECT skill, COUNT(*) AS takers
    FROM tried
    GROUP BY skill
)
SELECT m.skill, m.mis, COUNT(*) AS learners, SUM(m.times) AS answers, MAX(t.takers) AS takers
FROM made m
JOIN takers t ON t.skill = m.skill
GROUP BY m.skill, m.mis
ORDER BY m.skill, m.mis
