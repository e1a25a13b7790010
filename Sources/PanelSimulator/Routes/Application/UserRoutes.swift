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

extension World {
    /// Deletes a user, and with it keys and rights on others' servers.
    mutating func removeUser(_ id: Int) {
        users.removeAll { $0.id == id }
        accounts[id] = nil
        for server in serverOrder { servers[server]?.subusers.removeAll { $0.userID == id } }
    }
}

/// The fields of a user, as `POST users` and `PATCH users/{id}` take them (panel `app/Models/User.php`).
struct UserBody {
    let input: JSON

    /// Takes a request's input.
    init(_ input: JSON) { self.input = input }

    /// A new password.
    var password: String? { input["password"]?.string }

    /// Checks the fields; email and user name must be sent again with each update.
    func check(in world: World, butNot id: Int?) throws(PanelFailure) {
        let others = world.users.filter { $0.id != id }
        func free(_ field: (SimulatedUser) -> String?) -> Rule {
            let taken = Set(others.compactMap { field($0)?.lowercased() })
            return .unique { $0.scalarText.map { taken.contains($0.lowercased()) } ?? false }
        }
        var validator = Validator(input)
        validator.check("email", .required, .email, .between(1, 191), free(\.email))
        validator.check(
            "external_id",
            as: "Third Party Identifier",
            rules: [.nullable, .string, .max(191), free(\.externalID)]
        )
        validator.check("username", .required, .between(1, 191), free(\.username), Self.usernameRule)
        validator.check("password", .nullable, .string)
        validator.check("root_admin", as: "Root Administrator Status", rules: [.boolean])
        validator.check("language", .string, .oneOf(["en"]))
        validator.check("first_name", .required, .string, .between(1, 191))
        validator.check("last_name", .required, .string, .between(1, 191))
        try validator.finish()
    }

    /// Writes the fields; those that are left out stay.
    func write(into user: inout SimulatedUser) {
        user.email = input["email"]?.string ?? user.email
        user.username = input["username"]?.scalarText ?? user.username
        user.firstName = input["first_name"]?.string ?? user.firstName
        user.lastName = input["last_name"]?.string ?? user.lastName
        if let externalID = input["external_id"] { user.externalID = externalID.string }
        user.isRootAdmin = input["root_admin"]?.flag ?? user.isRootAdmin
        user.language = input["language"]?.string ?? user.language
    }

    /// Panel `app/Rules/Username.php`.
    private static let usernameRule = Rule.custom(
        name: "p_username",
        text: "The :attribute must start and end with alpha-numeric characters and contain only letters, numbers, "
            + "dashes, underscores, and periods."
    ) { value in
        let text = Array((value.scalarText ?? "").lowercased().utf8)
        func isPlain(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
        guard text.count >= 3, let first = text.first, let last = text.last else { return false }
        return isPlain(first) && isPlain(last) && text.allSatisfy { isPlain($0) || [45, 46, 95].contains($0) }
    }
}
