import PterodactylAPI

private let users = ApplicationAPI().users

extension UserSettings {
    /// What the recorded `user.create_user` sends.
    static let recorded = UserSettings(
        username: "dave",
        email: "dave@example.com",
        firstName: "Dave",
        lastName: "D",
        externalID: "ext-dave",
        password: Secret("dummy-password")
    )
}

extension Claim {
    /// The users of the application API.
    static let applicationUsers: [Claim] = [
        .answer("user.list_users", users.list().page(1), also: sortedPaging),
        .answer(
            "user.list_users.filter",
            users.list(filter: [.email("bob@example.com")]).page(1),
            also: sortedPaging
        ),
        .answer("user.list_users.includes", users.list(include: [.servers]).page(1), also: sortedPaging),
        .answer("user.list_users.sort", users.list(sort: .id.descending).page(1), also: paging),
        .answer("user.get_user_info", users(UserID(1)).get()),
        .answer("user.get_user_info.external", users.external("ext-user-1")),
        .error("user.get_user_info.404", "not_found", users(UserID(999)).get()),
        .answer("user.create_user", users.create(.recorded)),
        .answer(
            "user.edit_user",
            users(UserID(4))
                .edit(UserSettings(username: "dave2", email: "dave@example.com", firstName: "Dave", lastName: "D"))
        ),
        .answer("user.delete_user", users(UserID(4)).delete()),
        .error("error.400.delete-user-with-servers", "refused", users(UserID(2)).delete()),
        .odd(
            "error.422.create-user",
            .fails("validation"),
            users.create(.recorded),
            because: "a user without first and last name cannot be written"
        ),
    ]
}
