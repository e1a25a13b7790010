import GRDB

/// The schema's steps: registered in order, SQL spelled out, never edited after a release.
enum Migrations {
    /// The migrator of this version.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("ledger") { try $0.execute(sql: ledger) }
        migrator.registerMigration("write-check") { try $0.execute(sql: writeCheck) }
        migrator.registerMigration("beliefs") { try $0.execute(sql: beliefs) }
        migrator.registerMigration("alerts") { try $0.execute(sql: alerts) }
        migrator.registerMigration("notifications") { try $0.execute(sql: notifications) }
        migrator.registerMigration("silences") { try $0.execute(sql: silences) }
        migrator.registerMigration("ladders") { try $0.execute(sql: ladders) }
        migrator.registerMigration("requests") { try $0.execute(sql: requests) }
        migrator.registerMigration("drops") { try $0.execute(sql: drops) }
        return migrator
    }

    /// Incidents, decisions, intents and outcomes; rows are added and pruned, never changed.
    ///
    /// Times are milliseconds
    /// since 1970, UTC.
    private static let ledger = """
        CREATE TABLE incidents (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            panel TEXT,
            server TEXT,
            uuid TEXT,
            policy TEXT NOT NULL,
            alert TEXT NOT NULL,
            detected_at INTEGER NOT NULL,
            CHECK ((panel IS NULL) = (server IS NULL))
        ) STRICT;
        CREATE INDEX incidents_server ON incidents (panel, server);

        CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
            verdict TEXT NOT NULL CHECK (verdict IN ('refused', 'would_have', 'rearmed')),
            reason TEXT CHECK (reason <> ''),
            step TEXT CHECK (step <> ''),
            explanation TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            CHECK ((verdict = 'refused') = (reason IS NOT NULL)),
            CHECK ((verdict = 'would_have') = (step IS NOT NULL))
        ) STRICT;
        CREATE INDEX decisions_incident ON decisions (incident_id);
        CREATE INDEX decisions_time ON decisions (decided_at);

        CREATE TABLE intents (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE CHECK (id <> ''),
            incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
            panel TEXT NOT NULL,
            server TEXT NOT NULL,
            uuid TEXT NOT NULL,
            step TEXT NOT NULL CHECK (step <> ''),
            explanation TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            verify_by INTEGER NOT NULL CHECK (verify_by >= created_at)
        ) STRICT;
        CREATE INDEX intents_incident ON intents (incident_id);
        CREATE INDEX intents_server ON intents (panel, server);
        CREATE INDEX intents_time ON intents (created_at);

        CREATE TABLE outcomes (
            intent_id TEXT NOT NULL PRIMARY KEY REFERENCES intents (id) ON DELETE CASCADE,
            outcome TEXT NOT NULL CHECK (outcome IN (
                'recovered', 'failed', 'refused_by_panel', 'not_delivered', 'superseded_by_human', 'withdrawn',
                'unverified'
            )),
            explanation TEXT NOT NULL,
            closed_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX outcomes_time ON outcomes (closed_at);

        CREATE TRIGGER incidents_unchanged BEFORE UPDATE ON incidents
            BEGIN SELECT RAISE(ABORT, 'incidents are never changed'); END;
        CREATE TRIGGER decisions_unchanged BEFORE UPDATE ON decisions
            BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
        CREATE TRIGGER intents_unchanged BEFORE UPDATE ON intents
            BEGIN SELECT RAISE(ABORT, 'intents are never changed'); END;
        CREATE TRIGGER outcomes_unchanged BEFORE UPDATE ON outcomes
            BEGIN SELECT RAISE(ABORT, 'outcomes are never changed'); END;
        """

    /// Steps of a ladder, what every guard answered, questions to a human, and the backups that were made.
    ///
    /// A hearing is a JSON list of pairs: the guard's reason, and what it objects or null.
    private static let ladders = """
        ALTER TABLE decisions ADD COLUMN hearing TEXT;
        ALTER TABLE intents ADD COLUMN hearing TEXT;
        ALTER TABLE intents ADD COLUMN number INTEGER NOT NULL DEFAULT 1 CHECK (number >= 1);
        ALTER TABLE intents ADD COLUMN expected TEXT NOT NULL DEFAULT 'running';
        ALTER TABLE intents ADD COLUMN approved_by TEXT;

        CREATE TABLE endings (
            intent_id TEXT NOT NULL PRIMARY KEY REFERENCES intents (id) ON DELETE CASCADE,
            outcome TEXT NOT NULL CHECK (outcome IN (
                'recovered', 'succeeded', 'failed', 'refused_by_panel', 'not_delivered', 'superseded_by_human',
                'withdrawn', 'unverified'
            )),
            explanation TEXT NOT NULL,
            closed_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO endings SELECT intent_id, outcome, explanation, closed_at FROM outcomes;
        DROP TABLE outcomes;
        ALTER TABLE endings RENAME TO outcomes;
        CREATE INDEX outcomes_time ON outcomes (closed_at);
        CREATE TRIGGER outcomes_unchanged BEFORE UPDATE ON outcomes
            BEGIN SELECT RAISE(ABORT, 'outcomes are never changed'); END;

        CREATE TABLE approvals (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL CHECK (id <> ''),
            incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
            event TEXT NOT NULL CHECK (event IN ('asked', 'approved', 'denied', 'expired')),
            answered_by TEXT,
            explanation TEXT NOT NULL,
            noted_at INTEGER NOT NULL,
            CHECK ((event IN ('approved', 'denied')) = (answered_by IS NOT NULL))
        ) STRICT;
        CREATE INDEX approvals_incident ON approvals (incident_id);
        CREATE INDEX approvals_time ON approvals (noted_at);
        CREATE TRIGGER approvals_unchanged BEFORE UPDATE ON approvals
            BEGIN SELECT RAISE(ABORT, 'approvals are never changed'); END;

        CREATE TABLE made_backups (
            backup TEXT NOT NULL PRIMARY KEY CHECK (backup <> ''),
            intent_id TEXT NOT NULL REFERENCES intents (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX made_backups_intent ON made_backups (intent_id);
        """

    /// One row that is written to find out whether the database can be.
    private static let writeCheck = """
        CREATE TABLE write_check (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            count INTEGER NOT NULL
        ) STRICT;
        """

    /// What the agent believed of each server when it last wrote it down; replaced, not appended to.
    private static let beliefs = """
        CREATE TABLE beliefs (
            panel TEXT NOT NULL,
            uuid TEXT NOT NULL CHECK (uuid <> ''),
            desired_up INTEGER CHECK (desired_up IN (0, 1)),
            last_up_at INTEGER,
            noted_at INTEGER NOT NULL,
            PRIMARY KEY (panel, uuid)
        ) STRICT, WITHOUT ROWID;
        """

    /// When each server was found down, which an agent that begins anew could not tell.
    private static let drops = "ALTER TABLE beliefs ADD COLUMN down_since INTEGER"

    /// Who was told of what, as one JSON text; replaced, not appended to.
    private static let notifications = """
        CREATE TABLE notifications (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            memory TEXT NOT NULL
        ) STRICT;
        """

    /// The alerts that were pending or firing when they were last written down; replaced, not appended to.
    ///
    /// Labels are a JSON object with sorted keys.
    private static let alerts = """
        CREATE TABLE alerts (
            file TEXT NOT NULL,
            rule_group TEXT NOT NULL,
            labels TEXT NOT NULL,
            active_at INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            PRIMARY KEY (file, rule_group, labels)
        ) STRICT, WITHOUT ROWID;
        """

    /// Our own silences, those that have expired included until they are pruned.
    ///
    /// Matchers are a JSON list of texts as Alertmanager writes them: `["server=~\"a.*\""]`.
    private static let silences = """
        CREATE TABLE silences (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            matchers TEXT NOT NULL CHECK (matchers <> ''),
            starts_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL CHECK (ends_at >= starts_at),
            updated_at INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            comment TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// What others ask for by alerts of theirs, until it is resolved or expires.
    ///
    /// Labels are a JSON object with sorted keys.
    private static let requests = """
        CREATE TABLE requests (
            labels TEXT NOT NULL PRIMARY KEY CHECK (labels <> ''),
            heard_at INTEGER NOT NULL,
            starts_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
