-- What was answered to each question: by how many learners, how often, and by how many of the best fifth.
WITH totals AS (
    SELECT class_id, learner, SUM(score) AS total, COUNT(*) AS answers
    FROM answers
    WHERE attempt = 1 AND scored = 1
    GROUP BY class_id, learner
),
ranked AS (
    SELECT class_id, learner,
        NTILE(5) OVER (PARTITION BY class_id ORDER BY total * 1.0 / answers, learner) AS fifth
    FROM totals
),
given AS (
    SELECT class_id, learner, item, rev, choice, mis, MAX(correct) AS correct, COUNT(*) AS times
    FROM answers
    WHERE scored = 1 AND choice <> ''
    GROUP BY class_id, learner, item, rev, choice, mis
)
SELECT g.item, g.rev, g.choice, g.mis, MAX(g.correct) AS correct, COUNT(*) AS learners, SUM(g.times) AS answers,
    SUM(CASE WHEN r.fifth = 5 THEN 1 ELSE 0 END) AS best
FROM given g
JOIN ranked r ON r.class_id = g.class_id AND r.learner = g.learner
GROUP BY g.item, g.rev, g.choice, g.mis
ORDER BY g.item, g.rev, g.choice, g.mis
