import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// The largest file that the panel reads out, in bytes (`PTERODACTYL_FILES_MAX_EDIT_SIZE`).
    static let largestReadableFile = 4 * 1_048_576

    /// Everything below `files`.
    mutating func serveFiles(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        switch request.route {
        case .listFiles:
            let directory = request.input["directory"]?.string ?? "/"
            let inside = try onNode(of: request) { server throws(FileProblem) in try server.files.list(directory) }
            return .ok(.list(inside.map { ClientObjects.file($0.name, $0.entry) }))
        case .readFile: return try readFile(request)
        case .downloadFile:
            let file = try request.text("file")
            log("server:file.download", request, [("file", .string(file))])
            return try signed(.downloadFile(server: request.id, path: RequestContext.decode(file[...])), request)
        case .uploadURL: return try signed(.upload(server: request.id, user: request.caller.user.id), request)
        case .writeFile: return try writeFile(request)
        case .compressFiles: return try compressFiles(request)
        case .decompressFile: return try decompressFile(request)
        case .pullFile: return try pullFile(request)
        default: return try changeFiles(request)
        }
    }

    private mutating func readFile(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let file = try request.text("file")
        let content = try onNode(of: request) { server throws(FileProblem) in try server.files.read(file) }
        guard content.count <= Self.largestReadableFile else {
            throw PanelFailure(
                400,
                "FileSizeTooLargeException",
                "The file you are attempting to open is too large to view in the file editor."
            )
        }
        log("server:file.read", request, [("file", .string(file))])
        return RouteAnswer(plainText: content)
    }

    private mutating func writeFile(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let file = try request.text("file")
        let content = request.context.request.body
        let now = request.now
        try onNode(of: request) { server throws(FileProblem) in
            try server.writeFile(content, to: file, at: now)
        }
        log("server:file.write", request, [("file", .string(file))])
        return .empty
    }

    private mutating func compressFiles(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("root", .nullable, .string)
        validator.check("files", .required, .array)
        validator.checkEach("files", .string)
        try validator.finish()
        let root = request.root
        let names = request.input["files"]?.strings ?? []
        let now = request.now
        let archive = try onNode(of: request) { server throws(FileProblem) in
            try server.compressFiles(names, in: root, at: now)
        }
        log(
            "server:file.compress",
            request,
            [("directory", .string(root)), ("files", .array(names.map { .string($0) }))]
        )
        return .ok(ClientObjects.file(archive.name, archive.entry))
    }

    private mutating func decompressFile(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("root", .nullable, .string)
        validator.check("file", .required, .string)
        try validator.finish()
        let root = request.root
        let file = try request.text("file")
        let now = request.now
        try onNode(of: request) { server throws(FileProblem) in
            try server.decompressFile(file, in: root, at: now)
        }
        log("server:file.decompress", request, [("directory", .string(root)), ("files", .string(file))])
        return .empty
    }

    private mutating func pullFile(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("url", .required, .string, .url)
        validator.check("directory", .nullable, .string)
        validator.check("filename", .nullable, .string)
        validator.check("use_header", .boolean)
        validator.check("foreground", .boolean)
        try validator.finish()
        let url = request.input["url"]?.string ?? ""
        let directory = request.input["directory"]?.string ?? "/"
        let isForeground = request.input["foreground"]?.flag ?? false
        let name = request.input["filename"]?.string ?? RemoteFile.name(of: url)
        let now = request.now
        try onNode(of: request) { server throws(FileProblem) in
            guard isForeground else { return }
            guard !RemoteFile.isPrivate(url) else { throw .privateAddress }
            try server.files.write(RemoteFile.content(of: url), to: name, in: directory, at: now)
        }
        if !isForeground {
            let path = directory + "/" + name
            world.plan(.pullEnds(server: request.id, path: path, url: url), in: .seconds(2), from: now)
        }
        log("server:file.pull", request, [("directory", .string(directory)), ("url", .string(url))])
        return .empty
    }
}

extension ServerRequest {
    /// The directory that names in the body are relative to.
    var root: String { input["root"]?.string ?? "/" }

    /// A field that must be a text.
    func text(_ field: String) throws(PanelFailure) -> String {
        var validator = Validator(input)
        validator.check(field, .required, .string)
        try validator.finish()
        return input[field]?.string ?? ""
    }
}
