import Telemetry

extension SimulatedFileSystem {
    /// What a server of an egg has after its install.
    static func installed(_ egg: SimulatedEgg, at now: Timestamp) -> SimulatedFileSystem {
        guard egg.nest == 1 else {
            return SimulatedFileSystem(
                [
                    ("/cfg/server.cfg", "hostname \"A game server\"\nsv_lan 0\n"),
                    ("/logs/latest.log", "Server is hibernating\n"),
                    ("/steam_appid.txt", "740\n"),
                ],
                at: now
            )
        }
        let jar = egg.variables.first { $0.environment == "SERVER_JARFILE" }?.value ?? "server.jar"
        return SimulatedFileSystem(
            [
                ("/\(jar)", "PK\u{3}\u{4}stand-in for a server's jar"), ("/eula.txt", "eula=true\n"),
                (
                    "/logs/latest.log",
                    "[12:00:01] [Server thread/INFO]: Done (9.873s)! For help, type \"help\"\n"
                ),
                ("/ops.json", "[]"),
                (
                    "/server.properties",
                    "#Minecraft server properties\nmotd=A Minecraft Server\nmax-players=20\n"
                ),
                ("/world/level.dat", "stand-in for a world\n"),
            ],
            directories: ["/plugins"],
            at: now
        )
    }
}
