/// A kind of game server: the panel's egg, as far as answers show it.
struct SimulatedEgg: Sendable {
    /// A variable of the start-up command.
    struct Variable: Sendable {
        let id: Int
        let name: String
        let environment: String
        let value: String
        let rules: String
        let isVisible: Bool
        /// Whether users may change what they see.
        var isEditable = true
    }

    let id: Int
    let nest: Int
    let uuid: String
    let name: String
    let image: String
    let features: [String]?
    let startup: String
    /// The text which, typed into the console, stops the server.
    let stopCommand: String
    let variables: [Variable]

    /// The variables that the panel shows of a server: the egg's, and ours where somebody gave it one.
    func variables(of server: SimulatedServer) -> [Variable] {
        let name = "PTEROWATCH"
        guard server.variables[name] != nil, !variables.contains(where: { $0.environment == name }) else {
            return variables
        }
        let own = Variable(
            id: 900,
            name: "Pterowatch",
            environment: name,
            value: "restart",
            rules: "required|in:off,observe,restart",
            isVisible: true
        )
        return variables + [own]
    }

    /// What a server that sets no variable has, by their names.
    var defaultValues: [String: String] {
        Dictionary(variables.map { ($0.environment, $0.value) }) { first, _ in first }
    }
}

/// A group of eggs.
struct SimulatedNest: Sendable {
    let id: Int
    let uuid: String
    let name: String
    let description: String
}

/// The eggs that a fresh panel 1.11 brings along, cut to those that the simulated servers use.
enum EggCatalogue {
    /// The nests, sorted by id.
    static let nests: [SimulatedNest] = [
        SimulatedNest(
            id: 1,
            uuid: "99f8c126-daba-4627-bd5c-3b4f3ee95843",
            name: "Minecraft",
            description: "Minecraft - the classic game from Mojang."
        ),
        SimulatedNest(
            id: 2,
            uuid: "90dbc3d2-bafc-4a25-a0c1-7ca8626fc7f6",
            name: "Source Engine",
            description: "Includes support for most Source Dedicated Server games."
        ),
        SimulatedNest(
            id: 4,
            uuid: "0e7a1e5c-3b0f-4b61-9d2a-6f2f3e6f1c55",
            name: "Rust",
            description: "Rust - a game where you must fight to survive."
        ),
    ]

    /// The egg that most servers have.
    static let paper = SimulatedEgg(
        id: 5,
        nest: 1,
        uuid: "3a520750-b158-45e1-9faa-1bef9ab852ac",
        name: "Paper",
        image: "ghcr.io/pterodactyl/yolks:java_21",
        features: ["eula", "java_version", "pid_limit"],
        startup: "java -Xms128M -XX:MaxRAMPercentage=95.0 -jar {{SERVER_JARFILE}}",
        stopCommand: "stop",
        variables: [
            variable(11, "Minecraft Version", "MINECRAFT_VERSION", "latest", "nullable|string|max:20"),
            variable(12, "Server Jar File", "SERVER_JARFILE", "server.jar", #"required|regex:/^([\w\d._-]+)(\.jar)$/"#),
            variable(13, "Download Path", "DL_PATH", "", "nullable|string", isVisible: false),
            variable(14, "Build Number", "BUILD_NUMBER", "latest", "required|string|max:20"),
        ]
    )

    /// The eggs, sorted by id.
    static let eggs: [SimulatedEgg] = [
        SimulatedEgg(
            id: 1,
            nest: 1,
            uuid: "9a6b0e43-29b4-4e6b-8d58-0c4f4b0a8d11",
            name: "Bungeecord",
            image: "ghcr.io/pterodactyl/yolks:java_21",
            features: ["eula", "java_version", "pid_limit"],
            startup: "java -Xms128M -XX:MaxRAMPercentage=95.0 -jar {{SERVER_JARFILE}}",
            stopCommand: "end",
            variables: [
                variable(1, "Bungeecord Version", "BUNGEE_VERSION", "latest", "required|alpha_num|between:1,6"),
                variable(2, "Bungeecord Jar File", "SERVER_JARFILE", "bungeecord.jar", "required|string|max:20"),
            ]
        ),
        paper,
        SimulatedEgg(
            id: 8,
            nest: 2,
            uuid: "437c367d-06be-498f-a604-fdad135504d7",
            name: "Counter-Strike: Global Offensive",
            image: "ghcr.io/pterodactyl/games:source",
            features: ["gsl_token", "steam_disk_space"],
            startup: "./srcds_run -game csgo -console -port {{SERVER_PORT}} +map {{SRCDS_MAP}}",
            stopCommand: "quit",
            variables: [
                variable(21, "Map", "SRCDS_MAP", "de_dust2", "required|string|alpha_dash"),
                variable(22, "Source AppID", "SRCDS_APPID", "740", "required|string|max:20", isVisible: false),
            ]
        ),
        SimulatedEgg(
            id: 14,
            nest: 4,
            uuid: "bace2dfb-209c-452a-9459-7d6f340b07ae",
            name: "Rust",
            image: "ghcr.io/pterodactyl/games:rust",
            features: ["steam_disk_space"],
            startup: "./RustDedicated -batchmode +server.port {{SERVER_PORT}} +server.maxplayers {{MAX_PLAYERS}}",
            stopCommand: "quit",
            variables: [variable(31, "Max Players", "MAX_PLAYERS", "60", "required|integer")]
        ),
    ]

    /// The egg of a number; Paper for one that is not there.
    static func egg(_ id: Int) -> SimulatedEgg { eggs.first { $0.id == id } ?? paper }

    private static func variable(
        _ id: Int,
        _ name: String,
        _ environment: String,
        _ value: String,
        _ rules: String,
        isVisible: Bool = true
    ) -> SimulatedEgg.Variable {
        SimulatedEgg.Variable(
            id: id,
            name: name,
            environment: environment,
            value: value,
            rules: rules,
            isVisible: isVisible
        )
    }
}
