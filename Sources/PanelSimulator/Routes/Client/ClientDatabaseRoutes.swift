import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `databases`; the database host is not a node and always answers.
    mutating func serveDatabases(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let server = try server(of: request)
        let index = server.databases.firstIndex { $0.isNamed(request.object) }
        switch request.route {
        case .clientDatabases:
            let isWhole = request.context.includes.contains("password")
            return .ok(.list(server.databases.map { database($0, request, withPassword: isWhole) }))
        case .createClientDatabase: return .ok(try createDatabase(on: server, request))
        case .rotateClientDatabase:
            guard let index else { throw .notFound }
            var changed = server.databases[index]
            changed.password = world.random.alphanumeric(24)
            changed.updatedAt = request.now
            world.servers[request.id]?.databases[index] = changed
            log("server:database.rotate-password", request, [("name", .string(changed.name))])
            return .ok(database(changed, request, withPassword: true))
        default:
            guard let index else { throw .notFound }
            world.servers[request.id]?.databases.remove(at: index)
            log("server:database.delete", request, [("name", .string(server.databases[index].name))])
            return .empty
        }
    }

    private mutating func createDatabase(
        on server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> JSON {
        var validator = Validator(request.input)
        validator.check("database", .required, .alphaDash, .min(3), .max(48))
        validator.check("remote", .required, .string, .matches(#"^[\w\-/.%:]+$"#))
        try validator.finish()
        guard let host = world.databaseHosts.first else {
            throw PanelFailure(
                400,
                "NoSuitableDatabaseHostException",
                "No database host was found that meets the requirements for this server."
            )
        }
        if let limit = server.databaseLimit, server.databases.count >= limit {
            throw PanelFailure(
                400,
                "TooManyDatabasesException",
                "Operation aborted: creating a new database would put this server over the defined limit."
            )
        }
        let name = SimulatedDatabase.fullName(request.input["database"]?.scalarText ?? "", of: server.id)
        guard !server.databases.contains(where: { $0.name == name }) else {
            throw PanelFailure(
                400,
                "DuplicateDatabaseNameException",
                "A database with that name already exists for this server."
            )
        }
        let created = SimulatedDatabase(
            id: world.nextDatabaseID,
            hostID: host.id,
            name: name,
            username: "u\(server.id)_\(world.random.alphanumeric(10))",
            remote: request.input["remote"]?.string ?? "%",
            password: world.random.alphanumeric(24),
            maxConnections: 0,
            createdAt: request.now,
            updatedAt: request.now
        )
        world.nextDatabaseID += 1
        world.servers[server.id]?.databases.append(created)
        log("server:database.create", request, [("name", .string(name))])
        // Only a row that was read back has the column's default.
        var shown = created
        shown.maxConnections = nil
        return database(shown, request, withPassword: true)
    }

    private func database(_ database: SimulatedDatabase, _ request: ServerRequest, withPassword: Bool) -> JSON {
        let host = world.databaseHosts.first { $0.id == database.hostID }
        var attributes: [(String, JSON)] = [
            ("id", .string(database.hashID)),
            ("host", .object([("address", .string(host?.host ?? "")), ("port", .int(host?.port ?? 3_306))])),
            ("name", .string(database.name)), ("username", .string(database.username)),
            ("connections_from", .string(database.remote)),
            ("max_connections", database.maxConnections.map { .int($0) } ?? .null),
        ]
        if withPassword {
            let password: JSON =
                request.permissions.allow("database.view_password")
                ? .item("database_password", [("password", .string(database.password))]) : .nullResource
            attributes.append(("relationships", .object([("password", password)])))
        }
        return .item("server_database", attributes)
    }
}
