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
            (
                "variables",
                permissions.allow("startup.read")
                    ? .list(egg.variables(of: server).filter(\.isVisible).map { Self.variable($0, of: server) })
                    : .nullResource
            ),
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
            ("invocation", .string(Self.invocation(of: server))), ("docker_image", .string(server.image)),
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

    /// The start-up command with the values filled in.
    static func invocation(of server: SimulatedServer) -> String {
        var text = server.startup
        let values = EggCatalogue.egg(server.egg).variables.map { variable in
            (variable.environment, server.variables[variable.environment] ?? variable.value)
        }
        for (name, value) in values + [("SERVER_MEMORY", String(server.limits.memoryMiB))] {
            text = text.replacingBytes(of: "{{\(name)}}", with: value)
        }
        return text
    }

    /// A server's allocations; who may not read them sees the primary one without its notes.
    func allocations(of server: SimulatedServer, areAllVisible: Bool) -> JSON {
        let own = world.allocations(of: server).sorted { $0.id < $1.id }
        let primary = server.allocations.first
        return .list(
            own.filter { areAllVisible || $0.id == primary }.map { allocation in
                Self.allocation(allocation, isPrimary: allocation.id == primary, showsNotes: areAllVisible)
            }
        )
    }

    /// An allocation of a server.
    static func allocation(_ allocation: SimulatedAllocation, isPrimary: Bool, showsNotes: Bool) -> JSON {
        .item(
            "allocation",
            [
                ("id", .int(allocation.id)), ("ip", .string(allocation.ip)), ("ip_alias", .text(allocation.alias)),
                ("port", .int(allocation.port)), ("notes", .text(showsNotes ? allocation.notes : nil)),
                ("is_default", .bool(isPrimary)),
            ]
        )
    }

    /// A variable with a server's value.
    static func variable(_ variable: SimulatedEgg.Variable, of server: SimulatedServer) -> JSON {
        .item(
            "egg_variable",
            [
                ("name", .string(variable.name)), ("description", .string(variable.name + ".")),
                ("env_variable", .string(variable.environment)), ("default_value", .string(variable.value)),
                ("server_value", .text(server.variables[variable.environment])),
                ("is_editable", .bool(variable.isEditable)), ("rules", .string(variable.rules)),
            ]
        )
    }

    /// The subusers of a server.
    func subusers(of server: SimulatedServer) -> JSON {
        .list(server.subusers.compactMap { subuser in world.user(subuser.userID).map { Self.subuser(subuser, $0) } })
    }

    /// A subuser.
    static func subuser(_ subuser: Subuser, _ user: SimulatedUser) -> JSON {
        .item(
            "server_subuser",
            publicUser(user) + [("permissions", .array(subuser.permissions.map { .string($0) }))]
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

    /// A step of a schedule.
    static func task(_ task: SimulatedTask) -> JSON {
        .item(
            "schedule_task",
            [
                ("id", .int(task.id)), ("sequence_id", .int(task.sequence)),
                ("action", .string(task.action.rawValue)), ("payload", .string(task.payload)),
                ("time_offset", .int(task.timeOffsetSeconds)), ("is_queued", .bool(task.isQueued)),
                ("continue_on_failure", .bool(task.continuesOnFailure)), ("created_at", .string(task.createdAt.iso)),
                ("updated_at", .string(task.updatedAt.iso)),
            ]
        )
    }

    /// A schedule with its tasks.
    static func schedule(_ schedule: SimulatedSchedule) -> JSON {
        .item(
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
                ("next_run_at", .text(schedule.nextRunAt?.iso)), ("created_at", .string(schedule.createdAt.iso)),
                ("updated_at", .string(schedule.updatedAt.iso)),
                ("relationships", .object([("tasks", .list(schedule.tasks.map(task)))])),
            ]
        )
    }

    /// A line of the activity log; the address is for its actor and root admins.
    func activity(_ entry: ActivityEntry, for user: SimulatedUser, includesActor: Bool) -> JSON {
        var attributes: [(String, JSON)] = [
            ("id", .string(entry.id)), ("batch", .null), ("event", .string(entry.event)),
            ("is_api", .bool(entry.isAPI)),
            ("ip", user.isRootAdmin || user.id == entry.actor ? .text(entry.ip) : .null), ("description", .null),
            ("properties", .object(entry.shownProperties)),
            ("has_additional_metadata", .bool(entry.hasAdditionalMetadata)),
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
