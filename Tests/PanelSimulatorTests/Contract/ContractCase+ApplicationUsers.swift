import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let grace = (
        HTTPRequest.Method.post,
        #"/users {"username":"grace","email":"grace@example.com","first_name":"Grace","last_name":"G"}"#
    )

    static let applicationUsers: [ContractCase] = [
        call("user.list_users", "/users"),
        call("user.list_users.filter", "/users?filter%5Bemail%5D=bob%40example.com"),
        call("user.list_users.includes", "/users?include=servers"),
        call("user.list_users.sort", "/users?sort=-id"),
        call("user.get_user_info", "/users/1"),
        call("user.get_user_info.404", "/users/999"),
        call("user.get_user_info.external", "/users/external/ext-user-1"),
        call(
            "user.create_user",
            .post,
            "/users",
            body: #"""
                {"username": "grace", "email": "grace@example.com", "first_name": "Grace", "last_name": "G",
                "external_id": "ext-grace", "password": "dummy-password", "root_admin": false, "language": "en"}
                """#
        ),
        call(
            "user.edit_user",
            .patch,
            "/users/7",
            body: #"""
                {"username": "grace2", "email": "grace@example.com", "first_name": "Grace", "last_name": "G",
                "external_id": null, "password": null, "root_admin": false, "language": "en"}
                """#,
            before: [grace]
        ),
        call("user.delete_user", .delete, "/users/7", before: [grace]),
    ]
}
