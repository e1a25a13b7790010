import PterodactylAPI
import Telemetry

/// The objects of the client API (panel `app/Transformers/Api/Client`).
struct ClientObjects {
    let world: World

    /// A server; `include` adds `egg` and `subusers`.
    func server(_ server: SimulatedServer, for user: SimulatedUser, includes: Set<String>, isWhole: Bool) -> JSON {
        let permissions = server.permissions(of: user) ?? []
        let node = world.node(server.node)
        let egg = EggCatalogue.egg(server.egg)
        let isInstalling = server.status == "installing" || server.status == "install_failed"
        var relationships: [(String, JSON)] = [
            ("allocations", allocations(of: server, areAllVisible: permissions.allow("allocation.read"))),
            ("variables", permissions.allow("startup.read") ? variables(of: server, egg) : .nullResource),
        ]
        if includes.contains("egg") {
            relationships.append(("egg", .item("egg", [("uuid", .string(egg.uuid)), ("name", .string(egg.name))])))
        }
        if includes.contains("subusers") {
            relationships.append(("subusers", permissions.allow("user.read") ? subusers(of: server) : .nullResource))
        }
        let attributes: [(String, JSON)] = [
            ("server_owner", .bool(server.owner == user.id)), ("identifier", .string(server.identifier)),
            ("internal_id", .int(server.id)), ("uuid", .string(server.uuid)), ("name", .string(server.name)),
            ("node", .string(node?.name ?? "")), ("is_node_under_maintenance", .bool(node?.isUnderMaintenance == true)),
            ("sftp_details", .object([("ip", .string(node?.fqdn ?? "")), ("port", .int(node?.sftpPort ?? 2_022))])),
            ("description", .string(server.description)), ("limits", Self.limits(server.limits)),
            ("invocation", .string(Self.invocation(of: server, egg))), ("docker_image", .string(server.image)),
            ("egg_features", egg.features.map { .array($0.map { .string($0) }) } ?? .null),
            ("feature_limits", Self.featureLimits(server)), ("status", .text(server.status)),
            ("is_suspended", .bool(server.status == "suspended")), ("is_installing", .bool(isInstalling)),
            ("is_transferring", .bool(server.isTransferring)), ("relationships", .object(relationships)),
        ]
        guard isWhole else { return .item("server", attributes) }
        return .item(
            "server",
            attributes,
            meta: [
                ("is_server_owner", .bool(server.owner == user.id)),
                ("user_permissions", .array(permissions.map { .string($0) })),
            ]
        )
    }

    /// The limits, in both APIs.
    static func limits(_ limits: SimulatedServer.Limits) -> JSON {
        .object([
            ("memory", .int(limits.memoryMiB)), ("swap", .int(limits.swapMiB)), ("disk", .int(limits.diskMiB)),
            ("io", .int(limits.ioWeight)), ("cpu", .int(limits.cpuPercent)), ("threads", .text(limits.threads)),
            ("oom_disabled", .bool(limits.isOOMDisabled)),
        ])
    }

    /// How many databases, allocations and backups there may be.
    static func featureLimits(_ server: SimulatedServer) -> JSON {
        .object([
            ("databases", server.databaseLimit.map { .int($0) } ?? .null),
            ("allocations", server.allocationLimit.map { .int($0) } ?? .null),
            ("backups", .int(server.backupLimit)),
        ])
    }

    private static func invocation(of server: SimulatedServer, _ egg: SimulatedEgg) -> String {
        var text = server.startup
        let values =
            egg.variables.map { ($0.environment, server.variables[$0.environment] ?? $0.value) } + [
                ("SERVER_MEMORY", String(server.limits.memoryMiB))
            ]
        for (name, value) in values { text.replace("{{\(name)}}", with: value) }
        return text
    }

    private func allocations(of server: SimulatedServer, areAllVisible: Bool) -> JSON {
        let own = world.allocations(of: server)
        return .list(
            own.prefix(areAllVisible ? own.count : 1).map { allocation in
                .item(
                    "allocation",
                    [
                        ("id", .int(allocation.id)), ("ip", .string(allocation.ip)),
                        ("ip_alias", .text(allocation.alias)),
                        ("port", .int(allocation.port)), ("notes", .text(areAllVisible ? allocation.notes : nil)),
                        ("is_default", .bool(allocation.id == server.allocations.first)),
                    ]
                )
            }
        )
    }

    private func variables(of server: SimulatedServer, _ egg: SimulatedEgg) -> JSON {
        .list(
            egg.variables.filter(\.isVisible).map { variable in
                .item(
                    "egg_variable",
                    [
                        ("name", .string(variable.name)), ("description", .string(variable.name + ".")),
                        ("env_variable", .string(variable.environment)), ("default_value", .string(variable.value)),
                        ("server_value", .text(server.variables[variable.environment])), ("is_editable", .bool(true)),
                        ("rules", .string(variable.rules)),
                    ]
                )
            }
        )
    }

    private func subusers(of server: SimulatedServer) -> JSON {
        .list(
            server.subusers.compactMap { subuser in
                guard let user = world.user(subuser.userID) else { return nil }
                let permissions: [JSON] = subuser.permissions.map { .string($0) }
                return .item("server_subuser", Self.publicUser(user) + [("permissions", .array(permissions))])
            }
        )
    }

    /// What everybody may see of a user.
    static func publicUser(_ user: SimulatedUser) -> [(String, JSON)] {
        [
            ("uuid", .string(user.uuid)), ("username", .string(user.username)), ("email", .string(user.email)),
            ("image", .string("https://gravatar.com/avatar/" + Digest.sha1Hex(user.email).prefix(32))),
            ("2fa_enabled", .bool(user.has2FA)), ("created_at", .string(user.createdAt.iso)),
        ]
    }

    /// A backup.
    static func backup(_ backup: SimulatedBackup) -> JSON {
        .item(
            "backup",
            [
                ("uuid", .string(backup.uuid)), ("is_successful", .bool(backup.isSuccessful)),
                ("is_locked", .bool(backup.isLocked)), ("name", .string(backup.name)),
                ("ignored_files", .array(backup.ignored.map { .string($0) })), ("checksum", .text(backup.checksum)),
                ("bytes", .int(backup.bytes)), ("created_at", .string(backup.createdAt.iso)),
                ("completed_at", .text(backup.completedAt?.iso)),
            ]
        )
    }

    /// A schedule with its tasks.
    static func schedule(_ schedule: SimulatedSchedule) -> JSON {
        let created = JSON.string(schedule.createdAt.iso)
        let tasks = schedule.tasks.map { task in
            JSON.item(
                "schedule_task",
                [
                    ("id", .int(task.id)), ("sequence_id", .int(task.sequence)),
                    ("action", .string(task.action.rawValue)),
                    ("payload", .string(task.payload)), ("time_offset", .int(task.timeOffsetSeconds)),
                    ("is_queued", .bool(task.isQueued)), ("continue_on_failure", .bool(task.continuesOnFailure)),
                    ("created_at", created), ("updated_at", created),
                ]
            )
        }
        return .item(
            "server_schedule",
            [
                ("id", .int(schedule.id)), ("name", .string(schedule.name)),
                (
                    "cron",
                    .object([
                        ("day_of_week", .string(schedule.cron.dayOfWeek)),
                        ("day_of_month", .string(schedule.cron.dayOfMonth)), ("month", .string(schedule.cron.month)),
                        ("hour", .string(schedule.cron.hour)), ("minute", .string(schedule.cron.minute)),
                    ])
                ),
                ("is_active", .bool(schedule.isActive)), ("is_processing", .bool(schedule.isProcessing)),
                ("only_when_online", .bool(schedule.isOnlyWhenOnline)), ("last_run_at", .text(schedule.lastRunAt?.iso)),
                ("next_run_at", .text(schedule.nextRunAt?.iso)), ("created_at", created), ("updated_at", created),
                ("relationships", .object([("tasks", .list(tasks))])),
            ]
        )
    }

    /// A line of the activity log; the address is for its actor and root admins.
    func activity(_ entry: ActivityEntry, for user: SimulatedUser, includesActor: Bool) -> JSON {
        var attributes: [(String, JSON)] = [
            ("id", .string(entry.id)), ("batch", .null), ("event", .string(entry.event)),
            ("is_api", .bool(entry.isAPI)),
            ("ip", user.isRootAdmin || user.id == entry.actor ? .text(entry.ip) : .null), ("description", .null),
            ("properties", .object(entry.properties)), ("has_additional_metadata", .bool(entry.hasAdditionalMetadata)),
            ("timestamp", .string(entry.timestamp.iso)),
        ]
        if includesActor {
            let actor = entry.actor.flatMap { world.user($0) }.map { JSON.item("user", Self.publicUser($0)) }
            attributes.append(("relationships", .object([("actor", actor ?? .nullResource)])))
        }
        return .item("activity_log", attributes)
    }
}

extension [String] {
    /// Whether these permissions hold one; `*` holds all.
    func allow(_ permission: String) -> Bool { contains("*") || contains(permission) }
}
