import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let start = #"{"signal":"start"}"#
    private static let maintenance: @Sendable (ServerIdentifier) -> [Control] = { _ in
        [.setNodeMode(NodeID(1), .maintenance)]
    }

    /// Backups, and what a server's or node's state does to answers.
    static let backupsAndStates: [ContractCase] = [
        ContractCase("servers.activity", .get, S + "/activity"),
        ContractCase("servers.backups.create_backup.third", .post, S + "/backups", "{}"),
        ContractCase(
            "servers.backups.get_backup_detail.after-completion",
            .get,
            S + "/backups/{L}",
            before: [(.post, S + "/backups")],
            wait: .seconds(240)
        ),
        ContractCase(
            "servers.backups.get_backup_detail.in-progress",
            .get,
            S + "/backups/{L}",
            before: [(.post, S + "/backups")]
        ),
        ContractCase(
            "servers.backups.get_backup_detail.failed",
            .get,
            S + "/backups/{L}",
            controls: { [.addBackup($0, isSuccessful: false)] }
        ),
        ContractCase(
            "servers.backups.get_backup_detail.just-failed",
            .get,
            S + "/backups/{L}",
            before: [(.post, S + #"/backups {"name":"will fail","ignored":"*.log\ncache"}"#)],
            wait: .seconds(240),
            controls: { [.failBackups($0, count: 1)] }
        ),
        ContractCase(
            "servers.backups.get_backup_detail.locked",
            .get,
            S + "/backups/{B}",
            before: [(.post, S + "/backups/{B}/lock")]
        ),
        ContractCase("servers.backups.get_backup_download", .get, S + "/backups/{B}/download"),
        ContractCase(
            "servers.backups.get_backup_download.failed-backup",
            .get,
            S + "/backups/{L}/download",
            controls: { [.addBackup($0, isSuccessful: false)] }
        ),
        ContractCase(
            "servers.backups.list_backups.failed-only",
            .get,
            S + "/backups",
            controls: { [.removeBackups($0), .addBackup($0, isSuccessful: false)] }
        ),
        ContractCase(
            "servers.backups.list_backups.one",
            .get,
            S + "/backups",
            controls: { [.removeBackups($0), .addBackup($0, isSuccessful: true)] }
        ),
        ContractCase(
            "servers.backups.list_backups.installing",
            .get,
            S + "/backups",
            controls: { [.setStatus($0, "installing")] }
        ),
        ContractCase("servers.backups.list_backups.suspended", .get, S + "/backups", controls: { [.suspend($0)] }),
        ContractCase("servers.backups.list_backups.per_page1000", .get, S + "/backups?per_page=1000"),
        ContractCase("servers.backups.list_backups.per_page2.page2", .get, S + "/backups?per_page=1&page=2"),
        ContractCase("servers.backups.restore", .post, S + "/backups/{B}/restore", #"{"truncate": false}"#),
        ContractCase(
            "servers.backups.unlock",
            .post,
            S + "/backups/{B}/lock",
            before: [(.post, S + "/backups/{B}/lock")]
        ),
        // The simulated panel's time zone is UTC: of the other zone's recording only the form is compared.
        ContractCase("variant.timezone.backups", .get, S + "/backups"),
        ContractCase(
            "error.409.install-failed.power",
            .post,
            S + "/power",
            start,
            controls: { [.setStatus($0, "install_failed")] }
        ),
        ContractCase(
            "error.409.installing.power",
            .post,
            S + "/power",
            start,
            controls: { [.setStatus($0, "installing")] }
        ),
        ContractCase(
            "error.409.restoring-backup.power",
            .post,
            S + "/power",
            start,
            controls: { [.setStatus($0, "restoring_backup")] }
        ),
        ContractCase(
            "error.409.suspended.power",
            .post,
            S + "/power",
            start,
            controls: { [.suspend($0)] }
        ),
        ContractCase(
            "error.409.transferring.power",
            .post,
            S + "/power",
            start,
            controls: { [.setTransferring($0, true)] }
        ),
        ContractCase(
            "error.409.suspended.power.as-owner-bob",
            .post,
            S + "/power",
            start,
            key: .user,
            server: "SkyBlock",
            controls: { [.suspend($0)] }
        ),
        ContractCase(
            "error.409.during-restore.resources",
            .get,
            S + "/resources",
            before: [(.post, S + #"/backups/{B}/restore {"truncate":true}"#)]
        ),
        ContractCase("error.404.resources-server-unknown", .get, "/api/client/servers/00000000/resources"),
        ContractCase("error.409.node-maintenance.resources.admin", .get, S + "/resources", controls: maintenance),
        ContractCase(
            "error.409.node-maintenance.resources.bob",
            .get,
            S + "/resources",
            key: .user,
            controls: maintenance
        ),
        ContractCase("node-maintenance.get_server", .get, S, controls: maintenance),
        ContractCase("servers.get_server.by-full-uuid", .get, "/api/client/servers/{V}"),
        ContractCase("servers.get_server.by-numeric-id", .get, "/api/client/servers/1"),
        ContractCase("servers.get_server.includes", .get, S + "?include=egg,subusers"),
        ContractCase(
            "servers.get_server.during-restore",
            .get,
            S,
            before: [(.post, S + #"/backups/{B}/restore {"truncate":true}"#)]
        ),
        ContractCase("servers.get_server.reinstalling", .get, S, before: [(.post, S + "/settings/reinstall")]),
        ContractCase(
            "servers.get_server.reinstalled",
            .get,
            S,
            before: [(.post, S + "/settings/reinstall")],
            wait: .seconds(60)
        ),
        ContractCase("servers.get_server.just-suspended", .get, S, controls: { [.suspend($0)] }),
        ContractCase("servers.get_server.suspended", .get, S, controls: { [.suspend($0)] }),
        ContractCase("servers.get_server.transferring", .get, S, controls: { [.setTransferring($0, true)] }),
        ContractCase("servers.get_server.unknown-to-wings", .get, S, controls: { [.setKnownToWings($0, false)] }),
        ContractCase("servers.get_server.install-failed", .get, S, controls: { [.setStatus($0, "install_failed")] }),
        ContractCase("servers.get_server.installing", .get, S, controls: { [.setStatus($0, "installing")] }),
        ContractCase(
            "servers.get_server.reinstall-failed",
            .get,
            S,
            controls: { [.setStatus($0, "reinstall_failed")] }
        ),
        ContractCase(
            "servers.get_server.restoring-backup",
            .get,
            S,
            controls: { [.setStatus($0, "restoring_backup")] }
        ),
        ContractCase(
            "servers.get_server.unknown-status-value",
            .get,
            S,
            controls: { [.setStatus($0, "rebuilding_universe")] }
        ),
        ContractCase(
            "servers.get_websocket.transferring",
            .get,
            S + "/websocket",
            controls: { [.setTransferring($0, true)] }
        ),
        ContractCase("servers.resources.1-before-kill", .get, S + "/resources"),
        ContractCase(
            "servers.resources.2-just-killed-but-cached",
            .get,
            S + "/resources",
            before: [(.get, S + "/resources"), (.post, S + #"/power {"signal":"kill"}"#)]
        ),
        ContractCase(
            "servers.resources.3-killed-cache-expired",
            .get,
            S + "/resources",
            before: [(.get, S + "/resources"), (.post, S + #"/power {"signal":"kill"}"#)],
            wait: .seconds(21)
        ),
        ContractCase("servers.resources.carol-limited-subuser", .get, S + "/resources", key: .user),
        ContractCase(
            "servers.resources.install-failed",
            .get,
            S + "/resources",
            controls: { [.setStatus($0, "install_failed")] }
        ),
        ContractCase(
            "servers.resources.reinstall-failed",
            .get,
            S + "/resources",
            controls: { [.setStatus($0, "reinstall_failed")] }
        ),
        ContractCase("servers.resources.just-suspended-admin", .get, S + "/resources", controls: { [.suspend($0)] }),
        ContractCase(
            "servers.resources.suspended.as-owner-bob",
            .get,
            S + "/resources",
            key: .user,
            server: "SkyBlock",
            controls: { [.suspend($0)] }
        ),
        ContractCase("servers.resources.starting", .get, S + "/resources", controls: { [.setState($0, .starting)] }),
        ContractCase("servers.resources.stopping", .get, S + "/resources", controls: { [.setState($0, .stopping)] }),
        // The odd numbers came from a stand-in node, which the simulator does not have: the form is compared.
        ContractCase("servers.resources.odd-values", .get, S + "/resources"),
        ContractCase(
            "cache.1-wings-down",
            .get,
            S + "/resources",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase("cache.2-wings-back", .get, S + "/resources"),
        ContractCase(
            recording: "cache.3-wings-down-again-still-cached",
            target: S + "/resources",
            before: [(.get, S + "/resources")],
            lateControls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase("servers.send_power_action.kill", .post, S + "/power", #"{"signal":"kill"}"#),
        ContractCase("servers.send_power_action.restart", .post, S + "/power", #"{"signal":"restart"}"#),
        ContractCase("servers.send_power_action.stop", .post, S + "/power", #"{"signal":"stop"}"#),
        ContractCase(
            "error.wings-500.command",
            .post,
            S + "/command",
            #"{"command":"x"}"#,
            controls: { _ in [.setNodeMode(NodeID(1), .error(500))] }
        ),
        ContractCase(
            "error.wings-refuse.command",
            .post,
            S + "/command",
            #"{"command":"x"}"#,
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            "error.wings-reset.command",
            .post,
            S + "/command",
            #"{"command":"x"}"#,
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            "error.wings-reset.power",
            .post,
            S + "/power",
            start,
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            "error.wings-reset.resources",
            .get,
            S + "/resources",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
    ]
}
