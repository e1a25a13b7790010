/// What a file is, read from its first bytes as Wings does (its library looks at content, not at names).
enum FileKind {
    /// The media type in file objects.
    static func mediaType(of entry: SimulatedFileSystem.Entry, named name: String) -> String {
        guard let content = entry.content else { return "inode/directory" }
        if content.isEmpty { return "application/octet-stream" }
        if content.starts(with: [0x1F, 0x8B]) {
            return name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") ? "application/tar+gzip" : "application/gzip"
        }
        if content.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return name.hasSuffix(".jar") ? "application/jar" : "application/zip"
        }
        if content.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        let head = content.prefix(3_072)
        if head.contains(where: { $0 < 0x09 || (0x0E...0x1A).contains($0) || (0x1C...0x1F).contains($0) }) {
            return "application/octet-stream"
        }
        let first = head.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), JSON(parsing: content) != nil {
            return "application/json"
        }
        return "text/plain; charset=utf-8"
    }

    /// The mode as `ls` writes it.
    static func modeText(of entry: SimulatedFileSystem.Entry) -> String {
        let letters = Array("rwxrwxrwx")
        let bits = (0..<9).map { entry.mode & (1 << (8 - $0)) != 0 ? letters[$0] : "-" }
        return (entry.isDirectory ? "d" : "-") + String(bits)
    }
}
