import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// How many API keys a user may have.
    static let keyLimit = 25

    /// The caller's API keys and SSH keys.
    mutating func serveKeys(
        _ route: Route,
        _ arguments: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        let account = world.account(caller.user.id)
        switch route {
        case .apiKeys: return .ok(.list(account.keys.map { Self.item(of: $0) }))
        case .createAPIKey: return try createKey(caller, context)
        case .deleteAPIKey:
            guard let index = account.keys.firstIndex(where: { $0.identifier == arguments.first }) else {
                throw .notFound
            }
            let identifier = account.keys[index].identifier
            world.updateAccount(caller.user.id) { $0.keys.remove(at: index) }
            world.logAccount(
                "user:api-key.delete",
                of: caller.user.id,
                properties: [("identifier", .string(identifier))],
                at: context.now
            )
            return .empty
        case .sshKeys: return .ok(.list(account.sshKeys.map { Self.item(of: $0) }))
        case .addSSHKey: return try addSSHKey(caller, context)
        default: return try removeSSHKey(caller, context)
        }
    }

    private mutating func createKey(_ caller: Caller, _ context: RequestContext) throws(PanelFailure) -> RouteAnswer {
        let input = context.input
        var validator = Validator(input)
        validator.check("description", .required, .nullable, .string, .max(500))
        validator.check("allowed_ips", .nullable, .array, .max(50))
        validator.checkEach("allowed_ips", .string)
        if validator.failures.isEmpty {
            for (index, address) in (input["allowed_ips"]?.strings ?? []).enumerated()
            where AddressPattern(address) == nil {
                validator.fail("allowed_ips.\(index)", "\"\(address)\" is not a valid IP address or CIDR range.")
            }
        }
        try validator.finish()
        guard world.account(caller.user.id).keys.count < Self.keyLimit else {
            throw PanelFailure(
                400,
                "DisplayException",
                "You have reached the account limit for number of API keys."
            )
        }
        let key = SimulatedKey(
            identifier: "ptlc_" + world.random.alphanumeric(11),
            secret: Secret(world.random.alphanumeric(32)),
            description: input["description"]?.string ?? "",
            allowedIPs: input["allowed_ips"]?.strings ?? [],
            createdAt: context.now
        )
        world.updateAccount(caller.user.id) { $0.keys.append(key) }
        world.logAccount(
            "user:api-key.create",
            of: caller.user.id,
            properties: [("identifier", .string(key.identifier))],
            at: context.now
        )
        guard case .object(let item) = Self.item(of: key) else { return .empty }
        return .ok(.object(item + [("meta", .object([("secret_token", .string(key.secret.reveal()))]))]))
    }

    private static func item(of key: SimulatedKey) -> JSON {
        .item(
            "api_key",
            [
                ("identifier", .string(key.identifier)), ("description", .string(key.description)),
                ("allowed_ips", .array(key.allowedIPs.map { .string($0) })),
                ("last_used_at", .text(key.lastUsedAt?.iso)), ("created_at", .string(key.createdAt.iso)),
            ]
        )
    }

    private mutating func addSSHKey(_ caller: Caller, _ context: RequestContext) throws(PanelFailure) -> RouteAnswer {
        let input = context.input
        var validator = Validator(input)
        validator.check("name", .required, .string)
        validator.check("public_key", .required, .string)
        try validator.finish()
        let parsed: SSHPublicKey
        do throws(SSHPublicKey.Problem) {
            parsed = try SSHPublicKey(input["public_key"]?.string ?? "")
        } catch {
            throw PanelFailure(invalid: [("public_key", "", error.rawValue)])
        }
        guard !world.account(caller.user.id).sshKeys.contains(where: { $0.fingerprint == parsed.fingerprint }) else {
            let text = "The public key provided already exists on your account."
            throw PanelFailure(invalid: [("public_key", "", text)])
        }
        let key = SimulatedSSHKey(
            name: input["name"]?.string ?? "",
            fingerprint: parsed.fingerprint,
            publicKey: parsed.pem,
            createdAt: context.now
        )
        world.updateAccount(caller.user.id) { $0.sshKeys.append(key) }
        world.logAccount(
            "user:ssh-key.create",
            of: caller.user.id,
            properties: [("fingerprint", .string(key.fingerprint))],
            at: context.now
        )
        return .ok(Self.item(of: key))
    }

    private mutating func removeSSHKey(
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        let input = context.input
        var validator = Validator(input)
        validator.check("fingerprint", .required, .string)
        try validator.finish()
        let fingerprint = input["fingerprint"]?.string ?? ""
        let keys = world.account(caller.user.id).sshKeys
        guard let index = keys.firstIndex(where: { $0.fingerprint == fingerprint }) else { return .empty }
        world.updateAccount(caller.user.id) { $0.sshKeys.remove(at: index) }
        world.logAccount(
            "user:ssh-key.delete",
            of: caller.user.id,
            properties: [("fingerprint", .string(fingerprint))],
            at: context.now
        )
        return .empty
    }

    private static func item(of key: SimulatedSSHKey) -> JSON {
        .item(
            "ssh_key",
            [
                ("name", .string(key.name)), ("fingerprint", .string(key.fingerprint)),
                ("public_key", .string(key.publicKey)), ("created_at", .string(key.createdAt.iso)),
            ]
        )
    }
}
