/// What a node fetches from the web into one server's files: at most three at once.
public struct WingsPulls<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/servers/{server}/files/pull`.
    let path: String

    /// What is being fetched now.
    ///
    /// `GET /api/servers/{server}/files/pull`.
    public func list() -> Request<[WingsPull], Sender> {
        let call = APICall(.wings, "wings_pull_list", .get, path)
        return request(.document(call) { (document) throws(PanelError) in try WingsPull.list(document["downloads"]) })
    }

    /// Starts to fetch a file in the background.
    ///
    /// `POST /api/servers/{server}/files/pull`.
    /// - Parameters:
    ///   - url: the file; addresses of private networks are refused.
    ///   - directory: where it is put.
    ///   - name: its name; nil for that in the URL.
    ///   - usesHeader: whether a name that the answer gives (`Content-Disposition`) is taken.
    /// - Throws: on sending, `refused` when it is switched off on the node, or three are under way.
    public func start(
        _ url: String,
        into directory: String = "/",
        as name: String? = nil,
        usesHeader: Bool = false
    ) -> Request<WingsPull.ID, Sender> {
        let call = APICall(.wings, "wings_pull_start", .post, path, json: body(url, directory, name, usesHeader, false))
        return request(
            .document(call) { (document) throws(PanelError) in WingsPull.ID(try document["identifier"].string()) }
        )
    }

    /// Fetches a file and waits for it, for up to 15 min.
    ///
    /// `POST /api/servers/{server}/files/pull`.
    /// - Parameters:
    ///   - url: the file; addresses of private networks are refused.
    ///   - directory: where it is put.
    ///   - name: its name; nil for that in the URL.
    ///   - usesHeader: whether a name that the answer gives (`Content-Disposition`) is taken.
    /// - Throws: on sending, as `start`.
    public func fetch(
        _ url: String,
        into directory: String = "/",
        as name: String? = nil,
        usesHeader: Bool = false
    ) -> Request<FileEntry, Sender> {
        let call = APICall(
            .wings,
            "wings_pull_fetch",
            .post,
            path,
            json: body(url, directory, name, usesHeader, true),
            timeout: .seconds(15 * 60)
        )
        return request(.document(call) { (document) throws(PanelError) in try FileEntry(wings: document) })
    }

    /// Ends one before it is complete.
    ///
    /// `DELETE /api/servers/{server}/files/pull/{id}`.
    public func cancel(_ pull: WingsPull.ID) -> Request<Accepted, Sender> {
        let path = path + "/" + pull.rawValue.urlPathSegmentEncoded
        return request(.accepted(APICall(.wings, "wings_pull_cancel", .delete, path)))
    }

    private func body(
        _ url: String,
        _ directory: String,
        _ name: String?,
        _ usesHeader: Bool,
        _ waits: Bool
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "url": .string(url), "root": .string(directory), "use_header": .bool(usesHeader),
            "foreground": .bool(waits),
        ]
        if let name { members["file_name"] = .string(name) }
        return .object(members)
    }
}
