/// A file that a node fetches from the web.
public struct WingsPull: Sendable, Hashable, Identifiable {
    /// What a node knows it by: a UUID.
    public struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// 36 characters.
        public let rawValue: String

        /// Wraps a UUID.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Wraps a UUID.
        public init(_ text: String) { self.rawValue = text }

        /// The value as text.
        public var description: String { rawValue }
    }

    /// The id.
    public var id: ID
    /// How much of it there is, 0 to 1; nil where the node does not know.
    public var fraction: Double?

    /// Makes one.
    public init(id: ID, fraction: Double?) {
        self.id = id
        self.fraction = fraction
    }
}

extension WingsPull {
    /// Reads a list; Wings writes the names with a capital letter, since they are those of its own structure
    /// (wings `router/downloader/downloader.go`).
    static func list(_ at: JSONReader) throws(PanelError) -> [WingsPull] {
        var pulls: [WingsPull] = []
        for element in try at.elements() {
            let progress = try element["Progress"].doubleIfAny()
            pulls.append(
                WingsPull(
                    id: ID(try element["Identifier"].string()),
                    fraction: progress.flatMap { (0...1).contains($0) ? $0 : nil }
                )
            )
        }
        return pulls
    }
}
