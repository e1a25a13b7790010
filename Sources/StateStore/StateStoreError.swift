import GRDB

/// Why the state could not be opened, read or written.
public enum StateStoreError: Error, Sendable, Equatable {
    /// Another process, or another store of this one, holds the directory; `pid` is what its lock file says.
    case held(directory: String, pid: Int32?)
    /// The directory could not be made, or is none.
    case directory(String, detail: String)
    /// The database was written by a newer version.
    case newerSchema(path: String)
    /// The file is damaged, or no database.
    case damaged(path: String, detail: String)
    /// The disk is full.
    case full(detail: String)
    /// Another connection holds the database.
    case locked(detail: String)
    /// The file or its directory may not be written.
    case readOnly(detail: String)
    /// Reading or writing failed on the disk.
    case disk(detail: String)
    /// The server has an intent that is not closed; there is never a second one.
    case intentOpen(server: String, id: String)
    /// No such intent is in the ledger.
    case unknownIntent(String)
    /// A row holds a word that this version does not know.
    case unreadable(column: String, value: String)
    /// The database refused for another reason.
    case database(detail: String)

    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .held: "held"
        case .directory: "directory"
        case .newerSchema: "newer_schema"
        case .damaged: "damaged"
        case .full: "full"
        case .locked: "locked"
        case .readOnly: "read_only"
        case .disk: "disk"
        case .intentOpen: "intent_open"
        case .unknownIntent: "unknown_intent"
        case .unreadable: "unreadable"
        case .database: "database"
        }
    }

    /// Whether waiting may help.
    public var isRetryable: Bool {
        switch self {
        case .full, .locked, .readOnly, .disk: true
        default: false
        }
    }
}

extension StateStoreError: CustomStringConvertible {
    /// The error in words, with what to do about it where that is known.
    public var description: String {
        switch self {
        case .held(let directory, let pid):
            "the storage directory \(directory) is held by another agent"
                + (pid.map { " (process \($0))" } ?? "") + "; stop it, or give this one another --storage.path"
        case .directory(let path, let detail): "the storage directory \(path) cannot be used: \(detail)"
        case .newerSchema(let path): "the database \(path) was written by a newer version of pterowatch"
        case .damaged(let path, let detail):
            "the database \(path) is damaged: \(detail); move it away to start with an empty ledger"
        case .full(let detail): "the disk is full: \(detail)"
        case .locked(let detail): "the database is locked by another connection: \(detail)"
        case .readOnly(let detail): "the database may not be written: \(detail)"
        case .disk(let detail): "the disk failed: \(detail)"
        case .intentOpen(let server, let id): "the server \(server) has an open intent already: \(id)"
        case .unknownIntent(let id): "the ledger has no intent \(id)"
        case .unreadable(let column, let value): "the ledger's column \(column) holds an unknown word: \(value)"
        case .database(let detail): "the database refused: \(detail)"
        }
    }
}

extension StateStoreError {
    /// What an error of SQLite stands for (result codes: sqlite.org/rescode.html).
    init(_ error: any Error, path: String) {
        if let own = error as? StateStoreError {
            self = own
            return
        }
        guard let database = error as? DatabaseError else {
            self = .database(detail: "\(error)")
            return
        }
        let detail = database.message ?? "SQLite error \(database.resultCode.rawValue)"
        switch database.resultCode.primaryResultCode {
        case .SQLITE_FULL: self = .full(detail: detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(detail: detail)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .readOnly(detail: detail)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, detail: detail)
        case .SQLITE_IOERR: self = .disk(detail: detail)
        default: self = .database(detail: detail)
        }
    }
}
