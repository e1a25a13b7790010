/// A file or a folder of a server (`file_object`).
public struct FileEntry: Sendable, Hashable {
    /// The name without the folder.
    public var name: String
    /// The mode; nil where the node tells none.
    public var mode: FileMode?
    /// The size; of a folder, that of its own entry.
    public var size: ByteCount
    /// Whether it is a file; false for a folder.
    public var isFile: Bool
    /// Whether it is a link.
    public var isSymbolicLink: Bool
    /// The type as the node guesses it, such as `text/plain; charset=utf-8`; `inode/directory` for folders.
    public var mimeType: String
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last written.
    public var modifiedAt: PanelTime?

    /// Makes one; what is left out is what a plain file has.
    public init(
        name: String,
        mode: FileMode? = FileMode(rawValue: 0o644),
        size: ByteCount = 0,
        isFile: Bool = true,
        isSymbolicLink: Bool = false,
        mimeType: String = "application/octet-stream",
        createdAt: PanelTime? = nil,
        modifiedAt: PanelTime? = nil
    ) {
        self.name = name
        self.mode = mode
        self.size = size
        self.isFile = isFile
        self.isSymbolicLink = isSymbolicLink
        self.mimeType = mimeType
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
    }
}

extension FileEntry: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            name: try at["name"].string(),
            mode: try at["mode_bits"].stringIfAny().flatMap { FileMode(octal: $0) },
            size: try at["size"].byteCountIfAny() ?? 0,
            isFile: try at["is_file"].boolIfAny() ?? true,
            isSymbolicLink: try at["is_symlink"].boolIfAny() ?? false,
            mimeType: try at["mimetype"].stringIfAny() ?? "",
            createdAt: try at["created_at"].timeIfAny(),
            modifiedAt: try at["modified_at"].timeIfAny()
        )
    }
}

/// The mode of a file: who may read, write and execute it, as `chmod` knows it.
public struct FileMode: RawRepresentable, Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The bits, such as `0o644`.
    public let rawValue: UInt16

    /// Wraps the bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Makes the value from a literal; to be written in octal: `0o755`.
    public init(integerLiteral value: UInt16) { self.rawValue = value }

    /// Reads octal digits such as `644`; nil for anything else.
    public init?(octal text: String) {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }),
            let bits = UInt16(text, radix: 8)
        else { return nil }
        self.rawValue = bits
    }

    /// The octal digits: `644`.
    public var description: String { String(rawValue, radix: 8) }
}
