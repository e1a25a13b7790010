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
