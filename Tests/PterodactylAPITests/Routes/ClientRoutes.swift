extension Route {
    /// The 69 routes of the client API of panel 1.11.8 (panel `routes/api-client.php`).
    static let client: [Route] = [
        "GET client", "GET client/permissions",

        "GET client/account", "GET client/account/two-factor", "POST client/account/two-factor",
        "POST client/account/two-factor/disable", "PUT client/account/email", "PUT client/account/password",
        "GET client/account/activity", "GET client/account/api-keys", "POST client/account/api-keys",
        "DELETE client/account/api-keys/{identifier}", "GET client/account/ssh-keys", "POST client/account/ssh-keys",
        "POST client/account/ssh-keys/remove",

        "GET client/servers/{S}", "GET client/servers/{S}/websocket", "GET client/servers/{S}/resources",
        "GET client/servers/{S}/activity", "POST client/servers/{S}/command", "POST client/servers/{S}/power",

        "GET client/servers/{S}/databases", "POST client/servers/{S}/databases",
        "POST client/servers/{S}/databases/{hashid}/rotate-password",
        "DELETE client/servers/{S}/databases/{hashid}",

        "GET client/servers/{S}/files/list", "GET client/servers/{S}/files/contents",
        "GET client/servers/{S}/files/download", "GET client/servers/{S}/files/upload",
        "PUT client/servers/{S}/files/rename", "POST client/servers/{S}/files/copy",
        "POST client/servers/{S}/files/write", "POST client/servers/{S}/files/compress",
        "POST client/servers/{S}/files/decompress", "POST client/servers/{S}/files/delete",
        "POST client/servers/{S}/files/create-folder", "POST client/servers/{S}/files/chmod",
        "POST client/servers/{S}/files/pull",

        "GET client/servers/{S}/schedules", "POST client/servers/{S}/schedules",
        "GET client/servers/{S}/schedules/{id}", "POST client/servers/{S}/schedules/{id}",
        "POST client/servers/{S}/schedules/{id}/execute", "DELETE client/servers/{S}/schedules/{id}",
        "POST client/servers/{S}/schedules/{id}/tasks", "POST client/servers/{S}/schedules/{id}/tasks/{task}",
        "DELETE client/servers/{S}/schedules/{id}/tasks/{task}",

        "GET client/servers/{S}/network/allocations", "POST client/servers/{S}/network/allocations",
        "POST client/servers/{S}/network/allocations/{id}",
        "POST client/servers/{S}/network/allocations/{id}/primary",
        "DELETE client/servers/{S}/network/allocations/{id}",

        "GET client/servers/{S}/users", "POST client/servers/{S}/users", "GET client/servers/{S}/users/{uuid}",
        "POST client/servers/{S}/users/{uuid}", "DELETE client/servers/{S}/users/{uuid}",

        "GET client/servers/{S}/backups", "POST client/servers/{S}/backups", "GET client/servers/{S}/backups/{uuid}",
        "GET client/servers/{S}/backups/{uuid}/download", "POST client/servers/{S}/backups/{uuid}/lock",
        "POST client/servers/{S}/backups/{uuid}/restore", "DELETE client/servers/{S}/backups/{uuid}",

        "GET client/servers/{S}/startup", "PUT client/servers/{S}/startup/variable",

        "POST client/servers/{S}/settings/rename", "POST client/servers/{S}/settings/reinstall",
        "PUT client/servers/{S}/settings/docker-image",
    ].map(Route.init)

    /// The route of earlier and later panels that 1.11.8 does not have.
    static let clientOfOtherVersions: [Route] = ["DELETE client/account/two-factor"].map(Route.init)
}
