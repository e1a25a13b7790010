/// A file that gets another name, or another place.
public struct FileRename: Sendable, Hashable {
    /// The path until now, seen from the folder of the call.
    public var from: String
    /// The path from now on, seen from the folder of the call.
    public var to: String

    /// Makes one.
    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// A file that gets another mode.
public struct FileModeChange: Sendable, Hashable {
    /// The path, seen from the folder of the call.
    public var file: String
    /// The mode.
    public var mode: FileMode

    /// Makes one: `FileModeChange("start.sh", 0o755)`.
    public init(_ file: String, _ mode: FileMode) {
        self.file = file
        self.mode = mode
    }
}

extension ServerFiles {
    /// Renames and moves files, as many as wanted; one that is not there is left out.
    ///
    /// `PUT client/servers/{server}/files/rename`; permission `file.update`.
    /// - Parameters:
    ///   - files: what becomes what.
    ///   - directory: the folder that the paths are seen from.
    /// - Throws: on sending, `nodeError` with 400 when the new name is taken.
    public func rename(_ files: [FileRename], in directory: String = "/") -> Request<Accepted, Sender> {
        let list = files.map { JSONValue.object(["from": .string($0.from), "to": .string($0.to)]) }
        let body = body(directory, ["files": .array(list)])
        return request(.accepted(call("file_rename", method: .put, "rename", body)))
    }

    /// Copies a file beside itself, under a name of the node's choice (`a copy.txt`).
    ///
    /// `POST client/servers/{server}/files/copy`; permission `file.create`.
    /// - Throws: on sending, `nodeError` with 404 when it is not there.
    public func copy(_ file: String) -> Request<Accepted, Sender> {
        request(.accepted(call("file_copy", "copy", ["location": .string(file)])))
    }

    /// Deletes files and whole folders.
    ///
    /// `POST client/servers/{server}/files/delete`; permission `file.delete`.
    /// - Parameters:
    ///   - files: at least one, seen from the folder.
    ///   - directory: the folder.
    /// - Throws: on sending, `nodeError` with 422 for an empty list.
    public func delete(_ files: [String], in directory: String = "/") -> Request<Accepted, Sender> {
        request(.accepted(call("file_delete", "delete", body(directory, ["files": Self.list(files)]))))
    }

    /// Makes a folder.
    ///
    /// `POST client/servers/{server}/files/create-folder`; permission `file.create`.
    /// - Throws: on sending, `nodeError` with 400 when a part of the path is a file.
    public func createFolder(_ name: String, in directory: String = "/") -> Request<Accepted, Sender> {
        request(.accepted(call("file_create_folder", "create-folder", body(directory, ["name": .string(name)]))))
    }

    /// Changes the mode of files.
    ///
    /// `POST client/servers/{server}/files/chmod`; permission `file.update`. Modes are sent as octal text: a number passes the
    /// panel and fails at the node.
    public func chmod(_ files: [FileModeChange], in directory: String = "/") -> Request<Accepted, Sender> {
        let list = files.map { JSONValue.object(["file": .string($0.file), "mode": .string($0.mode.description)]) }
        return request(.accepted(call("file_chmod", "chmod", body(directory, ["files": .array(list)]))))
    }

    /// Packs files into an archive in the same folder.
    ///
    /// `POST client/servers/{server}/files/compress`; permission `file.archive`. Takes up to 15 min, and is waited for.
    /// - Returns: on sending, the archive.
    /// - Throws: on sending, `nodeError` with 409 when the disk is full.
    public func compress(_ files: [String], in directory: String = "/") -> Request<FileEntry, Sender> {
        let body = body(directory, ["files": Self.list(files)])
        return request(.item(call("file_compress", "compress", body, timeout: Self.archiveTimeout)))
    }

    /// Unpacks an archive where it is.
    ///
    /// `POST client/servers/{server}/files/decompress`; permission `file.create`. Takes up to 15 min, and is waited for;
    /// the panel itself may give up after 5 min (PHP's limit).
    /// - Throws: on sending, `nodeError` with 400 for what is no archive, or when a file in it is in use.
    public func decompress(_ file: String, in directory: String = "/") -> Request<Accepted, Sender> {
        let body = body(directory, ["file": .string(file)])
        return request(.accepted(call("file_decompress", "decompress", body, timeout: Self.archiveTimeout)))
    }

    /// Lets the node download a file from elsewhere.
    ///
    /// `POST client/servers/{server}/files/pull`; permission `file.create`.
    /// - Parameters:
    ///   - url: where from; not a private address.
    ///   - directory: the folder that it goes into.
    ///   - name: what to call it; nil for the node's choice.
    ///   - usesHeader: whether the other side may name it (`Content-Disposition`); nil for the node's default.
    ///   - waits: whether the answer comes only when the file is there, which fails with `nodeUnreachable` after the panel's
    ///     15 s; otherwise it comes at once, and says only that the download began.
    /// - Throws: on sending, `throttled` (10 per 5 min and user), `nodeError` with 400 where the node does not allow it, for a
    ///   private address, and when three downloads are under way.
    public func pull(
        _ url: String,
        into directory: String = "/",
        as name: String? = nil,
        usesHeader: Bool? = nil,
        waits: Bool = false
    ) -> Request<Accepted, Sender> {
        var members: [String: JSONValue] = ["url": .string(url), "directory": .string(directory)]
        if let name { members["filename"] = .string(name) }
        if let usesHeader { members["use_header"] = .bool(usesHeader) }
        if waits { members["foreground"] = true }
        return request(.accepted(call("file_pull", "pull", .object(members), hasOwnLimit: true)))
    }

    /// What an archive may take: the panel's 15 min for it, and 30 s on top.
    private static var archiveTimeout: Duration { .seconds(15 * 60 + 30) }

    private static func list(_ files: [String]) -> JSONValue { .array(files.map { .string($0) }) }

    private func body(_ directory: String, _ members: [String: JSONValue]) -> JSONValue {
        .object(members.merging(["root": .string(directory)]) { member, _ in member })
    }
}
