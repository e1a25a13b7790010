import Telemetry

extension SimulatedPanel {
    /// The databases of a server: list, one, create, new password, delete.
    mutating func serveDatabases(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        guard var server = world.servers[call.number(0)] else { throw .notFound }
        let objects = objects(for: call)
        switch call.route {
        case .applicationDatabases:
            return .ok(.list(server.databases.map { objects.database($0, of: server, including: call.includes) }))
        case .createApplicationDatabase:
            let database = try makeDatabase(of: server, call)
            return RouteAnswer(
                status: 201,
                body: objects.database(
                    database,
                    of: server,
                    including: call.includes,
                    meta: call.resource("servers/\(server.id)/databases/\(database.id)")
                )
            )
        default: break
        }
        guard let index = server.databases.firstIndex(where: { $0.id == call.number(1) }) else { throw .notFound }
        switch call.route {
        case .resetDatabasePassword:
            server.databases[index].password = world.random.alphanumeric(24)
            server.databases[index].updatedAt = call.now
        case .deleteApplicationDatabase: server.databases.remove(at: index)
        default: return .ok(objects.database(server.databases[index], of: server, including: call.includes))
        }
        world.servers[server.id] = server
        return .empty
    }

    private mutating func makeDatabase(
        of server: SimulatedServer,
        _ call: ApplicationCall
    ) throws(PanelFailure) -> SimulatedDatabase {
        let input = call.context.input
        let hosts = Set(world.databaseHosts.map(\.id))
        let taken = Set(server.databases.map(\.name))
        var validator = Validator(input)
        validator.check(
            "database",
            as: "Database Name",
            rules: [
                .required, .alphaDash, .min(1), .max(48),
                .unique { taken.contains(SimulatedDatabase.fullName($0.scalarText ?? "", of: server.id)) },
            ]
        )
        validator.check(
            "remote",
            as: "Remote Connection String",
            rules: [.required, .string, .matches(#"^[0-9%.]{1,15}$"#)]
        )
        validator.check(
            "host",
            as: "Database Host Server ID",
            rules: [.required, .integer, .exists { $0.wholeNumber.map(hosts.contains) ?? false }]
        )
        try validator.finish()
        if let limit = server.databaseLimit, server.databases.count >= limit {
            throw PanelFailure(
                400,
                "TooManyDatabasesException",
                "Operation aborted: creating a new database would put this server over the defined limit."
            )
        }
        let database = SimulatedDatabase(
            id: world.nextDatabaseID,
            hostID: input["host"]?.wholeNumber ?? 0,
            name: SimulatedDatabase.fullName(input["database"]?.scalarText ?? "", of: server.id),
            username: "u\(server.id)_" + world.random.alphanumeric(10),
            remote: input["remote"]?.string ?? "",
            password: world.random.alphanumeric(24),
            maxConnections: nil,
            createdAt: call.now,
            updatedAt: call.now
        )
        world.nextDatabaseID += 1
        world.servers[server.id]?.databases.append(database)
        return database
    }
}
