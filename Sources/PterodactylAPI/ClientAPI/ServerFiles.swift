/// The files of one server: reading and writing.
///
/// Paths begin at the top of the server's files, with or without a slash. Ask by `ServerUUID`: under a short id the panel
/// trims white space off names (panel `app/Http/Middleware/TrimStrings.php`). Nearly all of it is done by the node, so that
/// `nodeUnreachable` and `nodeError` are to be expected: 404 for what is not there, 400 for what is not possible.
public struct ServerFiles<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// What is in a folder.
    ///
    /// `GET client/servers/{server}/files/list`; permission `file.read`. The list has no pages.
    /// - Parameter directory: the folder.
    /// - Throws: on sending, `nodeError` with 404 when it is not there.
    public func list(_ directory: String = "/") -> Request<[FileEntry], Sender> {
        let query = directory == "/" ? [] : [APICall.QueryItem("directory", directory)]
        return request(
            .list(APICall(.client, "file_list", .get, path("/files/list"), query: query, isWingsBacked: true))
        )
    }

    /// What is in a file, byte for byte.
    ///
    /// `GET client/servers/{server}/files/contents`; permission `file.read-content`.
    /// - Throws: on sending, `nodeError` with 404 when it is not there, `refused` with the code `FileSizeTooLargeException`
    ///   above 4 MiB (by default): larger ones by `download`.
    public func contents(of file: String) -> Request<[UInt8], Sender> {
        request(Endpoint(contentsCall(file)) { (response) throws(PanelError) in try response.fileContents() })
    }

    /// What is in a file, as text.
    ///
    /// Like `contents(of:)`.
    /// - Throws: on sending, besides, `undecodable` when it is not UTF-8.
    public func text(of file: String) -> Request<String, Sender> {
        let endpoint = Endpoint<String>(contentsCall(file)) { (response) throws(PanelError) in
            guard let text = String(validating: try response.fileContents(), as: UTF8.self) else {
                throw .undecodable(path: "$", detail: "the file is not UTF-8")
            }
            return text
        }
        return request(endpoint)
    }

    private func contentsCall(_ file: String) -> APICall {
        APICall(
            .client,
            "file_contents",
            .get,
            path("/files/contents"),
            query: [APICall.QueryItem("file", file)],
            isWingsBacked: true
        )
    }

    /// Where to download a file of any size.
    ///
    /// `GET client/servers/{server}/files/download`; permission `file.read-content`. The address works once and for 15 min;
    /// whether the file is there is not checked.
    ///
    /// This call alone takes the percent encoding off the name a second time (panel `FileController::download`), so that a `%`
    /// in it is encoded once more here: the name is given as it is.
    public func download(_ file: String) -> Request<SignedURL, Sender> {
        let encoded = file.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
        let query = [APICall.QueryItem("file", encoded)]
        return request(.item(APICall(.client, "file_download", .get, path("/files/download"), query: query)))
    }

    /// Where to upload files to: see `SignedURL.uploading(into:)`.
    ///
    /// `GET client/servers/{server}/files/upload`; permission `file.create`. The address works once and for 15 min.
    public func upload() -> Request<SignedURL, Sender> {
        request(.item(APICall(.client, "file_upload", .get, path("/files/upload"))))
    }

    /// Writes a file, replacing what was in it.
    ///
    /// `POST client/servers/{server}/files/write`; permission `file.create`.
    /// - Parameter contents: the bytes. An empty file is refused by Wings up to 1.11.11 (`nodeError` with 400).
    /// - Throws: on sending, `nodeError` with 400 when the disk is full, with 403 for files that the egg forbids.
    public func write(_ contents: [UInt8], to file: String) -> Request<Accepted, Sender> {
        request(
            .accepted(
                APICall(
                    .client,
                    "file_write",
                    .post,
                    path("/files/write"),
                    query: [APICall.QueryItem("file", file)],
                    body: .text(contents),
                    isWingsBacked: true
                )
            )
        )
    }

    /// Writes a text into a file, in UTF-8; otherwise like `write` of bytes.
    public func write(_ text: String, to file: String) -> Request<Accepted, Sender> {
        write(Array(text.utf8), to: file)
    }

    /// A call of the files' that is a JSON body and nothing else.
    func call(
        _ name: String,
        method: HTTPRequest.Method = .post,
        _ rest: String,
        _ body: JSONValue,
        hasOwnLimit: Bool = false,
        timeout: Duration? = nil
    ) -> APICall {
        APICall(
            .client,
            name,
            method,
            path("/files/" + rest),
            json: body,
            isWingsBacked: true,
            hasOwnLimit: hasOwnLimit,
            timeout: timeout
        )
    }
}

extension HTTPResponse {
    /// The bytes of a file; the panel sends them as plain text whatever they are, so that HTML in here is a file's own.
    fileprivate func fileContents() throws(PanelError) -> [UInt8] {
        guard header("Content-Type")?.lowercased().hasPrefix("text/html") != true else {
            throw .unexpectedBody(status: status, detail: htmlSummary)
        }
        return body
    }
}
