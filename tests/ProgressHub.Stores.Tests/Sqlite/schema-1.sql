-- A file as schema 1 wrote it, with one job of every sort. Never edited: it stands for files that people have.
CREATE TABLE store (identity TEXT NOT NULL);
INSERT INTO store VALUES ('0123456789abcdef0123456789abcdef');

CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    state INTEGER NOT NULL,
    version INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    due_at INTEGER,
    started_at INTEGER,
    reported_at INTEGER,
    finalized_at INTEGER,
    node TEXT,
    parent BLOB,
    groups TEXT,
    rare TEXT,
    progress TEXT,
    counters TEXT,
    error TEXT,
    result_bytes INTEGER,
    result BLOB,
    args BLOB
);
CREATE INDEX jobs_queued ON jobs (kind, priority DESC, seq) WHERE state = 1;
CREATE INDEX jobs_scheduled ON jobs (due_at) WHERE state = 0;
CREATE INDEX jobs_failed ON jobs (seq) WHERE state = 4;
CREATE INDEX jobs_canceled ON jobs (seq) WHERE state = 5;
CREATE INDEX jobs_of_parent ON jobs (parent, seq) WHERE parent IS NOT NULL;

CREATE TABLE leases (
    id BLOB PRIMARY KEY,
    owner TEXT NOT NULL,
    ends_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE large_data (
    seq INTEGER NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (seq, part)
);

CREATE TABLE job_groups (
    name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (name, seq)
) WITHOUT ROWID;

INSERT INTO jobs (seq, id, kind, state, version, attempt, max_attempts, priority, cancel_requested, created_at, due_at, started_at, reported_at, finalized_at,
    node, parent, groups, rare, progress, counters, error, result_bytes, result, args) VALUES
(1, x'019aa0d27c1e7f3a9b5e2f8f6f0b1c11', 'import-csv', 2, 4294967299, 1, 3, 5, 0, 1767225600000, NULL, 1767225601000, 1767225602345, NULL,
    'node-1', NULL, 'user:42 team.a', NULL, '{"fraction":0.25,"done":5,"total":20,"unit":"rows"}', '{"imported":5}', NULL, NULL, NULL, '{"path":"a.csv"}'),
(2, x'019aa0d27c1e7f3a9b5e2f8f6f0b1c12', 'checksum', 3, 4294967300, 1, 3, 0, 0, 1767225600001, NULL, 1767225601000, NULL, 1767225603000,
    'node-1', x'019aa0d27c1e7f3a9b5e2f8f6f0b1c11', NULL, NULL, NULL, NULL, NULL, NULL, '{"files":3}', NULL),
(3, x'019aa0d27c1e7f3a9b5e2f8f6f0b1c13', 'checksum', 0, 4294967298, 1, 3, 0, 0, 1767225600002, 4102444800000, 1767225601000, NULL, NULL,
    'node-1', NULL, NULL, NULL, NULL, NULL, '{"type":"System.IO.IOException","message":"The disk is on fire."}', NULL, NULL, '{}'),
(4, x'019aa0d27c1e7f3a9b5e2f8f6f0b1c14', 'checksum', 1, 1, 0, 3, 0, 0, 1767225600003, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, '{"waitsFor":["019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11"],"external":true,"public":true}', NULL, NULL, NULL, NULL, NULL, '{}');
INSERT INTO leases VALUES (x'019aa0d27c1e7f3a9b5e2f8f6f0b1c11', 'a-process-that-is-gone', 9000000000000);
INSERT INTO job_groups VALUES ('user:42', 1), ('team.a', 1);
INSERT INTO large_data VALUES (2, 0, '{"path":"folder"}');
PRAGMA user_version = 1;
