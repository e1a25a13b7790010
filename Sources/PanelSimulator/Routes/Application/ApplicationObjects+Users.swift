import Telemetry

extension ApplicationObjects {
    /// A user.
    func user(
        _ user: SimulatedUser,
        including includes: IncludeTree = .none,
        meta: [(String, JSON)] = []
    ) -> JSON {
        let attributes: [(String, JSON)] = [
            ("id", .int(user.id)), ("external_id", .text(user.externalID)), ("uuid", .string(user.uuid)),
            ("username", .string(user.username)), ("email", .string(user.email)),
            ("first_name", .string(user.firstName)), ("last_name", .string(user.lastName)),
            ("language", .string(user.language)), ("root_admin", .bool(user.isRootAdmin)),
            ("2fa", .bool(user.has2FA)), ("created_at", .string(user.createdAt.iso)),
            ("updated_at", .string(user.updatedAt.iso)),
        ]
        return item("user", attributes, including: [("servers", .servers)], includes, meta: meta) { _, below in
            servers(below) { $0.owner == user.id }
        }
    }

    /// The rights of a user on somebody else's server.
    func subuser(_ subuser: Subuser, of server: SimulatedServer, including includes: IncludeTree) -> JSON {
        let attributes: [(String, JSON)] = [
            ("id", .int(subuser.id)), ("user_id", .int(subuser.userID)), ("server_id", .int(server.id)),
            ("permissions", .array(subuser.permissions.map { .string($0) })),
            ("created_at", .string(subuser.createdAt.iso)), ("updated_at", .string(subuser.createdAt.iso)),
        ]
        let names: [(String, ApplicationResource)] = [("user", .users), ("server", .servers)]
        return item("subuser", attributes, including: names, includes) { name, below in
            name == "user"
                ? world.user(subuser.userID).map { user($0, including: below) }
                : self.server(server, including: below)
        }
    }

    /// A database of a server; as an include of a server its items have another name.
    func database(
        _ database: SimulatedDatabase,
        of server: SimulatedServer,
        named name: String = "server_database",
        including includes: IncludeTree,
        meta: [(String, JSON)] = []
    ) -> JSON {
        let attributes: [(String, JSON)] = [
            ("id", .int(database.id)), ("server", .int(server.id)), ("host", .int(database.hostID)),
            ("database", .string(database.name)), ("username", .string(database.username)),
            ("remote", .string(database.remote)),
            ("max_connections", database.maxConnections.map { .int($0) } ?? .null),
            ("created_at", .string(database.createdAt.iso)), ("updated_at", .string(database.updatedAt.iso)),
        ]
        let names: [(String, ApplicationResource)] = [("password", .serverDatabases), ("host", .databaseHosts)]
        return item(name, attributes, including: names, includes, meta: meta) { name, _ in
            name == "password"
                ? .item("database_password", [("password", .string(database.password))])
                : databaseHost(database.hostID)
        }
    }

    /// A host that databases are put on.
    private func databaseHost(_ id: Int) -> JSON? {
        world.databaseHosts.first { $0.id == id }.map { host in
            let created = JSON.string(host.createdAt.iso)
            return .item(
                "database_host",
                [
                    ("id", .int(host.id)), ("name", .string(host.name)), ("host", .string(host.host)),
                    ("port", .int(host.port)), ("username", .string(host.username)), ("node", .null),
                    ("created_at", created), ("updated_at", created),
                ]
            )
        }
    }
}
