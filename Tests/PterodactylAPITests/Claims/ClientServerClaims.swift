import PterodactylAPI

private let server = ClientAPI().servers(ServerIdentifier("e56e7773"))

extension Claim {
    /// One server on the client API: reading it, its state, its power.
    static let clientServer: [Claim] = [
        .answer("servers.get_server", server.get()),
        .answer("servers.get_server_utilization", server.resources()),
        .answer("servers.get_websocket", server.websocket()),
        .answer("servers.send_power_action.start", server.power(.start)),
        .answer("servers.send_power_action.stop", server.power(.stop)),
        .answer("servers.send_power_action.restart", server.power(.restart)),
        .answer("servers.send_power_action.kill", server.power(.kill)),
        .answer("servers.send_console_command", server.command("say hello")),
        .odd(
            "error.422.power-bad-signal",
            .fails("validation"),
            server.power(.start),
            because: "a signal that does not exist has no value"
        ),
    ]
}
