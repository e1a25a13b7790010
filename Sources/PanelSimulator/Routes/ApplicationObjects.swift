import PterodactylAPI
import Telemetry

/// The objects of the application API (panel `app/Transformers/Api/Application`); its times are in UTC.
struct ApplicationObjects {
    let world: World

    /// A server with what `include` asks for.
    func server(_ server: SimulatedServer, includes: Set<String> = []) -> JSON {
        let egg = EggCatalogue.egg(server.egg)
        let place = world.node(server.node).flatMap { self.location(of: $0) }
        var environment: [(String, JSON)] = egg.variables.map { ($0.environment, .string($0.value)) }
        environment += [
            ("STARTUP", .string(egg.startup)), ("P_SERVER_LOCATION", .string(place?.short ?? "")),
            ("P_SERVER_UUID", .string(server.uuid)), ("P_SERVER_ALLOCATION_LIMIT", .int(5)),
        ]
        let isUninstalled = server.status == "installing" || server.status == "install_failed"
        var attributes: [(String, JSON)] = [
            ("id", .int(server.id)), ("external_id", .text(server.externalID)), ("uuid", .string(server.uuid)),
            ("identifier", .string(server.identifier)), ("name", .string(server.name)),
            ("description", .string(server.description)), ("status", .text(server.status)),
            ("suspended", .bool(server.status == "suspended")), ("limits", ClientObjects.limits(server.limits)),
            ("feature_limits", ClientObjects.featureLimits(server)), ("user", .int(server.owner)),
            ("node", .int(server.node.rawValue)), ("allocation", .int(server.allocations.first ?? 0)),
            ("nest", .int(egg.nest)), ("egg", .int(egg.id)),
            (
                "container",
                .object([
                    ("startup_command", .string(egg.startup)), ("image", .string(egg.image)),
                    ("installed", .int(isUninstalled ? 0 : 1)), ("environment", .object(environment)),
                ])
            ),
            ("updated_at", .string(server.createdAt.iso)), ("created_at", .string(server.createdAt.iso)),
        ]
        let relationships = relationships(of: server, egg, includes)
        if !relationships.isEmpty { attributes.append(("relationships", .object(relationships))) }
        return .item("server", attributes)
    }

    private func relationships(
        of server: SimulatedServer,
        _ egg: SimulatedEgg,
        _ includes: Set<String>
    ) -> [(String, JSON)] {
        let node = world.node(server.node)
        let order = ["allocations", "user", "subusers", "nest", "egg", "variables", "location", "node", "databases"]
        return order.filter(includes.contains).map { name in
            let value: JSON? =
                switch name {
                case "allocations":
                    .list(world.allocations(of: server).map { allocation($0) })
                case "user": world.user(server.owner).map(user)
                case "subusers": .list(server.subusers.map { subuser($0, of: server) })
                case "nest": EggCatalogue.nests.first { $0.id == egg.nest }.map(nest)
                case "egg": self.egg(egg)
                case "variables": .list(egg.variables.map { variable($0, of: egg) })
                case "location": node.flatMap { self.location(of: $0) }.map { self.location($0) }
                case "node": node.map { self.node($0) }
                default: .list([])
                }
            return (name, value ?? .nullResource)
        }
    }

    /// A node with what `include` asks for.
    func node(_ node: SimulatedNode, includes: Set<String> = []) -> JSON {
        let allocated = world.allocatedResources(of: node.id)
        var attributes: [(String, JSON)] = [
            ("id", .int(node.id.rawValue)), ("uuid", .string(node.uuid)), ("public", .bool(true)),
            ("name", .string(node.name)), ("description", .null), ("location_id", .int(node.locationID)),
            ("fqdn", .string(node.fqdn)), ("scheme", .string("https")), ("behind_proxy", .bool(false)),
            ("maintenance_mode", .bool(node.isUnderMaintenance)), ("memory", .int(node.memoryMiB)),
            ("memory_overallocate", .int(0)), ("disk", .int(node.diskMiB)), ("disk_overallocate", .int(0)),
            ("upload_size", .int(100)), ("daemon_listen", .int(8_080)), ("daemon_sftp", .int(2_022)),
            ("daemon_base", .string("/var/lib/pterodactyl/volumes")), ("created_at", .string(node.createdAt.iso)),
            ("updated_at", .string(node.createdAt.iso)),
            (
                "allocated_resources",
                .object([("memory", .int(allocated.memoryMiB)), ("disk", .int(allocated.diskMiB))])
            ),
        ]
        var relationships: [(String, JSON)] = []
        if includes.contains("allocations") {
            let own = world.allocations.filter { $0.node == node.id }
            relationships.append(("allocations", .list(own.map { allocation($0) })))
        }
        if includes.contains("location") {
            relationships.append(("location", self.location(of: node).map { self.location($0) } ?? .nullResource))
        }
        if includes.contains("servers") {
            let own = world.orderedServers.filter { $0.node == node.id }
            relationships.append(("servers", .list(own.map { server($0) })))
        }
        if !relationships.isEmpty { attributes.append(("relationships", .object(relationships))) }
        return .item("node", attributes)
    }

    /// The configuration that Wings of a node runs with; it holds the node's secret.
    func configuration(of node: SimulatedNode, panel: String) -> JSON {
        let certificates = "/etc/letsencrypt/live/\(node.fqdn)"
        let ssl = JSON.object([
            ("enabled", .bool(true)), ("cert", .string(certificates + "/fullchain.pem")),
            ("key", .string(certificates + "/privkey.pem")),
        ])
        return .object([
            ("debug", .bool(false)), ("uuid", .string(node.uuid)), ("token_id", .string(node.tokenID)),
            ("token", .string(node.token)),
            (
                "api",
                .object([
                    ("host", .string("0.0.0.0")), ("port", .int(8_080)), ("ssl", ssl), ("upload_limit", .int(100)),
                ])
            ),
            (
                "system",
                .object([
                    ("data", .string("/var/lib/pterodactyl/volumes")), ("sftp", .object([("bind_port", .int(2_022))])),
                ])
            ),
            ("allowed_mounts", .array([])), ("remote", .string(panel)),
        ])
    }

    /// A location with what `include` asks for.
    func location(_ location: SimulatedLocation, includes: Set<String> = []) -> JSON {
        var attributes: [(String, JSON)] = [
            ("id", .int(location.id)), ("short", .string(location.short)), ("long", .text(location.long)),
            ("updated_at", .string(location.createdAt.iso)), ("created_at", .string(location.createdAt.iso)),
        ]
        let nodes = world.nodes.filter { $0.locationID == location.id }
        var relationships: [(String, JSON)] = []
        if includes.contains("nodes") { relationships.append(("nodes", .list(nodes.map { node($0) }))) }
        if includes.contains("servers") {
            let own = world.orderedServers.filter { server in nodes.contains { $0.id == server.node } }
            relationships.append(("servers", .list(own.map { server($0) })))
        }
        if !relationships.isEmpty { attributes.append(("relationships", .object(relationships))) }
        return .item("location", attributes)
    }

    /// An allocation with what `include` asks for.
    func allocation(_ allocation: SimulatedAllocation, includes: Set<String> = []) -> JSON {
        var attributes: [(String, JSON)] = [
            ("id", .int(allocation.id)), ("ip", .string(allocation.ip)), ("alias", .text(allocation.alias)),
            ("port", .int(allocation.port)), ("notes", .text(allocation.notes)),
            ("assigned", .bool(allocation.server != nil)),
        ]
        var relationships: [(String, JSON)] = []
        if includes.contains("node") {
            relationships.append(("node", world.node(allocation.node).map { node($0) } ?? .nullResource))
        }
        if includes.contains("server") {
            let owner = allocation.server.flatMap { world.servers[$0] }
            relationships.append(("server", owner.map { server($0) } ?? .nullResource))
        }
        if !relationships.isEmpty { attributes.append(("relationships", .object(relationships))) }
        return .item("allocation", attributes)
    }

    private func location(of node: SimulatedNode) -> SimulatedLocation? {
        world.locations.first { $0.id == node.locationID }
    }

    private func user(_ user: SimulatedUser) -> JSON {
        .item(
            "user",
            [
                ("id", .int(user.id)), ("external_id", .null), ("uuid", .string(user.uuid)),
                ("username", .string(user.username)), ("email", .string(user.email)),
                ("first_name", .string(user.firstName)), ("last_name", .string(user.lastName)),
                ("language", .string("en")),
                ("root_admin", .bool(user.isRootAdmin)), ("2fa", .bool(false)),
                ("created_at", .string(user.createdAt.iso)),
                ("updated_at", .string(user.createdAt.iso)),
            ]
        )
    }

    private func subuser(_ subuser: Subuser, of server: SimulatedServer) -> JSON {
        .item(
            "subuser",
            [
                ("id", .int(subuser.id)), ("user_id", .int(subuser.userID)), ("server_id", .int(server.id)),
                ("permissions", .array(subuser.permissions.map { .string($0) })),
                ("created_at", .string(subuser.createdAt.iso)), ("updated_at", .string(subuser.createdAt.iso)),
            ]
        )
    }

    private var installedAt: String { (world.epoch - .seconds(400 * 86_400)).iso }

    private func nest(_ nest: SimulatedNest) -> JSON {
        .item(
            "nest",
            [
                ("id", .int(nest.id)), ("uuid", .string(nest.uuid)), ("author", .string("support@pterodactyl.io")),
                ("name", .string(nest.name)), ("description", .string(nest.description)),
                ("created_at", .string(installedAt)), ("updated_at", .string(installedAt)),
            ]
        )
    }

    private func egg(_ egg: SimulatedEgg) -> JSON {
        let configuration = JSON.object([
            ("files", .object([])), ("startup", .object([("done", .string(")! For help, type "))])),
            ("stop", .string(egg.stopCommand)), ("logs", .object([])), ("file_denylist", .object([])),
            ("extends", .null),
        ])
        let script = JSON.object([
            ("privileged", .bool(true)), ("install", .string("#!/bin/sh\necho installed")), ("entry", .string("ash")),
            ("container", .string("ghcr.io/pterodactyl/installers:alpine")), ("extends", .null),
        ])
        return .item(
            "egg",
            [
                ("id", .int(egg.id)), ("uuid", .string(egg.uuid)), ("name", .string(egg.name)),
                ("nest", .int(egg.nest)),
                ("author", .string("support@pterodactyl.io")), ("description", .string(egg.name + ".")),
                ("docker_image", .string(egg.image)), ("docker_images", .object([("Default", .string(egg.image))])),
                ("config", configuration), ("startup", .string(egg.startup)), ("script", script),
                ("created_at", .string(installedAt)), ("updated_at", .string(installedAt)),
            ]
        )
    }

    private func variable(_ variable: SimulatedEgg.Variable, of egg: SimulatedEgg) -> JSON {
        let time = CivilTime(world.epoch - .seconds(400 * 86_400)).isoMicroseconds
        return .item(
            "server_variable",
            [
                ("id", .int(variable.id)), ("egg_id", .int(egg.id)), ("name", .string(variable.name)),
                ("description", .string(variable.name + ".")), ("env_variable", .string(variable.environment)),
                ("default_value", .string(variable.value)), ("user_viewable", .bool(variable.isVisible)),
                ("user_editable", .bool(variable.isVisible)), ("rules", .string(variable.rules)),
                ("created_at", .string(time)), ("updated_at", .string(time)), ("server_value", .string(variable.value)),
            ]
        )
    }
}
