extension SimulatedPanel {
    /// Users: list, one, one by external id, create, update, delete.
    mutating func serveUsers(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        let objects = objects(for: call)
        switch call.route {
        case .users:
            let rule = ListRule<SimulatedUser>(
                filters: [
                    .part("email", \.email), .part("uuid", \.uuid), .part("username", \.username),
                    .part("external_id", \.externalID),
                ],
                sorts: [.by("id", \.id), .by("uuid", \.uuid)]
            )
            return try list(world.users, call, rule) { objects.user($0, including: call.includes) }
        case .userExternal:
            guard let user = world.users.first(where: { $0.externalID == call.arguments.first }) else {
                throw .notFound
            }
            return .ok(objects.user(user, including: call.includes))
        case .createUser:
            let user = try makeUser(call)
            let meta = call.resource("users/\(user.id)")
            return RouteAnswer(
                status: 201,
                body: self.objects(for: call).user(user, including: call.includes, meta: meta)
            )
        default: break
        }
        let id = call.number(0)
        switch call.route {
        case .updateUser:
            let body = UserBody(call.context.input)
            try body.check(in: world, butNot: id)
            world.updateUser(id) {
                body.write(into: &$0)
                $0.updatedAt = call.now
            }
            if let password = body.password { world.updateAccount(id) { $0.password = password } }
        case .deleteUser:
            guard !world.servers.values.contains(where: { $0.owner == id }) else {
                throw PanelFailure(
                    400,
                    "DisplayException",
                    "Cannot delete a user with active servers attached to their account. Please delete their servers "
                        + "before continuing."
                )
            }
            world.removeUser(id)
            return .empty
        default: break
        }
        guard let user = world.user(id) else { throw .notFound }
        return .ok(self.objects(for: call).user(user, including: call.includes))
    }

    private mutating func makeUser(_ call: ApplicationCall) throws(PanelFailure) -> SimulatedUser {
        let body = UserBody(call.context.input)
        try body.check(in: world, butNot: nil)
        var user = SimulatedUser(
            id: world.nextUserID,
            uuid: world.random.uuid(),
            username: "",
            email: "",
            firstName: "",
            lastName: "",
            isRootAdmin: false,
            createdAt: call.now,
            updatedAt: call.now
        )
        world.nextUserID += 1
        body.write(into: &user)
        world.users.append(user)
        if let password = body.password { world.updateAccount(user.id) { $0.password = password } }
        return user
    }
}
