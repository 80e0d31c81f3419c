-- Each question at the learners' first try: x the score, y the mean score of the same learner at all other questions.
-- n learners, m of them with other questions (the sums of y are over these), fifths of the class by their mean score.
WITH first_at AS (
    SELECT class_id, learner, item, rev, MIN(opportunity) AS opportunity
    FROM answers
    WHERE attempt = 1 AND scored = 1
    GROUP BY class_id, learner, item, rev
),
firsts AS (
    SELECT f.class_id, f.learner, f.item, f.rev, MAX(a.score) AS x, MAX(a.correct) AS correct, MIN(a.sec) AS sec
    FROM first_at f
    JOIN answers a ON a.class_id = f.class_id AND a.learner = f.learner AND a.item = f.item AND a.rev = f.rev
        AND a.opportunity = f.opportunity AND a.attempt = 1 AND a.scored = 1
    GROUP BY f.class_id, f.learner, f.item, f.rev
),
totals AS (
    SELECT class_id, learner, SUM(x) AS total, COUNT(*) AS items
    FROM firsts
    GROUP BY class_id, learner
),
ranked AS (
    SELECT class_id, learner, total, items,
        NTILE(5) OVER (PARTITION BY class_id ORDER BY total * 1.0 / items, learner) AS fifth
    FROM totals
),
pairs AS (
    SELECT f.item, f.rev, f.x, f.correct, r.fifth,
        CASE WHEN r.items > 1 THEN 1 ELSE 0 END AS others,
        CASE WHEN r.items > 1 THEN (r.total - f.x) * 1.0 / (r.items - 1) ELSE 0.0 END AS y
    FROM firsts f
    JOIN ranked r ON r.class_id = f.class_id AND r.learner = f.learner
)
SELECT item, rev, COUNT(*) AS n, SUM(correct) AS rights, SUM(x) AS x, SUM(x * x) AS xx, SUM(others) AS m,
    SUM(x * others) AS mx, SUM(x * x * others) AS mxx, SUM(y) AS y, SUM(y * y) AS yy, SUM(x * y) AS xy,
    SUM(CASE WHEN fifth = 1 THEN 1 ELSE 0 END) AS n1, SUM(CASE WHEN fifth = 1 THEN x ELSE 0.0 END) AS x1,
    SUM(CASE WHEN fifth = 2 THEN 1 ELSE 0 END) AS n2, SUM(CASE WHEN fifth = 2 THEN x ELSE 0.0 END) AS x2,
    SUM(CASE WHEN fifth = 3 THEN 1 ELSE 0 END) AS n3, SUM(CASE WHEN fifth = 3 THEN x ELSE 0.0 END) AS x3,
    SUM(CASE WHEN fifth = 4 THEN 1 ELSE 0 END) AS n4, SUM(CASE WHEN fifth = 4 THEN x ELSE 0.0 END) AS x4,
    SUM(CASE WHEN fifth = 5 THEN 1 ELSE 0 END) AS n5, SUM(CASE WHEN fifth = 5 THEN x ELSE 0.0 END) AS x5
FROM pairs
GROUP BY item, rev
ORDER BY item, rev
