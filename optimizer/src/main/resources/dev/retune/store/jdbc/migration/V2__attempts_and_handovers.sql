ALTER TABLE report RENAME TO report_1;

CREATE TABLE report (
    study       BIGINT  NOT NULL,
    number      INTEGER NOT NULL,
    step        INTEGER NOT NULL,
    value       DOUBLE PRECISION,
    reported_at BIGINT  NOT NULL, -- the revision; of two values for a step the later one counts
    PRIMARY KEY (study, number, step, reported_at),
    FOREIGN KEY (study, number) REFERENCES trial (study, number) ON DELETE CASCADE
);

INSERT INTO report (study, number, step, value, reported_at)
SELECT study, number, step, value, reported_at FROM report_1;

DROP TABLE report_1;

CREATE TABLE handover ( -- when a trial went on to run after waiting, or to wait after running
    study     BIGINT  NOT NULL,
    number    INTEGER NOT NULL,
    state     TEXT    NOT NULL, -- from then on: RUNNING or WAITING
    handed_at BIGINT  NOT NULL, -- the revision
    PRIMARY KEY (study, number, handed_at),
    FOREIGN KEY (study, number) REFERENCES trial (study, number) ON DELETE CASCADE
);

CREATE TABLE attempt ( -- those that were interrupted
    study   BIGINT  NOT NULL,
    number  INTEGER NOT NULL,
    token   BIGINT  NOT NULL, -- of its lease
    worker  TEXT    NOT NULL,
    started BIGINT  NOT NULL,
    ended   BIGINT  NOT NULL,
    PRIMARY KEY (study, number, token),
    FOREIGN KEY (study, number) REFERENCES trial (study, number) ON DELETE CASCADE
);

-- whether it has reports or interrupted attempts: looking for them with each reading would cost more than all the rest
ALTER TABLE trial ADD COLUMN detailed INTEGER NOT NULL DEFAULT 0;

UPDATE trial SET detailed = 1 WHERE EXISTS
    (SELECT 1 FROM report WHERE report.study = trial.study AND report.number = trial.number);

ALTER TABLE trial ADD COLUMN request BIGINT; -- names the write that added or handed it out, should its answer be lost

CREATE INDEX trial_reserved ON trial (study, number) WHERE configuration IS NULL;
CREATE INDEX trial_held ON trial (study, number) WHERE worker IS NOT NULL;
