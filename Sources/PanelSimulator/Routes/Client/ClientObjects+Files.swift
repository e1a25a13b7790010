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
