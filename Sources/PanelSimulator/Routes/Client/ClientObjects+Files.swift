extension ClientObjects {
    /// A file or directory.
    static func file(_ name: String, _ entry: SimulatedFileSystem.Entry) -> JSON {
        .item(
            "file_object",
            [
                ("name", .string(name)), ("mode", .string(FileKind.modeText(of: entry))),
                ("mode_bits", .string(String(entry.mode, radix: 8))), ("size", .int(entry.size)),
                ("is_file", .bool(!entry.isDirectory)), ("is_symlink", .bool(false)),
                ("mimetype", .string(FileKind.mediaType(of: entry, named: name))),
                ("created_at", .string(entry.createdAt.iso)), ("modified_at", .string(entry.modifiedAt.iso)),
            ]
        )
    }
}

extension SimulatedPanel {
    /// An answer with an address at the server's node that works once.
    mutating func signed(_ use: SignedUse, _ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let url = world.sign(use, for: request.caller.user, issuer: request.context.base, at: request.now)
        guard let url else { throw .notFound }
        return .ok(.item("signed_url", [("url", .string(url))]))
    }
}
