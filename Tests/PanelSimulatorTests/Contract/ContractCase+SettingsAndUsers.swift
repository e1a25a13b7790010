import PanelSimulator
import PterodactylAPI

extension ContractCase {
    /// Start-up, settings and subusers.
    static let settingsAndUsers: [ContractCase] = [
        ContractCase("servers.startup.list_variables", .get, S + "/startup"),
        ContractCase(
            "servers.startup.update_variable",
            .put,
            S + "/startup/variable",
            #"{"key": "SERVER_JARFILE", "value": "paper.jar"}"#
        ),
        ContractCase(
            "error.422.startup-variable",
            .put,
            S + "/startup/variable",
            #"{"key": "SERVER_JARFILE", "value": "../x y"}"#
        ),
        ContractCase(
            "error.500.startup-variable-unknown",
            .put,
            S + "/startup/variable",
            #"{"key": "NOPE", "value": "x"}"#
        ),
        ContractCase(
            "servers.settings.docker-image",
            .put,
            S + "/settings/docker-image",
            #"{"docker_image": "ghcr.io/pterodactyl/yolks:java_17"}"#
        ),
        ContractCase("servers.settings.rename_server", .post, S + "/settings/rename", #"{"name": "Survival"}"#),
        ContractCase("servers.settings.reinstall_server", .post, S + "/settings/reinstall"),
        ContractCase("servers.users.list_users", .get, S + "/users"),
        ContractCase("servers.users.get_user", .get, S + "/users/{U}"),
        ContractCase(
            "servers.users.create_user",
            .post,
            S + "/users",
            #"{"email": "carol@example.com", "permissions": ["control.start", "control.console"]}"#,
            server: "Creative"
        ),
        ContractCase(
            "servers.users.update_user",
            .post,
            S + "/users/{U}",
            #"{"permissions": ["control.start"]}"#
        ),
        ContractCase("servers.users.delete_user", .delete, S + "/users/{U}"),
        ContractCase(
            "error.400.create-subuser-is-owner",
            .post,
            S + "/users",
            #"{"email": "bob@example.com", "permissions": ["control.start"]}"#,
            server: "Creative"
        ),
    ]
}
