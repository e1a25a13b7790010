/// The files of one server on its node; paths are the server's own, `/` is its folder.
public struct WingsFiles<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/servers/{server}/files`.
    let path: String

    /// Packing and unpacking may take as long as the panel would wait.
    private var patience: Duration { .seconds(15 * 60) }

    /// What the node fetches from the web.
    public var pulls: WingsPulls<Sender> { WingsPulls(sender: sender, path: path + "/pull") }

    /// What is in a file, whole.
    ///
    /// `GET /api/servers/{server}/files/contents`. The panel's limit of 4 MiB does not hold here.
    /// - Throws: on sending, `notFound`; `refused` for a folder.
    public func contents(of file: String) -> Request<[UInt8], Sender> {
        let call = APICall(.wings, "wings_file_contents", .get, path + "/contents", query: [.init("file", file)])
        return request(Endpoint(call) { (response) throws(PanelError) in response.body })
    }

    /// What is in a folder.
    ///
    /// `GET /api/servers/{server}/files/list-directory`.
    /// - Throws: on sending, `notFound`.
    public func list(_ directory: String = "/") -> Request<[FileEntry], Sender> {
        let query = [APICall.QueryItem("directory", directory)]
        let call = APICall(.wings, "wings_file_list", .get, path + "/list-directory", query: query)
        return request(.document(call) { (document) throws(PanelError) in try FileEntry.wingsList(document) })
    }

    /// Renames or moves files; one that is not there is passed over.
    ///
    /// `PUT /api/servers/{server}/files/rename`.
    /// - Throws: on sending, `refused` when the target exists.
    public func rename(_ files: [FileRename], in directory: String = "/") -> Request<Accepted, Sender> {
        let pairs = files.map { JSONValue.object(["from": .string($0.from), "to": .string($0.to)]) }
        return accepted("rename", .put, "/rename", ["root": .string(directory), "files": .array(pairs)])
    }

    /// Copies a file to a new name beside it.
    ///
    /// `POST /api/servers/{server}/files/copy`.
    public func copy(_ file: String) -> Request<Accepted, Sender> {
        accepted("copy", .post, "/copy", ["location": .string(file)])
    }

    /// Writes a file, whole; folders on the way are made.
    ///
    /// `POST /api/servers/{server}/files/write`.
    /// - Throws: on sending, `refused` when the disk is full, or for no bytes at all up to Wings 1.11; `forbidden` for a file
    ///   that the egg denies.
    public func write(_ bytes: [UInt8], to file: String) -> Request<Accepted, Sender> {
        let query = [APICall.QueryItem("file", file)]
        return request(
            .accepted(
                APICall(.wings, "wings_file_write", .post, path + "/write", query: query, body: .text(bytes))
            )
        )
    }

    /// Makes a folder.
    ///
    /// `POST /api/servers/{server}/files/create-directory`.
    public func createFolder(_ name: String, in directory: String = "/") -> Request<Accepted, Sender> {
        accepted("create_folder", .post, "/create-directory", ["name": .string(name), "path": .string(directory)])
    }

    /// Deletes files, and folders with what is in them.
    ///
    /// `POST /api/servers/{server}/files/delete`.
    public func delete(_ files: [String], in directory: String = "/") -> Request<Accepted, Sender> {
        accepted("delete", .post, "/delete", ["root": .string(directory), "files": .texts(files)])
    }

    /// Packs files into an archive beside them.
    ///
    /// `POST /api/servers/{server}/files/compress`.
    /// - Returns: a request that brings the archive, once it is complete.
    /// - Throws: on sending, `conflict` when the disk is full.
    public func compress(_ files: [String], in directory: String = "/") -> Request<FileEntry, Sender> {
        let body: JSONValue = ["root": .string(directory), "files": .texts(files)]
        let call = APICall(.wings, "wings_file_compress", .post, path + "/compress", json: body, timeout: patience)
        return request(.document(call) { (document) throws(PanelError) in try FileEntry(wings: document) })
    }

    /// Unpacks an archive beside it.
    ///
    /// `POST /api/servers/{server}/files/decompress`.
    /// - Throws: on sending, `refused` for an unknown format or a file in use.
    public func decompress(_ file: String, in directory: String = "/") -> Request<Accepted, Sender> {
        let body: JSONValue = ["root": .string(directory), "file": .string(file)]
        return accepted("decompress", .post, "/decompress", body, timeout: patience)
    }

    /// Changes the modes of files.
    ///
    /// `POST /api/servers/{server}/files/chmod`.
    public func chmod(_ files: [FileModeChange], in directory: String = "/") -> Request<Accepted, Sender> {
        let list = files.map { JSONValue.object(["file": .string($0.file), "mode": .string($0.mode.description)]) }
        return accepted("chmod", .post, "/chmod", ["root": .string(directory), "files": .array(list)])
    }

    private func accepted(
        _ name: String,
        _ method: HTTPRequest.Method,
        _ rest: String,
        _ body: JSONValue,
        timeout: Duration? = nil
    ) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.wings, "wings_file_" + name, method, path + rest, json: body, timeout: timeout)))
    }
}
