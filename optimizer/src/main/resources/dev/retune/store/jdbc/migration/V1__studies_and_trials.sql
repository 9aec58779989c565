-- Times are milliseconds since 1970. A NaN is stored as NULL.

CREATE TABLE study (
    id           BIGINT           NOT NULL PRIMARY KEY,
    name         TEXT             NOT NULL UNIQUE,
    space        TEXT             NOT NULL, -- JSON
    goal         TEXT             NOT NULL,
    resource     TEXT             NOT NULL,
    resource_min DOUBLE PRECISION NOT NULL,
    resource_max DOUBLE PRECISION NOT NULL,
    seed         BIGINT           NOT NULL,
    notes        TEXT             NOT NULL, -- JSON
    created      BIGINT           NOT NULL,
    trials       INTEGER          NOT NULL, -- how many numbers are taken
    revision     BIGINT           NOT NULL, -- grows with each change of a trial that others may see
    token        BIGINT           NOT NULL  -- the fencing token given out last
);

CREATE TABLE trial (
    study         BIGINT           NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    number        INTEGER          NOT NULL,
    state         TEXT             NOT NULL, -- RESERVED, or as in TrialRecord.State
    configuration TEXT,                      -- JSON; NULL while the number is only reserved
    resource      DOUBLE PRECISION,
    continues     INTEGER,
    started       BIGINT,
    ended         BIGINT,
    outcome       TEXT,                      -- JSON: values, folds, constraints, reason
    attributes    TEXT,                      -- JSON
    handed_out    INTEGER          NOT NULL,
    worker        TEXT,                      -- NULL while nobody holds a lease
    token         BIGINT           NOT NULL, -- of the last lease
    renewed       BIGINT,
    expires       BIGINT,
    basis         BIGINT,                    -- the revision that the proposal was computed from
    filled_at     BIGINT,                    -- the revisions at which it was filled, ended, changed last
    ended_at      BIGINT,
    changed_at    BIGINT           NOT NULL,
    PRIMARY KEY (study, number)
);

CREATE INDEX trial_changed ON trial (study, changed_at);
CREATE INDEX trial_open ON trial (study, number) WHERE ended IS NULL;

CREATE TABLE report (
    study       BIGINT  NOT NULL,
    number      INTEGER NOT NULL,
    step        INTEGER NOT NULL,
    value       DOUBLE PRECISION,
    reported_at BIGINT  NOT NULL, -- the revision
    PRIMARY KEY (study, number, step),
    FOREIGN KEY (study, number) REFERENCES trial (study, number) ON DELETE CASCADE
);

CREATE TABLE checkpoint (
    study   BIGINT  NOT NULL,
    number  INTEGER NOT NULL,
    content ${bytes} NOT NULL,
    PRIMARY KEY (study, number),
    FOREIGN KEY (study, number) REFERENCES trial (study, number) ON DELETE CASCADE
);
