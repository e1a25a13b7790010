import Telemetry

/// What the simulated games write to their consoles.
struct GameOutput {
    let server: SimulatedServer

    /// The style of the egg's game.
    private enum Style { case minecraft, proxy, source, rust }

    private var style: Style {
        switch server.egg {
        case 1: .proxy
        case 8: .source
        case 14: .rust
        default: .minecraft
        }
    }

    /// The first lines of a process.
    func boot(at now: Timestamp) -> [String] {
        let port = 25_564 + server.id
        switch style {
        case .minecraft:
            return [
                stamped("Starting minecraft server version 1.21.4", at: now),
                stamped("Starting Minecraft server on *:\(port)", at: now),
                stamped("Preparing level \"world\"", at: now),
            ]
        case .proxy: return [stamped("Enabled BungeeCord version git:BungeeCord-Bootstrap:1.21", at: now)]
        case .source: return ["Console initialized.", "Game.dll loaded for \"Counter-Strike: Global Offensive\""]
        case .rust: return ["Loading Prefab Bundle", "Spawning World Entities"]
        }
    }

    /// The line in which Wings sees that the server has started.
    func done(at now: Timestamp) -> String {
        switch style {
        case .minecraft:
            let seconds = Double(server.process.boot.wholeMilliseconds) / 1_000
            return stamped("Done (\(seconds)s)! For help, type \"help\"", at: now)
        case .proxy: return stamped("Listening on /0.0.0.0:\(25_564 + server.id)", at: now)
        case .source: return "VAC secure mode is activated."
        case .rust: return "Server startup complete"
        }
    }

    /// What it says when it is told to stop.
    func stopping(at now: Timestamp) -> String {
        style == .source ? "Shutting down" : stamped("Stopping the server", at: now)
    }

    /// The last line of a process that was told to stop.
    func lastWords(at now: Timestamp) -> String {
        style == .minecraft ? stamped("Saving worlds", at: now) : stamped("Bye", at: now)
    }

    /// What a process says that ends with an error of its own; nothing when it was killed.
    func crash(exitCode: Int, at now: Timestamp) -> String? {
        switch exitCode {
        case 137, 143: nil
        case 0: stopping(at: now)
        default: style == .minecraft ? "java.lang.NullPointerException: simulated crash" : "Segmentation fault"
        }
    }

    /// What somebody did in this second; nil in most.
    func chatter(at now: Timestamp) -> String? {
        let second = now.millisecondsSince1970 / 1_000
        guard server.load.noise.cell(second &* 3) < 0.1, server.load.players(at: now) > 0 else { return nil }
        let player = Self.players[Int(server.load.noise.cell(second &* 3 &+ 1) * Double(Self.players.count))]
        let isComing = server.load.noise.cell(second &* 3 &+ 2) < 0.5
        return stamped("\(player) \(isComing ? "joined" : "left") the game", at: now)
    }

    private static let players = ["Alex", "Steve", "Robin", "Kim", "Sasha", "Noor"]

    private func stamped(_ text: String, at now: Timestamp) -> String {
        "[\(CivilTime(now).spaced.suffix(8)) INFO]: \(text)"
    }
}
