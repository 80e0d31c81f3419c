-- Each skill by opportunity, counted by the learner's own program: how many learners, how many erred at the first try.
SELECT skill, opportunity, COUNT(*) AS n, SUM(1 - correct) AS errors, SUM(CASE WHEN hints > 0 THEN 1 ELSE 0 END) AS hinted
FROM answers
WHERE attempt = 1 AND scored = 1 AND kind <> 'place' AND opportunity <= 40
GROUP BY skill, opportunity
ORDER BY skill, opportunity
