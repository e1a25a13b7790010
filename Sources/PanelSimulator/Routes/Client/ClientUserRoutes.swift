import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `users`: the subusers of a server.
    mutating func serveUsers(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let server = try server(of: request)
        if request.route == .subusers { return .ok(ClientObjects(world: world).subusers(of: server)) }
        let index = server.subusers.firstIndex { world.user($0.userID)?.uuid == request.object }
        if let index, server.subusers[index].userID == request.caller.user.id { throw .unauthorized }
        try checkGrant(request, on: server)
        if request.route == .createSubuser { return try createSubuser(of: server, request) }
        guard let index, let user = world.user(server.subusers[index].userID) else { throw .notFound }
        var subuser = server.subusers[index]
        switch request.route {
        case .updateSubuser:
            var validator = Validator(request.input)
            validator.check("permissions", .required, .array)
            validator.checkEach("permissions", .string)
            try validator.finish()
            let old = subuser.permissions
            subuser.permissions = Self.granted(request)
            world.servers[server.id]?.subusers[index] = subuser
            if Set(old) != Set(subuser.permissions) {
                world.revokeTokens(of: user.id, on: server.id, at: request.now)
                log(
                    "server:subuser.update",
                    request,
                    [
                        ("email", .string(user.email)), ("old", .array(old.map { .string($0) })),
                        ("new", .array(subuser.permissions.map { .string($0) })), ("revoked", .bool(true)),
                    ]
                )
            }
        case .deleteSubuser:
            world.servers[server.id]?.subusers.remove(at: index)
            world.revokeTokens(of: user.id, on: server.id, at: request.now)
            log("server:subuser.delete", request, [("email", .string(user.email)), ("revoked", .bool(true))])
            return .empty
        default: break
        }
        return .ok(ClientObjects.subuser(subuser, user))
    }

    /// Nobody but owners and root admins gives more than they have.
    private func checkGrant(_ request: ServerRequest, on server: SimulatedServer) throws(PanelFailure) {
        let user = request.caller.user
        let isGrant = request.route == .createSubuser || request.route == .updateSubuser
        guard isGrant, !user.isRootAdmin, server.owner != user.id else { return }
        guard request.input["permissions"]?.strings.allSatisfy(request.permissions.contains) ?? true else {
            throw PanelFailure(
                403,
                "HttpForbiddenException",
                "Cannot assign permissions to a subuser that your account does not actively possess."
            )
        }
    }

    /// The asked permissions without unknown ones, and the one that everybody gets.
    private static func granted(_ request: ServerRequest) -> [String] {
        var permissions: [String] = []
        for name in (request.input["permissions"]?.strings ?? []).filter(PermissionCatalogue.names.contains)
            + ["websocket.connect"] where !permissions.contains(name)
        {
            permissions.append(name)
        }
        return permissions
    }

    private mutating func createSubuser(
        of server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("email", .required, .between(1, 191))
        validator.check("permissions", .required, .array)
        validator.checkEach("permissions", .string)
        try validator.finish()
        let email = request.input["email"]?.scalarText ?? ""
        let known = world.users.first { $0.email.lowercased() == email.lowercased() }
        if let known {
            guard known.id != server.owner else {
                throw PanelFailure(
                    400,
                    "UserIsServerOwnerException",
                    "You cannot add the server owner as a subuser for this server."
                )
            }
            guard !server.subusers.contains(where: { $0.userID == known.id }) else {
                throw PanelFailure(
                    400,
                    "ServerSubuserExistsException",
                    "A user with that email address is already assigned as a subuser for this server."
                )
            }
        }
        guard email.contains("@") else { throw .unexpected("DataValidationException") }
        let user = known ?? invite(email, at: request.now)
        let subuser = Subuser(
            id: world.nextSubuserID,
            userID: user.id,
            permissions: Self.granted(request),
            createdAt: request.now
        )
        world.nextSubuserID += 1
        world.servers[server.id]?.subusers.append(subuser)
        log(
            "server:subuser.create",
            request,
            [("email", .string(email)), ("permissions", .array(subuser.permissions.map { .string($0) }))]
        )
        return .ok(ClientObjects.subuser(subuser, user))
    }

    /// Makes a user of an address that nobody has (the mail with the link is not simulated).
    private mutating func invite(_ email: String, at now: Timestamp) -> SimulatedUser {
        let local = email.prefix { $0 != "@" }.filter { $0.isLetter || $0.isNumber || "_.-".contains($0) }
        let user = SimulatedUser(
            id: world.nextUserID,
            uuid: world.random.uuid(),
            username: local.lowercased() + world.random.alphanumeric(3).lowercased(),
            email: email,
            firstName: "Server",
            lastName: "Subuser",
            isRootAdmin: false,
            createdAt: now,
            updatedAt: now
        )
        world.nextUserID += 1
        world.users.append(user)
        return user
    }
}
