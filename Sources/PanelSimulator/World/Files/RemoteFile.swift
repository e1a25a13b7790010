/// What a node would fetch from an address: nothing is fetched, a text of the simulator's own stands for it.
enum RemoteFile {
    /// The name that the file gets: the last part of the path.
    static func name(of url: String) -> String {
        let path = url.split(separator: "?").first.map { $0.split(separator: "/").dropFirst(2) } ?? []
        return path.last.map(String.init) ?? "index.html"
    }

    /// The stand-in for the content.
    static func content(of url: String) -> [UInt8] { Array("This stands for \(url)\n".utf8) }

    /// Whether Wings refuses the address because it leads into its own network.
    static func isPrivate(_ url: String) -> Bool {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let host = String(rest.prefix { !"/:?#".contains($0) })
        let networks = ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"]
        return host == "localhost" || networks.contains { AddressPattern($0)?.contains(host) ?? false }
    }
}
