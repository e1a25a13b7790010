import PterodactylAPI

/// A method of pydactyl 2.0.3, the route that it is for, and the call of ours that does the same.
struct Row: Sendable {
    let method: String
    let route: Route
    let call: APICall

    init(_ method: String, _ route: String, _ call: APICall) {
        self.method = method
        self.route = Route(route)
        self.call = call
    }
}

// The README shows the expressions after `api.`, and `PydactylTableTests` looks for them in this file: what is shown compiles.

extension Row {
    /// The client half.
    static let client = documentedClient + undocumentedClient

    /// The 50 client methods of its documentation, in its order.
    static let documentedClient: [Row] = [
        Row("get_account", "GET client/account", api.account.get().call),
        Row("get_2fa_setup_code", "GET client/account/two-factor", api.account.twoFactor.setupCode().call),
        Row(
            "enable_2fa",
            "POST client/account/two-factor",
            api.account.twoFactor.enable(code: "123456", password: password).call
        ),
        Row(
            "disable_2fa",
            "POST client/account/two-factor/disable",
            api.account.twoFactor.disable(password: password).call
        ),
        Row("update_email", "PUT client/account/email", api.account.updateEmail(to: email, password: password).call),
        Row(
            "update_password",
            "PUT client/account/password",
            api.account.updatePassword(to: new, current: password).call
        ),
        Row("api_key_list", "GET client/account/api-keys", api.account.apiKeys.list().call),
        Row("api_key_create", "POST client/account/api-keys", api.account.apiKeys.create(description: "agent").call),
        Row("api_key_delete", "DELETE client/account/api-keys/{identifier}", api.account.apiKeys.delete(key).call),

        Row("list_servers", "GET client", api.servers.list(.adminAll).page(1).call),
        Row("list_permissions", "GET client/permissions", api.permissions().call),
        Row("get_server", "GET client/servers/{S}", api.servers(id).details().call),
        Row("get_server_utilization", "GET client/servers/{S}/resources", api.servers(id).resources().call),
        Row("send_console_command", "POST client/servers/{S}/command", api.servers(id).command("say hi").call),
        Row("send_power_action", "POST client/servers/{S}/power", api.servers(id).power(.restart).call),
        Row("get_websocket", "GET client/servers/{S}/websocket", api.servers(id).websocket().call),

        Row("list_backups", "GET client/servers/{S}/backups", api.servers(id).backups.list().page(1).call),
        Row("create_backup", "POST client/servers/{S}/backups", api.servers(id).backups.create(name: "nightly").call),
        Row("get_backup_detail", "GET client/servers/{S}/backups/{uuid}", api.servers(id).backups.get(backup).call),
        Row(
            "get_backup_download",
            "GET client/servers/{S}/backups/{uuid}/download",
            api.servers(id).backups.download(backup).call
        ),
        Row("delete_backup", "DELETE client/servers/{S}/backups/{uuid}", api.servers(id).backups.delete(backup).call),

        Row(
            "list_databases",
            "GET client/servers/{S}/databases",
            api.servers(id).databases.list(includesPasswords: true).call
        ),
        Row(
            "create_database",
            "POST client/servers/{S}/databases",
            api.servers(id).databases.create(name: "stats").call
        ),
        Row(
            "rotate_database_password",
            "POST client/servers/{S}/databases/{hashid}/rotate-password",
            api.servers(id).databases.rotatePassword(database).call
        ),
        Row(
            "delete_database",
            "DELETE client/servers/{S}/databases/{hashid}",
            api.servers(id).databases.delete(database).call
        ),

        Row("list_files", "GET client/servers/{S}/files/list", api.servers(id).files.list("/logs").call),
        Row(
            "download_file",
            "GET client/servers/{S}/files/download",
            api.servers(id).files.download("/world.zip").call
        ),
        Row(
            "get_file_contents",
            "GET client/servers/{S}/files/contents",
            api.servers(id).files.text(of: "/server.properties").call
        ),
        Row(
            "write_file",
            "POST client/servers/{S}/files/write",
            api.servers(id).files.write("eula=true", to: "/eula.txt").call
        ),
        Row(
            "rename_file",
            "PUT client/servers/{S}/files/rename",
            api.servers(id).files.rename([FileRename(from: "a", to: "b")]).call
        ),
        Row("copy_file", "POST client/servers/{S}/files/copy", api.servers(id).files.copy("/server.properties").call),
        Row("compress_files", "POST client/servers/{S}/files/compress", api.servers(id).files.compress(["world"]).call),
        Row(
            "decompress_file",
            "POST client/servers/{S}/files/decompress",
            api.servers(id).files.decompress("world.zip").call
        ),
        Row("delete_files", "POST client/servers/{S}/files/delete", api.servers(id).files.delete(["world.zip"]).call),
        Row(
            "create_folder",
            "POST client/servers/{S}/files/create-folder",
            api.servers(id).files.createFolder("plugins").call
        ),
        Row("get_upload_file_url", "GET client/servers/{S}/files/upload", api.servers(id).files.upload().call),

        Row("list_allocations", "GET client/servers/{S}/network/allocations", api.servers(id).allocations.list().call),
        Row(
            "assign_allocation",
            "POST client/servers/{S}/network/allocations",
            api.servers(id).allocations.assign().call
        ),
        Row(
            "set_allocation_note",
            "POST client/servers/{S}/network/allocations/{id}",
            api.servers(id).allocations.setNote("voice", of: allocation).call
        ),
        Row(
            "set_primary_allocation",
            "POST client/servers/{S}/network/allocations/{id}/primary",
            api.servers(id).allocations.setPrimary(allocation).call
        ),
        Row(
            "unassign_allocation",
            "DELETE client/servers/{S}/network/allocations/{id}",
            api.servers(id).allocations.unassign(allocation).call
        ),

        Row(
            "reinstall_server",
            "POST client/servers/{S}/settings/reinstall",
            api.servers(id).settings.reinstall().call
        ),
        Row(
            "rename_server",
            "POST client/servers/{S}/settings/rename",
            api.servers(id).settings.rename("Lobby", description: .text("old")).call
        ),

        Row("list_variables", "GET client/servers/{S}/startup", api.servers(id).startup.get().call),
        Row(
            "update_variable",
            "PUT client/servers/{S}/startup/variable",
            api.servers(id).startup.set("SERVER_JARFILE", to: "paper.jar").call
        ),

        Row("list_users", "GET client/servers/{S}/users", api.servers(id).users.list().call),
        Row(
            "create_user",
            "POST client/servers/{S}/users",
            api.servers(id).users.create(email: email, permissions: [.controlStart]).call
        ),
        Row("get_user", "GET client/servers/{S}/users/{uuid}", api.servers(id).users.get(user).call),
        Row(
            "update_user",
            "POST client/servers/{S}/users/{uuid}",
            api.servers(id).users.update(user, permissions: [.controlStart]).call
        ),
        Row("delete_user", "DELETE client/servers/{S}/users/{uuid}", api.servers(id).users.delete(user).call),
    ]

    /// The 9 that are in its code only.
    static let undocumentedClient: [Row] = [
        Row("list_schedules", "GET client/servers/{S}/schedules", api.servers(id).schedules.list().call),
        Row("create_schedule", "POST client/servers/{S}/schedules", api.servers(id).schedules.create(settings).call),
        Row(
            "get_schedule_details",
            "GET client/servers/{S}/schedules/{id}",
            api.servers(id).schedules.get(schedule).call
        ),
        Row(
            "update_schedule",
            "POST client/servers/{S}/schedules/{id}",
            api.servers(id).schedules.update(schedule, settings).call
        ),
        Row(
            "delete_schedule",
            "DELETE client/servers/{S}/schedules/{id}",
            api.servers(id).schedules.delete(schedule).call
        ),
        Row(
            "run_schedule",
            "POST client/servers/{S}/schedules/{id}/execute",
            api.servers(id).schedules.execute(schedule).call
        ),
        Row(
            "create_task",
            "POST client/servers/{S}/schedules/{id}/tasks",
            api.servers(id).schedules.tasks(of: schedule).create(.command("say hi")).call
        ),
        Row(
            "update_task",
            "POST client/servers/{S}/schedules/{id}/tasks/{task}",
            api.servers(id).schedules.tasks(of: schedule).update(task, .power(.restart)).call
        ),
        Row(
            "delete_task",
            "DELETE client/servers/{S}/schedules/{id}/tasks/{task}",
            api.servers(id).schedules.tasks(of: schedule).delete(task).call
        ),
    ]
}

private let api = ClientAPI()
private let id = survival
private let email = "carol@example.com"
private let password = Secret("old")
private let new = Secret("newer than the old")
private let key = APIKeyIdentifier("ptlc_0123456789a")
private let backup = BackupUUID("dfeb54be-e7c2-56de-8a6a-33a33222ce16")
private let database = DatabaseID("YnlEjJxm")
private let allocation = AllocationID(7)
private let user = UserUUID("3fa4736b-b208-5c40-81c2-47c651968de3")
private let schedule = ScheduleID(6)
private let task = TaskID(5)
private let settings = ScheduleSettings(name: "Restart", cron: Cron(minute: "0", hour: "4"))
