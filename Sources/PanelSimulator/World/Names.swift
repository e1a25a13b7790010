/// The names of the simulated servers, nodes and places.
enum Names {
    /// A kind of server and how one is sized.
    struct Kind: Sendable {
        let name: String
        let description: String
        let egg: Int
        let memoryMiB: Int
        let diskMiB: Int
        let cpuPercent: Int
        let bootSeconds: Double
        let backups: Int
    }

    /// The first servers of every world, the demo's five first.
    static let kinds: [Kind] = [
        kind("Survival", "Main survival world", 5, 6_144, 30_720, 300, 24, 10),
        kind("Creative", "Plots for builders", 5, 3_072, 15_360, 200, 16, 5),
        kind("Lobby Proxy", "Velocity front of the network", 1, 1_024, 2_048, 100, 4, 0),
        kind("SkyBlock", "Islands, reset each quarter", 5, 4_096, 20_480, 200, 20, 7),
        kind("Rust Vanilla", "Weekly wipe on Thursdays", 14, 10_240, 40_960, 400, 40, 3),
        kind("CS Retakes", "Retakes, 128 tick", 8, 2_048, 40_960, 200, 9, 2),
        kind("Factions", "Hardcore factions", 5, 5_120, 25_600, 250, 22, 7),
        kind("Event Server", "Started for tournaments", 5, 0, 20_480, 0, 18, 2),
        kind("Minigames", "BedWars and friends", 5, 4_096, 10_240, 200, 12, 3),
        kind("Modded 1.20", "All the Mods", 5, 8_192, 0, 400, 38, 4),
        kind("Prison", "Mines A to Z", 5, 4_096, 15_360, 200, 15, 5),
        kind("CS Deathmatch", "", 8, 2_048, 40_960, 200, 8, 0),
        kind("Towny", "Towns and nations", 5, 5_120, 30_720, 250, 21, 7),
        kind("Rust Modded", "5x gather", 14, 12_288, 51_200, 400, 36, 3),
        kind("Test Server", "For the staff", 5, 2_048, 10_240, 100, 10, 1),
        kind("Hub", "The network's hub", 5, 2_048, 5_120, 150, 7, 2),
    ]

    /// The name of the server at a place in the world.
    static func server(_ index: Int) -> String {
        let kind = kinds[index % kinds.count]
        let round = index / kinds.count
        return round == 0 ? kind.name : "\(kind.name) #\(round + 1)"
    }

    /// Short and long names of places, with the prefix of the nodes there.
    static let places: [(short: String, long: String, prefix: String)] = [
        ("eu.de.fra", "Frankfurt, Germany", "fra"), ("us.ny.nyc", "New York, United States", "nyc"),
        ("ap.sg.sin", "Singapore", "sin"), ("eu.fi.hel", "Helsinki, Finland", "hel"),
    ]

    /// The customers: user name, first name, last name.
    static let users: [(String, String, String)] = [
        ("admin", "Ada", "Admin"), ("bob", "Bob", "Builder"), ("carol", "Carol", "Crafter"),
        ("dave", "Dave", "Digger"), ("erin", "Erin", "Explorer"), ("frank", "Frank", "Farmer"),
    ]

    private static func kind(
        _ name: String,
        _ description: String,
        _ egg: Int,
        _ memory: Int,
        _ disk: Int,
        _ cpu: Int,
        _ boot: Double,
        _ backups: Int
    ) -> Kind {
        Kind(
            name: name,
            description: description,
            egg: egg,
            memoryMiB: memory,
            diskMiB: disk,
            cpuPercent: cpu,
            bootSeconds: boot,
            backups: backups
        )
    }
}
