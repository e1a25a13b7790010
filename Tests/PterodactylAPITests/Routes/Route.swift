import PterodactylAPI

/// A route of the panel: a method and a path in which `{…}` stands for any one segment.
struct Route: Hashable, CustomStringConvertible {
    let method: String
    let segments: [Substring]

    /// Reads `GET client/servers/{S}/files/list`: the path without `/api/`.
    init(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        method = String(parts[0])
        segments = parts[1].split(separator: "/", omittingEmptySubsequences: false)
    }

    var description: String { method + " " + segments.joined(separator: "/") }

    /// Whether the panel would take a call for this route.
    func matches(_ call: APICall) -> Bool {
        guard call.method.rawValue == method, call.path.hasPrefix("/api/") else { return false }
        let path = call.path.dropFirst("/api/".count).split(separator: "/", omittingEmptySubsequences: false)
        return path.count == segments.count
            && zip(path, segments).allSatisfy { $1.hasPrefix("{") ? !$0.isEmpty : $0 == $1 }
    }
}
