namespace ProgressHub.PostgreSql.Database;

/// <summary>The first step of the schema.</summary>
internal static class FirstStep
{
    /// <summary>
    /// Times are whole milliseconds since 1970 in UTC. States are the numbers of <see cref="JobState"/>; JSON stands as its UTF-8 bytes, as it travels.
    /// Jobs that are final stand in a table of their own, so that the one that claims and reports work on stays as small as the work at hand.
    /// No index holds what a report or a renewal changes, and pages keep room for the new row, so that both stay on the page and touch no index.
    /// <c>turn</c> is the place in the queue, 0 for a job that nobody may claim; <c>marks</c> tells why a job is not an ordinary one (<c>Rows.Marks</c>).
    /// Numbers beside the jobs are kept once for each writer, so that no two of them wait for one row; whoever reads adds up.
    /// </summary>
    public const string Sql = """
        CREATE TABLE progresshub.store (identity text NOT NULL, last_turn bigint NOT NULL DEFAULT 0);
        INSERT INTO progresshub.store (identity) VALUES (replace(gen_random_uuid()::text, '-', ''));
        CREATE SEQUENCE progresshub.arrivals CACHE 1;

        CREATE TABLE progresshub.jobs (
            seq bigint NOT NULL PRIMARY KEY DEFAULT nextval('progresshub.arrivals'),
            turn bigint NOT NULL,
            version bigint NOT NULL,
            created_at bigint NOT NULL,
            due_at bigint,
            started_at bigint,
            reported_at bigint,
            finalized_at bigint,
            lease_ends bigint,
            timeout bigint,
            id uuid NOT NULL UNIQUE,
            parent uuid,
            owner uuid,
            attempt integer NOT NULL,
            max_attempts integer NOT NULL,
            priority integer NOT NULL,
            result_bytes integer,
            state smallint NOT NULL,
            marks smallint NOT NULL DEFAULT 0,
            cancel_requested boolean NOT NULL DEFAULT false,
            limited boolean NOT NULL DEFAULT false,
            kind text COLLATE "C" NOT NULL,
            node text,
            groups text,
            rare bytea,
            progress bytea,
            counters bytea,
            error bytea,
            result bytea,
            args bytea
        ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
            autovacuum_vacuum_insert_scale_factor = 0.2, autovacuum_analyze_scale_factor = 0.1, autovacuum_vacuum_cost_delay = 0);

        CREATE TABLE progresshub.final_jobs (LIKE progresshub.jobs INCLUDING DEFAULTS);
        ALTER TABLE progresshub.final_jobs ADD PRIMARY KEY (seq), ADD UNIQUE (id);

        CREATE INDEX jobs_ready ON progresshub.jobs (kind, priority DESC, turn) WHERE state = 1 AND turn > 0;
        CREATE INDEX jobs_scheduled ON progresshub.jobs (due_at) WHERE state = 0 AND due_at IS NOT NULL;
        CREATE INDEX jobs_running ON progresshub.jobs (seq) WHERE state = 2;
        CREATE INDEX jobs_canceling ON progresshub.jobs (id) WHERE state = 2 AND cancel_requested;
        CREATE INDEX jobs_limited ON progresshub.jobs (kind) WHERE limited;
        CREATE INDEX jobs_of_parent ON progresshub.jobs (parent, seq) WHERE parent IS NOT NULL;
        CREATE INDEX final_jobs_failed ON progresshub.final_jobs (seq) WHERE state = 4;
        CREATE INDEX final_jobs_canceled ON progresshub.final_jobs (seq) WHERE state = 5;
        CREATE INDEX final_jobs_of_parent ON progresshub.final_jobs (parent, seq) WHERE parent IS NOT NULL;

        CREATE VIEW progresshub.all_jobs AS
            SELECT * FROM progresshub.jobs UNION ALL SELECT * FROM progresshub.final_jobs;

        CREATE TABLE progresshub.large_data (
            seq bigint NOT NULL,
            part smallint NOT NULL,
            bytes bytea NOT NULL,
            PRIMARY KEY (seq, part)
        );

        CREATE TABLE progresshub.job_groups (
            name text COLLATE "C" NOT NULL,
            seq bigint NOT NULL,
            PRIMARY KEY (name, seq)
        );

        CREATE TABLE progresshub.lane_limits (
            kind text COLLATE "C" PRIMARY KEY,
            per_key integer NOT NULL
        );

        CREATE TABLE progresshub.lanes (
            kind text COLLATE "C" NOT NULL,
            concurrency_key text COLLATE "C" NOT NULL,
            running integer NOT NULL,
            ready uuid,
            ready_priority integer NOT NULL,
            PRIMARY KEY (kind, concurrency_key)
        );

        CREATE TABLE progresshub.held_jobs (
            kind text COLLATE "C" NOT NULL,
            concurrency_key text COLLATE "C" NOT NULL,
            priority integer NOT NULL,
            seq bigint NOT NULL
        );
        CREATE UNIQUE INDEX held_jobs_order ON progresshub.held_jobs (kind, concurrency_key, priority DESC, seq);

        CREATE TABLE progresshub.families (
            parent uuid PRIMARY KEY,
            round integer NOT NULL DEFAULT 0,
            total integer NOT NULL DEFAULT 0,
            succeeded integer NOT NULL DEFAULT 0,
            failed integer NOT NULL DEFAULT 0,
            canceled integer NOT NULL DEFAULT 0,
            weight bigint NOT NULL DEFAULT 0,
            done_weight bigint NOT NULL DEFAULT 0,
            ignores_failure boolean NOT NULL DEFAULT false,
            waiting boolean NOT NULL DEFAULT false
        ) WITH (fillfactor = 50);

        CREATE TABLE progresshub.child_terms (
            child uuid PRIMARY KEY,
            weight integer NOT NULL,
            round integer NOT NULL
        );

        CREATE TABLE progresshub.waits (
            predecessor uuid NOT NULL,
            waiter uuid NOT NULL,
            PRIMARY KEY (predecessor, waiter)
        );

        CREATE TABLE progresshub.waiters (
            waiter uuid PRIMARY KEY,
            open integer NOT NULL,
            any_end boolean NOT NULL
        );

        CREATE TABLE progresshub.external_jobs (
            id uuid PRIMARY KEY,
            lease bigint NOT NULL,
            on_lost smallint NOT NULL,
            token bytea NOT NULL DEFAULT '',
            stale_tokens bytea NOT NULL DEFAULT '',
            seq bigint NOT NULL DEFAULT 0,
            last_report bytea NOT NULL DEFAULT '',
            ends_at bigint
        ) WITH (fillfactor = 70);
        CREATE INDEX external_jobs_ends ON progresshub.external_jobs (ends_at) WHERE ends_at IS NOT NULL;

        CREATE TABLE progresshub.attempts (
            id uuid NOT NULL,
            epoch integer NOT NULL,
            attempt integer NOT NULL,
            outcome smallint NOT NULL,
            started_at bigint NOT NULL,
            ended_at bigint NOT NULL,
            node text,
            error bytea,
            progress bytea,
            PRIMARY KEY (id, epoch)
        );

        CREATE TABLE progresshub.logs (
            seq bigint PRIMARY KEY,
            last bigint NOT NULL,
            dropped bigint NOT NULL
        ) WITH (fillfactor = 50);

        CREATE TABLE progresshub.log_blocks (
            seq bigint NOT NULL,
            last bigint NOT NULL,
            lines bytea NOT NULL,
            PRIMARY KEY (seq, last)
        );

        CREATE TABLE progresshub.idempotency_keys (
            key bytea PRIMARY KEY,
            body bytea NOT NULL,
            jobs bytea NOT NULL,
            ends_at bigint NOT NULL
        );
        CREATE INDEX idempotency_keys_ends ON progresshub.idempotency_keys (ends_at);

        CREATE TABLE progresshub.recurring (
            name text COLLATE "C" PRIMARY KEY,
            stamp uuid NOT NULL,
            definition bytea NOT NULL
        );

        CREATE TABLE progresshub.job_counts (
            group_name text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            slot integer NOT NULL,
            scheduled bigint NOT NULL,
            queued bigint NOT NULL,
            running bigint NOT NULL,
            succeeded bigint NOT NULL,
            failed bigint NOT NULL,
            canceled bigint NOT NULL,
            PRIMARY KEY (group_name, kind, slot)
        ) WITH (fillfactor = 30, autovacuum_vacuum_scale_factor = 0.05);

        CREATE TABLE progresshub.ended_minutes (
            minute bigint NOT NULL,
            group_name text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            slot integer NOT NULL,
            succeeded bigint NOT NULL,
            failed bigint NOT NULL,
            canceled bigint NOT NULL,
            PRIMARY KEY (minute, group_name, kind, slot)
        ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

        CREATE TABLE progresshub.recent_durations (
            kind text COLLATE "C" NOT NULL,
            slot integer NOT NULL,
            durations bigint[] NOT NULL,
            ended_at bigint[] NOT NULL,
            PRIMARY KEY (kind, slot)
        ) WITH (fillfactor = 30, autovacuum_vacuum_scale_factor = 0.05);

        CREATE TABLE progresshub.owners (
            token uuid PRIMARY KEY,
            slot integer NOT NULL UNIQUE,
            beat_at bigint NOT NULL,
            watches boolean NOT NULL DEFAULT false
        ) WITH (fillfactor = 30);

        CREATE TABLE progresshub.changes (
            place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            node uuid NOT NULL,
            at bigint NOT NULL,
            ids uuid[] NOT NULL
        );
        CREATE INDEX changes_at ON progresshub.changes (at);
        """;
}
