import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// The file routes that move, copy, remove and mark what is there.
    mutating func changeFiles(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        switch request.route {
        case .renameFiles: try renameFiles(request)
        case .copyFile: try copyFile(request)
        case .createFolder: try createFolder(request)
        case .chmodFiles: try chmodFiles(request)
        default: try deleteFiles(request)
        }
        return .empty
    }

    private mutating func renameFiles(_ request: ServerRequest) throws(PanelFailure) {
        var validator = Validator(request.input)
        validator.check("root", .required, .nullable, .string)
        validator.check("files", .required, .array)
        validator.checkEach("files", .array)
        validator.checkEach("files", member: "to", .string)
        validator.checkEach("files", member: "from", .string)
        try validator.finish()
        let files = request.input["files"]?.elements ?? []
        let pairs = files.compactMap { file in
            file["from"]?.string.flatMap { from in file["to"]?.string.map { (from: from, to: $0) } }
        }
        let root = request.root
        let now = request.now
        try onNode(of: request) { server throws(FileProblem) in
            try server.renameFiles(pairs, in: root, at: now)
        }
        log("server:file.rename", request, [("directory", .string(root)), ("files", .array(files))])
    }

    private mutating func copyFile(_ request: ServerRequest) throws(PanelFailure) {
        let location = try request.text("location")
        let now = request.now
        try onNode(of: request) { server throws(FileProblem) in
            try server.copyFile(location, at: now)
        }
        log("server:file.copy", request, [("file", .string(location))])
    }

    private mutating func createFolder(_ request: ServerRequest) throws(PanelFailure) {
        var validator = Validator(request.input)
        validator.check("root", .nullable, .string)
        validator.check("name", .required, .string)
        try validator.finish()
        let name = request.input["name"]?.string ?? ""
        let root = request.root
        let now = request.now
        try onNode(of: request) { server throws(FileProblem) in
            try server.files.makeDirectory(name, in: root, at: now)
        }
        log("server:file.create-directory", request, [("name", .string(name)), ("directory", .string(root))])
    }

    private mutating func chmodFiles(_ request: ServerRequest) throws(PanelFailure) {
        var validator = Validator(request.input)
        validator.check("root", .required, .nullable, .string)
        validator.check("files", .required, .array)
        validator.checkEach("files", member: "file", .required, .string)
        validator.checkEach("files", member: "mode", .required, .numeric)
        try validator.finish()
        // A JSON number passes the panel and is refused by Wings, which decodes a text.
        let modes = (request.input["files"]?.elements ?? []).map { file in
            (file: file["file"]?.string ?? "", mode: file["mode"]?.string)
        }
        let root = request.root
        try onNode(of: request) { server throws(FileProblem) in try server.setModes(modes, in: root) }
    }

    private mutating func deleteFiles(_ request: ServerRequest) throws(PanelFailure) {
        var validator = Validator(request.input)
        validator.check("root", .required, .nullable, .string)
        validator.check("files", .required, .array)
        validator.checkEach("files", .string)
        try validator.finish()
        let names = request.input["files"]?.strings ?? []
        let root = request.root
        try onNode(of: request) { server throws(FileProblem) in
            try server.deleteFiles(names, in: root)
        }
        log(
            "server:file.delete",
            request,
            [("directory", .string(root)), ("files", .array(names.map { .string($0) }))]
        )
    }
}
