import PterodactylAPI
import Telemetry

/// The objects of the application API (panel `app/Transformers/Api/Application`); its times are in UTC.
///
/// What a key may not read is, as an include, a null resource.
struct ApplicationObjects {
    let world: World
    var rights = ApplicationRights.all

    /// An item with what is to be included: `make` gives an include's value, nil for one that is not there.
    func item(
        _ object: String,
        _ attributes: [(String, JSON)],
        including names: [(name: String, resource: ApplicationResource)],
        _ includes: IncludeTree,
        meta: [(String, JSON)] = [],
        make: (String, IncludeTree) -> JSON?
    ) -> JSON {
        let relationships = names.filter { includes.asks(for: $0.name) }.map { include -> (String, JSON) in
            guard rights.readable.contains(include.resource) else { return (include.name, .nullResource) }
            return (include.name, make(include.name, includes.below(include.name)) ?? .nullResource)
        }
        let all = relationships.isEmpty ? attributes : attributes + [("relationships", .object(relationships))]
        return .item(object, all, meta: meta)
    }

    /// A server.
    func server(_ server: SimulatedServer, including includes: IncludeTree = .none) -> JSON {
        let egg = EggCatalogue.egg(server.egg)
        let node = world.node(server.node)
        let place = node.flatMap { world.location($0.locationID) }
        let attributes: [(String, JSON)] = [
            ("id", .int(server.id)), ("external_id", .text(server.externalID)), ("uuid", .string(server.uuid)),
            ("identifier", .string(server.identifier)), ("name", .string(server.name)),
            ("description", .string(server.description)), ("status", .text(server.status)),
            ("suspended", .bool(server.status == "suspended")), ("limits", ClientObjects.limits(server.limits)),
            ("feature_limits", ClientObjects.featureLimits(server)), ("user", .int(server.owner)),
            ("node", .int(server.node.rawValue)), ("allocation", .int(server.allocations.first ?? 0)),
            ("nest", .int(egg.nest)), ("egg", .int(egg.id)),
            ("container", container(of: server, egg, place)),
            ("updated_at", .string(server.updatedAt.iso)), ("created_at", .string(server.createdAt.iso)),
        ]
        let names: [(String, ApplicationResource)] = [
            ("allocations", .allocations), ("user", .users), ("subusers", .users), ("nest", .nests), ("egg", .eggs),
            ("variables", .servers), ("location", .locations), ("node", .nodes), ("databases", .serverDatabases),
        ]
        return item("server", attributes, including: names, includes) { name, below in
            switch name {
            case "allocations": .list(world.allocations(of: server).map { allocation($0, including: below) })
            case "user": world.user(server.owner).map { user($0, including: below) }
            case "subusers": .list(server.subusers.map { subuser($0, of: server, including: below) })
            case "nest": EggCatalogue.nests.first { $0.id == egg.nest }.map { nest($0, including: below) }
            case "egg": self.egg(egg, including: below)
            case "variables":
                .list(egg.variables.map { variable($0, of: egg, value: server.variables[$0.environment]) })
            case "location": place.map { location($0, including: below) }
            case "node": node.map { self.node($0, including: below) }
            default:
                .list(server.databases.map { database($0, of: server, named: "databases", including: below) })
            }
        }
    }

    private func container(of server: SimulatedServer, _ egg: SimulatedEgg, _ place: SimulatedLocation?) -> JSON {
        let isUninstalled = server.status == "installing" || server.status == "install_failed"
        var environment: [(String, JSON)] = egg.variables.map {
            ($0.environment, .string(server.variables[$0.environment] ?? $0.value))
        }
        environment += [
            ("STARTUP", .string(server.startup)), ("P_SERVER_LOCATION", .string(place?.short ?? "")),
            ("P_SERVER_UUID", .string(server.uuid)),
            ("P_SERVER_ALLOCATION_LIMIT", server.allocationLimit.map { .int($0) } ?? .null),
        ]
        return .object([
            ("startup_command", .string(server.startup)), ("image", .string(server.image)),
            ("installed", .int(isUninstalled ? 0 : 1)), ("environment", .object(environment)),
        ])
    }
}
