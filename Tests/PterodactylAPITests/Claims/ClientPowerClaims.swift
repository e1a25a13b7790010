import PterodactylAPI

private let server = recordedServer("e56e7773")

extension Claim {
    /// Power and the console, and all that forbids them.
    static let clientPower: [Claim] = [
        .answer("servers.send_power_action.start", server.power(.start)),
        .answer("servers.send_power_action.stop", server.power(.stop)),
        .answer("servers.send_power_action.restart", server.power(.restart)),
        .answer("servers.send_power_action.kill", server.power(.kill)),
        .error("error.403.subuser-missing-permission", "forbidden", server.power(.restart)),
        .error("error.409.suspended.power", "conflict", recordedServer("bd66b874").power(.start)),
        .error("error.409.installing.power", "conflict", recordedServer("9be43931").power(.start)),
        .error("error.409.install-failed.power", "conflict", recordedServer("cc72e10e").power(.start)),
        .error("error.409.restoring-backup.power", "conflict", recordedServer("d315ab76").power(.start)),
        .error("error.409.transferring.power", "conflict", recordedServer("4d87563d").power(.start)),
        .error("error.409.node-maintenance.power", "conflict", recordedServer("18d4f6fc").power(.start)),
        .error("error.409.suspended.power.as-owner-bob", "conflict", recordedServer("bd66b874").power(.start)),
        .error("error.404.power-unknown-to-wings", "node_error", recordedServer("87a4dc1f").power(.start)),
        .error("error.wings-refuse.power", "node_unreachable", server.power(.start)),
        .error("error.wings-refuse.command", "node_unreachable", server.command("x")),
        .error("error.wings-reset.power", "node_unreachable", server.power(.start)),
        .error("error.wings-reset.command", "node_unreachable", server.command("x")),
        .error("error.wings-500.power", "node_error", server.power(.start)),
        .error("error.wings-500.command", "node_error", server.command("x")),
        .odd(
            "error.422.power-bad-signal",
            .fails("validation"),
            server.power(.start),
            because: "a signal that does not exist has no value"
        ),
        .odd(
            "error.422.power-missing-signal",
            .fails("validation"),
            server.power(.start),
            because: "the signal always goes along"
        ),
        .odd("error.400.malformed-json", .fails("refused"), server.power(.start), because: "bodies are whole"),
        .answer("servers.send_console_command", server.command("say hello")),
        .error("error.502.command-on-offline-server", "server_offline", recordedServer("8d6b3a75").command("say hi")),
        .odd(
            "error.422.command-missing",
            .fails("validation"),
            server.command("x"),
            because: "the command always goes along"
        ),
    ]
}
