import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `account`, which is about the caller alone.
    mutating func serveAccount(
        _ route: Route,
        _ arguments: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        switch route {
        case .account: return account(caller)
        case .updateEmail: return try updateEmail(caller, context)
        case .updatePassword: return try updatePassword(caller, context)
        case .accountActivity:
            return try activity(world.account(caller.user.id).activity, caller, context)
        case .twoFactor: return try setUpTwoFactor(caller, context)
        case .enableTwoFactor: return try enableTwoFactor(caller, context)
        case .disableTwoFactor: return try disableTwoFactor(caller, context)
        default: return try serveKeys(route, arguments, caller, context)
        }
    }

    private func account(_ caller: Caller) -> RouteAnswer {
        .ok(
            .item(
                "user",
                [
                    ("id", .int(caller.user.id)), ("admin", .bool(caller.user.isRootAdmin)),
                    ("username", .string(caller.user.username)), ("email", .string(caller.user.email)),
                    ("first_name", .string(caller.user.firstName)), ("last_name", .string(caller.user.lastName)),
                    ("language", .string(caller.user.language)),
                ]
            )
        )
    }

    /// The panel looks at the password before it looks at anything else.
    private func check(_ password: JSON?, of caller: Caller) throws(PanelFailure) {
        guard password?.string == world.account(caller.user.id).password else {
            throw PanelFailure(
                400,
                "InvalidPasswordProvidedException",
                "The password provided was invalid for this account."
            )
        }
    }

    private mutating func updateEmail(_ caller: Caller, _ context: RequestContext) throws(PanelFailure) -> RouteAnswer {
        let input = context.input
        try check(input["password"], of: caller)
        let others = world.users.filter { $0.id != caller.user.id }.map { $0.email.lowercased() }
        var validator = Validator(input)
        validator.check(
            "email",
            .required,
            .email,
            .between(1, 191),
            .unique { others.contains($0.string?.lowercased() ?? "") }
        )
        try validator.finish()
        let old = caller.user.email
        let new = input["email"]?.string ?? old
        guard new != old else { return .empty }
        world.updateUser(caller.user.id) {
            $0.email = new
            $0.updatedAt = context.now
        }
        world.logAccount(
            "user:account.email-changed",
            of: caller.user.id,
            properties: [("old", .string(old)), ("new", .string(new))],
            at: context.now
        )
        return .empty
    }

    private mutating func updatePassword(
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        let input = context.input
        try check(input["current_password"], of: caller)
        var validator = Validator(input)
        validator.check("password", .required, .string, .confirmed, .min(8))
        try validator.finish()
        let new = input["password"]?.string ?? ""
        world.updateAccount(caller.user.id) { $0.password = new }
        world.logAccount("user:account.password-changed", of: caller.user.id, at: context.now)
        return .empty
    }

    private mutating func setUpTwoFactor(
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard !caller.user.has2FA else {
            throw PanelFailure(
                400,
                "BadRequestHttpException",
                "Two-factor authentication is already enabled on this account."
            )
        }
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let secret = String((0..<32).map { _ in world.random.pick(letters) })
        world.updateAccount(caller.user.id) { $0.twoFactorSecret = secret }
        let email = caller.user.email.replacing("@", with: "%40")
        return .ok(
            .object([
                (
                    "data",
                    .object([
                        (
                            "image_url_data",
                            .string("otpauth://totp/Pterodactyl:\(email)?secret=\(secret)&issuer=Pterodactyl")
                        ),
                        ("secret", .string(secret)),
                    ])
                )
            ])
        )
    }

    private mutating func enableTwoFactor(
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        let input = context.input
        var validator = Validator(input)
        validator.check("code", .required, .string, .size(6))
        validator.check("password", .required, .string)
        try validator.finish()
        let account = world.account(caller.user.id)
        guard input["password"]?.string == account.password else { throw Self.wrongPassword }
        guard let secret = account.twoFactorSecret, let code = input["code"]?.string,
            OneTimeCode.isValid(code, secret: secret, at: context.now)
        else {
            throw PanelFailure(
                400,
                "TwoFactorAuthenticationTokenInvalid",
                "The provided two-factor authentication token was not valid."
            )
        }
        let tokens = (0..<10).map { _ in world.random.alphanumeric(10) }
        world.updateAccount(caller.user.id) { $0.recoveryTokens = tokens }
        world.updateUser(caller.user.id) { $0.has2FA = true }
        world.logAccount("user:two-factor.create", of: caller.user.id, at: context.now)
        return .ok(.item("recovery_tokens", [("tokens", .array(tokens.map { .string($0) }))]))
    }

    private mutating func disableTwoFactor(
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard context.input["password"]?.string == world.account(caller.user.id).password else {
            throw Self.wrongPassword
        }
        world.updateUser(caller.user.id) { $0.has2FA = false }
        world.logAccount("user:two-factor.delete", of: caller.user.id, at: context.now)
        return .empty
    }

    private static var wrongPassword: PanelFailure {
        PanelFailure(400, "BadRequestHttpException", "The password provided was not valid.")
    }
}
