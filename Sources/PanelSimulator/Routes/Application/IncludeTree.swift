/// What `include` asks for: names, and below them names with dots, two levels deep as on the panel.
struct IncludeTree: Sendable {
    private let paths: [ArraySlice<String>]

    /// Takes names apart; what is deeper than two levels is cut off.
    init(_ names: Set<String>) {
        paths = names.sorted().map { $0.split(separator: ".").map(String.init).prefix(2) }
    }

    private init(paths: [ArraySlice<String>]) { self.paths = paths }

    /// Nothing.
    static let none = IncludeTree(paths: [])

    /// Whether something is to be included; asking for something below it asks for it, too.
    func asks(for name: String) -> Bool { paths.contains { $0.first == name } }

    /// What is to be included in what is included.
    func below(_ name: String) -> IncludeTree {
        IncludeTree(paths: paths.filter { $0.first == name && $0.count > 1 }.map { $0.dropFirst() })
    }
}
