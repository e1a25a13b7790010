import GRDB

/// What outlives the agent: a SQLite database in the storage directory.
///
/// - `pterowatch.db` is opened in WAL mode with `synchronous = FULL`: what a method wrote is on the disk once it
///   returned, and a power cut loses nothing of it (sqlite.org/pragma.html#pragma_synchronous).
/// - `pterowatch.lock` is held as long as the store lives; a second agent on the directory is refused.
/// - Methods may be called from anywhere at once; they are carried out one after another on the database's own queue,
///   and a cancelled caller does not undo a write.
public final class StateStore: Sendable {
    /// The database's name in the storage directory.
    public static let databaseName = "pterowatch.db"

    /// The database's path; `:memory:` for one in memory.
    public let path: String
    let queue: DatabaseQueue
    private let lock: DirectoryLock?

    /// Opens the store of a directory for the agent: makes what is missing, takes the lock, and migrates.
    ///
    /// Blocks for as long as the disk takes; to be called at start-up.
    /// - Throws: `held`, `directory`, `damaged`, `newerSchema`, `readOnly`, `full`, `locked`, `disk`, `database`.
    public convenience init(directory: String) throws(StateStoreError) {
        let lock = try DirectoryLock(directory: directory)
        try self.init(path: "\(directory)/\(Self.databaseName)", lock: lock)
    }

    /// Opens the store of a directory for reading, beside a running agent; every write is refused as `readOnly`.
    /// - Throws: as ``init(directory:)``, but never `held`; `readOnly` when there is no database.
    public convenience init(reading directory: String) throws(StateStoreError) {
        try self.init(path: "\(directory)/\(Self.databaseName)", lock: nil, isReadOnly: true)
    }

    /// Opens an empty store in memory, for tests.
    public convenience init() throws(StateStoreError) {
        try self.init(path: ":memory:", lock: nil)
    }

    /// Opens a database without the directory's lock: the seam of tests that need a second connection or an older schema.
    /// - Parameters:
    ///   - path: the database file.
    ///   - migration: the last migration to run; all of them when nil.
    ///   - busyTimeoutSeconds: how long to wait for another connection's lock.
    ///   - mayLeaveOpen: whether ``execute(_:)`` may leave a transaction open, and so hold the database's lock.
    package convenience init(
        path: String,
        upTo migration: String? = nil,
        busyTimeoutSeconds: Double = 2,
        mayLeaveOpen: Bool = false
    ) throws(StateStoreError) {
        try self.init(
            path: path,
            lock: nil,
            upTo: migration,
            busyTimeoutSeconds: busyTimeoutSeconds,
            mayLeaveOpen: mayLeaveOpen
        )
    }

    private init(
        path: String,
        lock: DirectoryLock?,
        isReadOnly: Bool = false,
        upTo migration: String? = nil,
        busyTimeoutSeconds: Double = 2,
        mayLeaveOpen: Bool = false
    ) throws(StateStoreError) {
        self.path = path
        self.lock = lock
        do {
            var configuration = Configuration()
            configuration.label = "pterowatch.state"
            configuration.readonly = isReadOnly
            configuration.busyMode = .timeout(busyTimeoutSeconds)
            configuration.allowsUnsafeTransactions = mayLeaveOpen
            queue = try Self.open(path, configuration)
            try Self.prepare(queue, path: path, isReadOnly: isReadOnly, upTo: migration)
        } catch {
            throw StateStoreError(error, path: path)
        }
    }

    /// Writes one row to find out whether the ledger can be written: to be called now and then, for the metric.
    /// - Throws: ``StateStoreError`` when it cannot.
    public func checkWritable() async throws {
        try await write { db in
            try db.execute(
                sql:
                    "INSERT INTO write_check (id, count) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET count = count + 1"
            )
        }
    }

    /// Closes the database; what was written is in the one file then.
    ///
    /// Calls after it throw.
    public func close() throws {
        do { try queue.close() } catch { throw StateStoreError(error, path: path) }
    }

    /// Runs SQL: the seam of tests that look behind the store or break it.
    package func execute(_ sql: String) throws {
        do { try queue.writeWithoutTransaction { try $0.execute(sql: sql) } } catch {
            throw StateStoreError(error, path: path)
        }
    }

    /// The first column of the first row of a query, as text: the seam of tests that look behind the store.
    package func scalar(_ sql: String) throws -> String? {
        try queue.read { try String.fetchOne($0, sql: sql) }
    }

    // MARK: - Opening

    private static func open(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
        guard path != ":memory:" else { return try DatabaseQueue(configuration: configuration) }
        var configuration = configuration
        if !configuration.readonly { configuration.journalMode = .wal }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func prepare(
        _ queue: DatabaseQueue,
        path: String,
        isReadOnly: Bool,
        upTo migration: String?
    ) throws {
        try queue.read { db in
            let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            guard verdict == "ok" else { throw StateStoreError.damaged(path: path, detail: verdict ?? "no answer") }
            guard try !Migrations.migrator.hasBeenSuperseded(db) else { throw StateStoreError.newerSchema(path: path) }
        }
        guard !isReadOnly else { return }
        // GRDB sets NORMAL as it turns WAL on; an intent must survive a power cut, too.
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        if let migration {
            try Migrations.migrator.migrate(queue, upTo: migration)
        } else {
            try Migrations.migrator.migrate(queue)
        }
    }

    // MARK: - Transactions

    /// Carries out a transaction; it is whole on the disk, or has not happened.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            queue.asyncWrite(body) { _, result in
                continuation.resume(with: result.mapError { StateStoreError($0, path: path) })
            }
        }
    }

    /// Reads in one transaction.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            queue.asyncRead { database in
                continuation.resume(
                    with: Result { try body(database.get()) }.mapError { StateStoreError($0, path: path) }
                )
            }
        }
    }
}
