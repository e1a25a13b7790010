/// A file or folder of a server, as its node tells it.
public struct WingsFile: Sendable, Hashable {
    /// The name, without its folder.
    public var name: String
    /// The size.
    public var size: ByteCount
    /// Whether it is a folder.
    public var isDirectory: Bool
    /// Whether it is a file; a link to one is both.
    public var isFile: Bool
    /// Whether it is a symbolic link.
    public var isSymbolicLink: Bool
    /// The mode as `ls` writes it, such as `-rw-r--r--`.
    public var mode: String
    /// The mode in octal digits, such as `644`.
    public var modeBits: String
    /// The kind of contents, such as `text/plain; charset=utf-8`; `inode/directory` for a folder.
    public var mimeType: String
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var modifiedAt: PanelTime?

    /// Makes one; what is left out is what a plain file has.
    public init(
        name: String,
        size: ByteCount = 0,
        isDirectory: Bool = false,
        isFile: Bool = true,
        isSymbolicLink: Bool = false,
        mode: String = "-rw-r--r--",
        modeBits: String = "644",
        mimeType: String = "application/octet-stream",
        createdAt: PanelTime? = nil,
        modifiedAt: PanelTime? = nil
    ) {
        self.name = name
        self.size = size
        self.isDirectory = isDirectory
        self.isFile = isFile
        self.isSymbolicLink = isSymbolicLink
        self.mode = mode
        self.modeBits = modeBits
        self.mimeType = mimeType
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
    }
}

extension WingsFile {
    init(_ at: JSONReader) throws(PanelError) {
        self.init(
            name: try at["name"].string(),
            size: try at["size"].byteCountIfAny() ?? 0,
            isDirectory: try at["directory"].boolIfAny() ?? false,
            isFile: try at["file"].boolIfAny() ?? false,
            isSymbolicLink: try at["symlink"].boolIfAny() ?? false,
            mode: try at["mode"].stringIfAny() ?? "",
            modeBits: try at["mode_bits"].stringIfAny() ?? "",
            mimeType: try at["mime"].stringIfAny() ?? "",
            createdAt: try at["created"].timeIfAny(),
            modifiedAt: try at["modified"].timeIfAny()
        )
    }

    /// Reads a bare array; Go writes `null` for an empty one.
    static func list(_ at: JSONReader) throws(PanelError) -> [WingsFile] {
        var files: [WingsFile] = []
        for element in try at.elements() { files.append(try WingsFile(element)) }
        return files
    }
}
