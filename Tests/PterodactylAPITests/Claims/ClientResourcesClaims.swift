import PterodactylAPI

private let server = recordedServer("e56e7773")

extension Claim {
    /// What a server uses: figures, states, the panel's cache, nodes that do not answer.
    static let clientResources: [Claim] = [
        .answer("servers.get_server_utilization", server.resources()),
        .answer("servers.resources.offline", recordedServer("8d6b3a75").resources()),
        .answer("servers.resources.starting", recordedServer("8e61e1cb").resources()),
        .answer("servers.resources.stopping", recordedServer("520c16d1").resources()),
        .answer("servers.resources.reinstall-failed", recordedServer("fc89303a").resources()),
        .answer("servers.resources.carol-limited-subuser", server.resources()),
        .answer("servers.resources.1-before-kill", server.resources()),
        .answer("servers.resources.2-just-killed-but-cached", server.resources()),
        .answer("servers.resources.3-killed-cache-expired", server.resources()),
        .answer("servers.resources.odd-values", server.resources()),
        .error("servers.resources.suspended", "conflict", recordedServer("bd66b874").resources()),
        .error("servers.resources.suspended.as-owner-bob", "conflict", recordedServer("bd66b874").resources()),
        .error("servers.resources.installing", "conflict", recordedServer("9be43931").resources()),
        .error("servers.resources.install-failed", "conflict", recordedServer("cc72e10e").resources()),
        .error("servers.resources.restoring-backup", "conflict", recordedServer("d315ab76").resources()),
        .error("servers.resources.transferring", "conflict", recordedServer("4d87563d").resources()),
        .error("servers.resources.just-suspended-admin", "conflict", recordedServer("c2db632c").resources()),
        .error("error.409.during-restore.resources", "conflict", server.resources()),
        .error("error.409.node-maintenance.resources.admin", "conflict", recordedServer("18d4f6fc").resources()),
        .error("error.409.node-maintenance.resources.bob", "conflict", recordedServer("520c16d1").resources()),
        .error("servers.resources.unknown-to-wings", "node_error", recordedServer("87a4dc1f").resources()),
        .error("error.404.resources-server-unknown", "not_found", recordedServer("00000000").resources()),
        .error("error.wings-refuse.resources", "node_unreachable", server.resources()),
        .error("error.wings-reset.resources", "node_unreachable", server.resources()),
        .error("error.wings-hang.resources", "node_unreachable", server.resources()),
        .error("cache.1-wings-down", "node_unreachable", server.resources()),
        .error("error.wings-500.resources", "node_error", server.resources()),
        .answer("cache.2-wings-back", server.resources()),
        .answer("cache.3-wings-down-again-still-cached", server.resources()),
    ]
}
