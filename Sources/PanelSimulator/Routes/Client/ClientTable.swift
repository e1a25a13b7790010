import PterodactylAPI

extension Route {
    /// The client API's routes, all 69 of a panel 1.11.8 (its `routes/api-client.php`).
    static let clientRows: [Row] = accountRows + serverRows + fileRows + scheduleRows

    private static let accountRows: [Row] = [
        Row(.get, "api/client", .clientServers),
        Row(.get, "api/client/permissions", .permissions),
        Row(.get, "api/client/account", .account),
        Row(.get, "api/client/account/two-factor", .twoFactor),
        Row(.post, "api/client/account/two-factor", .enableTwoFactor),
        Row(.post, "api/client/account/two-factor/disable", .disableTwoFactor),
        Row(.put, "api/client/account/email", .updateEmail),
        Row(.put, "api/client/account/password", .updatePassword),
        Row(.get, "api/client/account/activity", .accountActivity),
        Row(.get, "api/client/account/api-keys", .apiKeys),
        Row(.post, "api/client/account/api-keys", .createAPIKey),
        Row(.delete, "api/client/account/api-keys/*", .deleteAPIKey),
        Row(.get, "api/client/account/ssh-keys", .sshKeys),
        Row(.post, "api/client/account/ssh-keys", .addSSHKey),
        Row(.post, "api/client/account/ssh-keys/remove", .removeSSHKey),
    ]

    private static let serverRows: [Row] = [
        Row(.get, "api/client/servers/*", .server),
        Row(.get, "api/client/servers/*/websocket", .websocket),
        Row(.get, "api/client/servers/*/resources", .resources),
        Row(.get, "api/client/servers/*/activity", .activity),
        Row(.post, "api/client/servers/*/command", .command),
        Row(.post, "api/client/servers/*/power", .power),
        Row(.get, "api/client/servers/*/databases", .clientDatabases),
        Row(.post, "api/client/servers/*/databases", .createClientDatabase),
        Row(.post, "api/client/servers/*/databases/*/rotate-password", .rotateClientDatabase),
        Row(.delete, "api/client/servers/*/databases/*", .deleteClientDatabase),
        Row(.get, "api/client/servers/*/network/allocations", .clientAllocations),
        Row(.post, "api/client/servers/*/network/allocations", .assignAllocation),
        Row(.post, "api/client/servers/*/network/allocations/*", .noteAllocation),
        Row(.post, "api/client/servers/*/network/allocations/*/primary", .makeAllocationPrimary),
        Row(.delete, "api/client/servers/*/network/allocations/*", .unassignAllocation),
        Row(.get, "api/client/servers/*/users", .subusers),
        Row(.post, "api/client/servers/*/users", .createSubuser),
        Row(.get, "api/client/servers/*/users/*", .subuser),
        Row(.post, "api/client/servers/*/users/*", .updateSubuser),
        Row(.delete, "api/client/servers/*/users/*", .deleteSubuser),
        Row(.get, "api/client/servers/*/backups", .backups),
        Row(.post, "api/client/servers/*/backups", .createBackup),
        Row(.get, "api/client/servers/*/backups/*", .backup),
        Row(.get, "api/client/servers/*/backups/*/download", .downloadBackup),
        Row(.post, "api/client/servers/*/backups/*/lock", .lockBackup),
        Row(.post, "api/client/servers/*/backups/*/restore", .restoreBackup),
        Row(.delete, "api/client/servers/*/backups/*", .deleteBackup),
        Row(.get, "api/client/servers/*/startup", .startup),
        Row(.put, "api/client/servers/*/startup/variable", .updateVariable),
        Row(.post, "api/client/servers/*/settings/rename", .renameServer),
        Row(.post, "api/client/servers/*/settings/reinstall", .clientReinstall),
        Row(.put, "api/client/servers/*/settings/docker-image", .setDockerImage),
    ]

    private static let fileRows: [Row] = [
        Row(.get, "api/client/servers/*/files/list", .listFiles),
        Row(.get, "api/client/servers/*/files/contents", .readFile),
        Row(.get, "api/client/servers/*/files/download", .downloadFile),
        Row(.put, "api/client/servers/*/files/rename", .renameFiles),
        Row(.post, "api/client/servers/*/files/copy", .copyFile),
        Row(.post, "api/client/servers/*/files/write", .writeFile),
        Row(.post, "api/client/servers/*/files/compress", .compressFiles),
        Row(.post, "api/client/servers/*/files/decompress", .decompressFile),
        Row(.post, "api/client/servers/*/files/delete", .deleteFiles),
        Row(.post, "api/client/servers/*/files/create-folder", .createFolder),
        Row(.post, "api/client/servers/*/files/chmod", .chmodFiles),
        Row(.post, "api/client/servers/*/files/pull", .pullFile),
        Row(.get, "api/client/servers/*/files/upload", .uploadURL),
    ]

    private static let scheduleRows: [Row] = [
        Row(.get, "api/client/servers/*/schedules", .schedules),
        Row(.post, "api/client/servers/*/schedules", .createSchedule),
        Row(.get, "api/client/servers/*/schedules/*", .schedule),
        Row(.post, "api/client/servers/*/schedules/*", .updateSchedule),
        Row(.post, "api/client/servers/*/schedules/*/execute", .executeSchedule),
        Row(.delete, "api/client/servers/*/schedules/*", .deleteSchedule),
        Row(.post, "api/client/servers/*/schedules/*/tasks", .createTask),
        Row(.post, "api/client/servers/*/schedules/*/tasks/*", .updateTask),
        Row(.delete, "api/client/servers/*/schedules/*/tasks/*", .deleteTask),
    ]
}
