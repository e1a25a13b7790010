extension FileEntry {
    /// Reads a file as its node tells it: the same as the panel does, in other words and without an envelope.
    init(wings at: JSONReader) throws(PanelError) {
        self.init(
            name: try at["name"].string(),
            mode: try at["mode_bits"].stringIfAny().flatMap { FileMode(octal: $0) },
            size: try at["size"].byteCountIfAny() ?? 0,
            isFile: try at["file"].boolIfAny() ?? true,
            isSymbolicLink: try at["symlink"].boolIfAny() ?? false,
            mimeType: try at["mime"].stringIfAny() ?? "",
            createdAt: try at["created"].timeIfAny(),
            modifiedAt: try at["modified"].timeIfAny()
        )
    }

    /// Reads a bare array of them; Go writes `null` for an empty one.
    static func wingsList(_ at: JSONReader) throws(PanelError) -> [FileEntry] {
        var files: [FileEntry] = []
        for element in try at.elements() { files.append(try FileEntry(wings: element)) }
        return files
    }
}
