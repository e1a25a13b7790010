import PterodactylAPI

private let server = recordedServer("e56e7773")

extension Claim {
    /// One server on the client API: what it is, in every state.
    static let clientServer: [Claim] = [
        .answer("servers.get_server", server.get()),
        .answer("servers.get_server.includes", server.details(include: [.egg, .subusers])),
        .answer("servers.get_server.carol-limited-subuser", server.details()),
        .answer("servers.get_server.by-full-uuid", ClientAPI().servers(survival).details()),
        .error("servers.get_server.by-numeric-id", "not_found", recordedServer("1").get()),
        .answer("servers.get_server.during-restore", server.get()),
        .answer("servers.get_server.transferring", recordedServer("4d87563d").get()),
        .answer("servers.get_server.unknown-to-wings", recordedServer("87a4dc1f").get()),
        .answer("servers.get_server.installing", recordedServer("9be43931").get()),
        .answer("servers.get_server.suspended", recordedServer("bd66b874").get()),
        .answer("servers.get_server.install-failed", recordedServer("cc72e10e").get()),
        .answer("servers.get_server.restoring-backup", recordedServer("d315ab76").get()),
        .answer("servers.get_server.reinstall-failed", recordedServer("fc89303a").get()),
        .answer("servers.get_server.just-suspended", recordedServer("c2db632c").get()),
        .answer("servers.get_server.unknown-status-value", recordedServer("8d6b3a75").get()),
        .answer("servers.get_server.reinstalling", recordedServer("8d6b3a75").get()),
        .answer("servers.get_server.reinstalled", recordedServer("8d6b3a75").get()),
        .answer("node-maintenance.get_server", recordedServer("18d4f6fc").get()),
        .error("error.404.server-of-other-user", "not_found", recordedServer("92b9cd91").get()),
        .error("error.404.server-unknown", "not_found", recordedServer("00000000").get()),
        .answer("servers.get_websocket", server.websocket()),
        .error("servers.get_websocket.suspended", "conflict", recordedServer("bd66b874").websocket()),
        .answer("servers.get_websocket.installing", recordedServer("9be43931").websocket()),
        .answer("servers.get_websocket.transferring", recordedServer("4d87563d").websocket()),
        .answer("servers.activity", server.activity(includesActor: false).page(1), also: sortedPaging),
        .answer("servers.activity.after-writes", server.activity(perPage: 5).page(1), also: ["page", "sort"]),
    ]
}
