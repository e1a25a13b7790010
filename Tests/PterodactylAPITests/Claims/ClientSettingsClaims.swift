import PterodactylAPI

private let server = recordedServer("e56e7773")
private let carol = UserUUID("3fa4736b-b208-5c40-81c2-47c651968de3")

extension Claim {
    /// What an owner manages: databases, allocations, settings, startup, subusers.
    static let clientSettings: [Claim] = [
        .answer("servers.databases.list_databases", server.databases.list()),
        .answer("servers.databases.list_databases.empty", server.databases.list()),
        .answer("servers.databases.list_databases.with-password", server.databases.list(includesPasswords: true)),
        .answer("servers.databases.create_database", server.databases.create(name: "mydb")),
        .error("servers.databases.create_database.duplicate", "refused", server.databases.create(name: "mydb")),
        .error(
            "error.400.database-limit-zero",
            "refused",
            recordedServer("92b9cd91").databases.create(name: "toomany")
        ),
        .answer("servers.databases.rotate_database_password", server.databases.rotatePassword(DatabaseID("YnlEjJxm"))),
        .answer("servers.databases.delete_database", server.databases.delete(DatabaseID("YnlEjJxm"))),
        .answer("servers.network.list_allocations", server.allocations.list()),
        .answer("servers.network.assign_allocation", server.allocations.assign()),
        .answer("servers.network.set_allocation_note", server.allocations.setNote("note here", of: AllocationID(7))),
        .answer("servers.network.set_primary_allocation", server.allocations.setPrimary(AllocationID(7))),
        .answer("servers.network.unassign_allocation", server.allocations.unassign(AllocationID(8))),
        .error("error.400.unassign-primary-allocation", "refused", server.allocations.unassign(AllocationID(1))),
        .answer("servers.settings.rename_server", server.settings.rename("Survival")),
        .answer("servers.settings.reinstall_server", recordedServer("8d6b3a75").settings.reinstall()),
        .answer("servers.settings.docker-image", server.settings.setDockerImage("ghcr.io/pterodactyl/yolks:java_17")),
        .answer("servers.startup.list_variables", server.startup.get()),
        .answer("servers.startup.update_variable", server.startup.set("SERVER_JARFILE", to: "paper.jar")),
        .error("error.422.startup-variable", "validation", server.startup.set("SERVER_JARFILE", to: "../x y")),
        .error("error.500.startup-variable-unknown", "panel_unavailable", server.startup.set("NOPE", to: "x")),
        .answer("servers.users.list_users", server.users.list()),
        .answer("servers.users.get_user", server.users.get(UserUUID("ed129582-8d74-5c2a-a2b5-28df38536970"))),
        .answer(
            "servers.users.create_user",
            recordedServer("c2db632c").users.create(
                email: "carol@example.com",
                permissions: [.controlStart, .controlConsole]
            )
        ),
        .error(
            "error.400.create-subuser-is-owner",
            "refused",
            recordedServer("c2db632c").users.create(email: "admin@example.com", permissions: [.controlStart])
        ),
        .answer(
            "servers.users.update_user",
            recordedServer("c2db632c").users.update(carol, permissions: [.controlStart])
        ),
        .answer("servers.users.delete_user", recordedServer("c2db632c").users.delete(carol)),
    ]
}
