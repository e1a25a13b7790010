/// The order of a list of the application API, ascending unless it says otherwise.
public struct ApplicationSort<Item>: Sendable, Hashable {
    private let field: String
    private var isDescending = false

    private init(_ field: String) { self.field = field }

    /// The same the other way round.
    public var descending: Self {
        var sort = self
        sort.isDescending = true
        return sort
    }

    /// The value of `sort`: what is equal is put in the order of the ids, so that pages do not overlap.
    var value: String { (isDescending ? "-" : "") + field + (field == "id" ? "" : ",id") }
}

extension ApplicationSort where Item == Location {
    /// By number.
    public static var id: Self { Self("id") }
}

extension ApplicationSort where Item == Node {
    /// By number.
    public static var id: Self { Self("id") }
    /// By UUID.
    public static var uuid: Self { Self("uuid") }
    /// By the memory for servers.
    public static var memory: Self { Self("memory") }
    /// By the disk space for servers.
    public static var disk: Self { Self("disk") }
}

extension ApplicationSort where Item == ApplicationServer {
    /// By number.
    public static var id: Self { Self("id") }
    /// By UUID.
    public static var uuid: Self { Self("uuid") }
}

extension ApplicationSort where Item == User {
    /// By number.
    public static var id: Self { Self("id") }
    /// By UUID.
    public static var uuid: Self { Self("uuid") }
}
