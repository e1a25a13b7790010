extension SimulatedEgg {
    /// The images that a user may choose from, by their labels.
    var images: [(label: String, image: String)] {
        guard nest == 1 else { return [("Default", image)] }
        return [21, 17, 16, 11, 8].map { ("Java \($0)", "ghcr.io/pterodactyl/yolks:java_\($0)") }
    }

    /// Files that users must not change: the proxies' forwarding secret is the one case among the simulated eggs.
    var fileDenylist: [String] { id == 1 ? ["forwarding.secret"] : [] }
}
