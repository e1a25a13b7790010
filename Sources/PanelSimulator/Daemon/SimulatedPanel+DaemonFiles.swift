import PterodactylAPI
import Telemetry

/// Wings' routes for the files of a server (wings `router/router_server_files.go`).
extension SimulatedPanel {
    /// How many files a server fetches at once.
    private static let pullLimit = 3

    /// Everything below `files`; `action` is what stands after it.
    mutating func wingsFiles(
        _ action: String,
        of server: SimulatedServer,
        _ context: RequestContext,
        _ requestID: String
    ) throws(DaemonAnswer) -> DaemonAnswer {
        do throws(FileProblem) {
            return switch (context.request.method, action) {
            case (.get, "contents"): try contents(of: server, context)
            case (.get, "list-directory"):
                .json(
                    .array(
                        try server.files.list(context.value("directory") ?? "/").map {
                            Self.fileObject($0.name, $0.entry)
                        }
                    )
                )
            case (.get, "pull"): .json(.object([("downloads", .array(pulls(of: server).map(\.json)))]))
            case (.post, "pull"): try pull(server, context)
            case (.delete, _) where action.hasPrefix("pull/"): stopPull(String(action.dropFirst(5)), of: server)
            default: try changed(server, by: action, context)
            }
        } catch {
            switch error {
            case .nothingGiven, .badMode, .alreadyThere, .emptyBody: throw .refusal(error.status, error.text)
            default: throw .error(error.status, error.text, request: requestID)
            }
        }
    }

    private func contents(of server: SimulatedServer, _ context: RequestContext) throws(FileProblem) -> DaemonAnswer {
        let path = context.value("file") ?? ""
        let bytes = try server.files.read(path)
        let name = SimulatedFileSystem.name(path)
        let media = server.files.entry(path).map { FileKind.mediaType(of: $0, named: name) } ?? ""
        var answer = DaemonAnswer(status: 200, body: bytes, type: "text/plain; charset=utf-8")
        answer.headers = [("X-Mime-Type", media)]
        if context.value("download") != nil { answer.offer(as: name) }
        return answer
    }

    private mutating func changed(
        _ server: SimulatedServer,
        by action: String,
        _ context: RequestContext
    ) throws(FileProblem) -> DaemonAnswer {
        var server = server
        let input = context.json ?? .null
        let root = input["root"]?.string ?? "/"
        let names = input["files"]?.strings ?? []
        let files = input["files"]?.elements ?? []
        var answer = DaemonAnswer.empty(204)
        switch (context.request.method, action) {
        case (.put, "rename"):
            let pairs = files.compactMap { file in
                file["from"]?.string.flatMap { from in file["to"]?.string.map { (from: from, to: $0) } }
            }
            try server.renameFiles(pairs, in: root, at: clock)
        case (.post, "copy"): try server.copyFile(input["location"]?.string ?? "", at: clock)
        case (.post, "write"):
            try server.writeFile(context.request.body, to: context.value("file") ?? "", at: clock)
        case (.post, "create-directory"):
            let (name, path) = (input["name"]?.string ?? "", input["path"]?.string ?? "/")
            try server.files.makeDirectory(name, in: path, at: clock)
        case (.post, "delete"): try server.deleteFiles(names, in: root)
        case (.post, "compress"):
            let archive = try server.compressFiles(names, in: root, at: clock)
            answer = .json(Self.fileObject(archive.name, archive.entry))
        case (.post, "decompress"): try server.decompressFile(input["file"]?.string ?? "", in: root, at: clock)
        case (.post, "chmod"):
            let modes = files.map { (file: $0["file"]?.string ?? "", mode: $0["mode"]?.string) }
            guard !modes.isEmpty else { throw .nothingGiven("No files to chmod were provided.") }
            try server.setModes(modes, in: root)
        default: return .noRoute
        }
        world.servers[server.id] = server
        return answer
    }

    // MARK: - Files from elsewhere

    private func pulls(of server: SimulatedServer) -> [DaemonState.Pull] {
        world.daemon.pulls.filter { $0.server == server.id && clock < $0.endsAt }
    }

    private mutating func pull(_ server: SimulatedServer, _ context: RequestContext) throws(FileProblem) -> DaemonAnswer
    {
        let input = context.json ?? .null
        let url = input["url"]?.string ?? ""
        let root = input["root"]?.string ?? input["directory"]?.string ?? "/"
        let name = input["file_name"]?.string ?? RemoteFile.name(of: url)
        guard !RemoteFile.isPrivate(url) else { throw .privateAddress }
        guard pulls(of: server).count < Self.pullLimit else {
            let text =
                "This server has reached its limit of 3 simultaneous remote file downloads at once. "
                + "Please wait for one to complete before trying again."
            return .refusal(400, text)
        }
        if input["foreground"]?.flag ?? false {
            world.finishPull(of: url, to: root + "/" + name, on: server.id, at: clock)
            return .empty(204)
        }
        world.daemon.pulls.removeAll { $0.endsAt <= clock }
        let endsAt = clock + world.scaled(.seconds(2))
        let pull = DaemonState.Pull(
            id: world.daemon.random.uuid(),
            server: server.id,
            url: url,
            path: root + "/" + name,
            endsAt: endsAt
        )
        world.daemon.pulls.append(pull)
        world.events.add(.daemon(.pullEnds(pull)), at: endsAt)
        return .json(.object([("identifier", .string(pull.id))]), status: 202)
    }

    private mutating func stopPull(_ id: String, of server: SimulatedServer) -> DaemonAnswer {
        world.daemon.pulls.removeAll { $0.id == id && $0.server == server.id }
        return .empty(204)
    }

    /// A file as Wings shows it; times with the node's offset, which is none here.
    private static func fileObject(_ name: String, _ entry: SimulatedFileSystem.Entry) -> JSON {
        .object([
            ("name", .string(name)), ("created", .string(entry.createdAt.iso)),
            ("modified", .string(entry.modifiedAt.iso)), ("mode", .string(FileKind.modeText(of: entry))),
            ("mode_bits", .string(String(entry.mode, radix: 8))), ("size", .int(entry.size)),
            ("directory", .bool(entry.isDirectory)), ("file", .bool(!entry.isDirectory)), ("symlink", .bool(false)),
            ("mime", .string(FileKind.mediaType(of: entry, named: name))),
        ])
    }
}
