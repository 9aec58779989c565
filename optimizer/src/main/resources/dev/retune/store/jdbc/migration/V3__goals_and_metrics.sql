-- What a study is after: {"goals":[{"name":"accuracy","direction":"maximize"}],"limits":[{"name":"latency","max":20}]}.
-- Those of before have no name: it is the study's note "metric", or "value".
ALTER TABLE study RENAME COLUMN goal TO goals; -- JSON

UPDATE study SET goals = '{"goals":[{"direction":"' || LOWER(goals) || '"}]}';

-- trial.outcome is JSON from now on: metrics, folds and constraints by name, cost, reason. What was written before stays as it
-- was, and is read: lists of values, folds and constraints.

ALTER TABLE report ADD COLUMN metric TEXT; -- NULL: the study's only target
