import PterodactylAPI
import Telemetry

extension ApplicationObjects {
    /// A node; the list of deployable ones shows sums besides.
    func node(
        _ node: SimulatedNode,
        including includes: IncludeTree = .none,
        isDeployable: Bool = false,
        meta: [(String, JSON)] = []
    ) -> JSON {
        let allocated = world.allocatedResources(of: node.id)
        var attributes: [(String, JSON)] = [
            ("id", .int(node.id.rawValue)), ("uuid", .string(node.uuid)), ("public", .bool(node.isPublic)),
            ("name", .string(node.name)), ("description", .text(node.description)),
            ("location_id", .int(node.locationID)), ("fqdn", .string(node.fqdn)), ("scheme", .string(node.scheme)),
            ("behind_proxy", .bool(node.isBehindProxy)), ("maintenance_mode", .bool(node.isUnderMaintenance)),
            ("memory", .int(node.memoryMiB)), ("memory_overallocate", .int(node.memoryOverallocate)),
            ("disk", .int(node.diskMiB)), ("disk_overallocate", .int(node.diskOverallocate)),
            ("upload_size", .int(node.uploadSizeMiB)), ("daemon_listen", .int(node.listenPort)),
            ("daemon_sftp", .int(node.sftpPort)), ("daemon_base", .string(node.volumesPath)),
            ("created_at", .string(node.createdAt.iso)), ("updated_at", .string(node.updatedAt.iso)),
        ]
        if isDeployable {
            // Sums of a query without servers are 0, with servers they are the database's texts.
            let isEmpty = !world.servers.values.contains { $0.node == node.id }
            attributes += [
                ("sum_memory", isEmpty ? .int(0) : .string(String(allocated.memoryMiB))),
                ("sum_disk", isEmpty ? .int(0) : .string(String(allocated.diskMiB))),
            ]
        }
        attributes.append(
            (
                "allocated_resources",
                .object([("memory", .int(allocated.memoryMiB)), ("disk", .int(allocated.diskMiB))])
            )
        )
        let names: [(String, ApplicationResource)] = [
            ("allocations", .allocations), ("location", .locations), ("servers", .servers),
        ]
        return item("node", attributes, including: names, includes, meta: meta) { name, below in
            switch name {
            case "allocations":
                .list(world.allocations.filter { $0.node == node.id }.map { allocation($0, including: below) })
            case "location": world.location(node.locationID).map { location($0, including: below) }
            default: servers(below) { $0.node == node.id }
            }
        }
    }

    /// The servers that a test lets through, as an include.
    func servers(_ includes: IncludeTree, where isWanted: (SimulatedServer) -> Bool) -> JSON {
        .list(world.orderedServers.filter(isWanted).map { server($0, including: includes) })
    }

    /// The configuration that Wings of a node runs with; it holds the node's secret.
    func configuration(of node: SimulatedNode) -> JSON {
        let certificates = "/etc/letsencrypt/live/\(node.fqdn)"
        let ssl = JSON.object([
            ("enabled", .bool(node.scheme == "https" && !node.isBehindProxy)),
            ("cert", .string(certificates + "/fullchain.pem")), ("key", .string(certificates + "/privkey.pem")),
        ])
        return .object([
            ("debug", .bool(false)), ("uuid", .string(node.uuid)), ("token_id", .string(node.tokenID)),
            ("token", .string(node.token)),
            (
                "api",
                .object([
                    ("host", .string("0.0.0.0")), ("port", .int(node.listenPort)), ("ssl", ssl),
                    ("upload_limit", .int(node.uploadSizeMiB)),
                ])
            ),
            (
                "system",
                .object([
                    ("data", .string(node.volumesPath)), ("sftp", .object([("bind_port", .int(node.sftpPort))])),
                ])
            ),
            ("allowed_mounts", .array([])), ("remote", .string(world.panelURL)),
        ])
    }

    /// A location.
    func location(
        _ location: SimulatedLocation,
        including includes: IncludeTree = .none,
        meta: [(String, JSON)] = []
    ) -> JSON {
        let attributes: [(String, JSON)] = [
            ("id", .int(location.id)), ("short", .string(location.short)), ("long", .text(location.long)),
            ("updated_at", .string(location.updatedAt.iso)), ("created_at", .string(location.createdAt.iso)),
        ]
        let names: [(String, ApplicationResource)] = [("nodes", .nodes), ("servers", .servers)]
        return item("location", attributes, including: names, includes, meta: meta) { name, below in
            let nodes = world.nodes.filter { $0.locationID == location.id }
            return name == "nodes"
                ? .list(nodes.map { node($0, including: below) })
                : servers(below) { server in nodes.contains { $0.id == server.node } }
        }
    }

    /// An allocation.
    func allocation(_ allocation: SimulatedAllocation, including includes: IncludeTree = .none) -> JSON {
        let attributes: [(String, JSON)] = [
            ("id", .int(allocation.id)), ("ip", .string(allocation.ip)), ("alias", .text(allocation.alias)),
            ("port", .int(allocation.port)), ("notes", .text(allocation.notes)),
            ("assigned", .bool(allocation.server != nil)),
        ]
        let names: [(String, ApplicationResource)] = [("node", .nodes), ("server", .servers)]
        return item("allocation", attributes, including: names, includes) { name, below in
            name == "node"
                ? world.node(allocation.node).map { node($0, including: below) }
                : allocation.server.flatMap { world.servers[$0] }.map { server($0, including: below) }
        }
    }
}
