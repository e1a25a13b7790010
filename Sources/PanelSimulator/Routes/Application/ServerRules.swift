/// The rules of a server's fields, which creating and updating share (panel `app/Models/Server.php`).
enum ServerRules {
    /// The external id: nobody else's.
    static func checkExternalID(_ validator: inout Validator, in world: World, butNot id: Int?) {
        let taken = Set(world.servers.values.filter { $0.id != id }.compactMap(\.externalID))
        validator.check(
            "external_id",
            .nullable,
            .string,
            .between(1, 191),
            .unique { $0.string.map(taken.contains) ?? false }
        )
    }

    /// The owner.
    static func checkOwner(_ validator: inout Validator, in world: World) {
        let users = Set(world.users.map(\.id))
        validator.check("user", .required, .integer, .exists { $0.wholeNumber.map(users.contains) ?? false })
    }

    /// The egg.
    static func checkEgg(_ validator: inout Validator) {
        validator.check(
            "egg",
            .required,
            .integer,
            .exists { egg in EggCatalogue.eggs.contains { $0.id == egg.wholeNumber } }
        )
    }

    /// The Docker image.
    static func checkImage(_ validator: inout Validator, field: String) {
        validator.check(field, .required, .string, .max(191), .matches(#"^[\w\.\/\-:@ ]*$"#))
    }

    /// What a new server may use; each member is required.
    static func checkLimits(_ validator: inout Validator) {
        validator.check("limits", .required, .array)
        for (name, rules) in limitRules { validator.check("limits.\(name)", rules: [.required] + rules) }
        validator.check("limits.threads", rules: threads)
    }

    /// A number that no rule forbids but its column cannot hold.
    static func checkColumn(_ value: JSON?) throws(PanelFailure) {
        guard let number = value?.anyNumber else { return }
        guard abs(number) <= Double(UInt32.max) else { throw .unexpected("QueryException") }
    }

    /// The same for all limits.
    static func checkColumns(_ limits: JSON?) throws(PanelFailure) {
        for (name, _) in limitRules { try checkColumn(limits?[name]) }
    }

    /// How many databases, allocations and backups there may be.
    static func checkFeatureLimits(_ validator: inout Validator, hasLabels: Bool = false) {
        func label(_ text: String) -> String? { hasLabels ? text : nil }
        validator.check("feature_limits", .required, .array)
        validator.check(
            "feature_limits.databases",
            as: label("Database Limit"),
            rules: [.present, .nullable, .integer, .min(0)]
        )
        validator.check(
            "feature_limits.allocations",
            as: label("Allocation Limit"),
            rules: [.nullable, .integer, .min(0)]
        )
        validator.check(
            "feature_limits.backups",
            as: label("Backup Limit"),
            rules: [.present, .nullable, .integer, .min(0)]
        )
    }

    /// The body of `PATCH build`: the limits in an object, or at the top as in older clients.
    static func checkBuild(_ input: JSON, of server: SimulatedServer, in world: World) throws(PanelFailure) {
        let others = Set(world.servers.values.filter { $0.id != server.id }.compactMap(\.allocations.first))
        let known = Set(world.allocations.map(\.id))
        var validator = Validator(input)
        validator.check(
            "allocation",
            .required,
            .unique { $0.wholeNumber.map(others.contains) ?? false },
            .exists { $0.wholeNumber.map(known.contains) ?? false }
        )
        validator.check("oom_disabled", .boolean)
        validator.check("limits", .array)
        let hasLimits = input["limits"].map { !$0.isEmptyForValidation } ?? false
        for (name, rules) in limitRules {
            let field = hasLimits ? "limits.\(name)" : name
            if input[path: field]?.isEmptyForValidation ?? true {
                validator.fail(
                    field,
                    rule: hasLimits ? "required_with" : "required_without",
                    "The \(field) field is required when limits is \(hasLimits ? "" : "not ")present."
                )
            } else {
                validator.check(field, rules: rules)
            }
        }
        validator.check(hasLimits ? "limits.threads" : "threads", rules: threads)
        for (name, label) in [
            ("add_allocations", "allocations to add"), ("remove_allocations", "allocations to remove"),
        ] {
            validator.check(name, as: label, rules: [.array])
            validator.checkEach(name, .integer)
        }
        checkFeatureLimits(&validator, hasLabels: true)
        try validator.finish()
        try checkColumns(hasLimits ? input["limits"] : input)
    }

    /// The limits in a request; what is not there keeps its value.
    static func limits(in input: JSON, else old: SimulatedServer.Limits) -> SimulatedServer.Limits {
        func number(_ name: String, _ old: Int) -> Int {
            input[name]?.anyNumber.flatMap { Int(exactly: $0.rounded()) } ?? old
        }
        return SimulatedServer.Limits(
            memoryMiB: number("memory", old.memoryMiB),
            swapMiB: number("swap", old.swapMiB),
            diskMiB: number("disk", old.diskMiB),
            ioWeight: number("io", old.ioWeight),
            cpuPercent: number("cpu", old.cpuPercent),
            threads: input["threads"].map { $0.scalarText } ?? old.threads,
            isOOMDisabled: old.isOOMDisabled
        )
    }

    /// Writes `feature_limits`: null databases are unlimited, null backups none, allocations null where left out.
    static func writeFeatureLimits(in input: JSON, to server: inout SimulatedServer) {
        server.databaseLimit = input[path: "feature_limits.databases"]?.wholeNumber
        server.allocationLimit = input[path: "feature_limits.allocations"]?.wholeNumber
        server.backupLimit = input[path: "feature_limits.backups"]?.wholeNumber ?? 0
    }

    /// The values of all variables of an egg; what is not sent is empty, what the egg does not have is ignored.
    ///
    /// Source: panel `app/Services/Servers/VariableValidatorService.php`.
    static func variables(of egg: SimulatedEgg, in environment: JSON) throws(PanelFailure) -> [String: String] {
        // The validator looks for values by the paths that its messages name.
        var validator = Validator(.object([("environment", environment)]))
        for variable in egg.variables {
            validator.check(
                "environment.\(variable.environment)",
                as: "\(variable.name) variable",
                rules: Rule.parse(variable.rules)
            )
        }
        try validator.finish()
        let values = egg.variables.map { ($0.environment, environment[$0.environment]?.environmentText ?? "") }
        return Dictionary(values) { first, _ in first }
    }

    private static let limitRules: [(String, [Rule])] = [
        ("memory", [.numeric, .min(0)]), ("swap", [.numeric, .min(-1)]), ("disk", [.numeric, .min(0)]),
        ("io", [.numeric, .between(10, 1_000)]), ("cpu", [.numeric, .min(0)]),
    ]

    private static let threads: [Rule] = [.nullable, .matches("^[0-9-,]+$")]
}

extension JSON {
    /// A value as a variable stores it: truth values as PHP writes them into a text column.
    fileprivate var environmentText: String? { bool.map { $0 ? "1" : "" } ?? scalarText }
}
