// The rights that panel 1.11.8 knows (`app/Models/Permission.php`), recorded in `client/permissions`.

// MARK: - Console and power

extension Permission {
    /// Connect to the server's WebSocket; every subuser has it.
    public static let websocketConnect = Permission("websocket.connect")
    /// Send console commands.
    public static let controlConsole = Permission("control.console")
    /// Start the server.
    public static let controlStart = Permission("control.start")
    /// Stop and kill the server.
    public static let controlStop = Permission("control.stop")
    /// Restart the server.
    public static let controlRestart = Permission("control.restart")
}

// MARK: - Subusers

extension Permission {
    /// Add subusers.
    public static let userCreate = Permission("user.create")
    /// See the subusers and their rights.
    public static let userRead = Permission("user.read")
    /// Change other subusers' rights.
    public static let userUpdate = Permission("user.update")
    /// Remove subusers.
    public static let userDelete = Permission("user.delete")
}

// MARK: - Files

extension Permission {
    /// Create, write, copy, unpack and upload files.
    public static let fileCreate = Permission("file.create")
    /// List folders.
    public static let fileRead = Permission("file.read")
    /// Read and download files.
    public static let fileReadContent = Permission("file.read-content")
    /// Rename files and change their mode.
    public static let fileUpdate = Permission("file.update")
    /// Delete files.
    public static let fileDelete = Permission("file.delete")
    /// Pack files into an archive.
    public static let fileArchive = Permission("file.archive")
    /// Log in by SFTP.
    public static let fileSFTP = Permission("file.sftp")
}

// MARK: - Backups

extension Permission {
    /// Make backups.
    public static let backupCreate = Permission("backup.create")
    /// See the backups.
    public static let backupRead = Permission("backup.read")
    /// Delete, lock and unlock backups.
    public static let backupDelete = Permission("backup.delete")
    /// Download backups.
    public static let backupDownload = Permission("backup.download")
    /// Restore backups.
    public static let backupRestore = Permission("backup.restore")
}

// MARK: - Allocations

extension Permission {
    /// See all allocations, not only the primary one.
    public static let allocationRead = Permission("allocation.read")
    /// Assign further allocations.
    public static let allocationCreate = Permission("allocation.create")
    /// Choose the primary allocation and write notes.
    public static let allocationUpdate = Permission("allocation.update")
    /// Give allocations back.
    public static let allocationDelete = Permission("allocation.delete")
}

// MARK: - Startup

extension Permission {
    /// See the startup variables.
    public static let startupRead = Permission("startup.read")
    /// Change the startup variables.
    public static let startupUpdate = Permission("startup.update")
    /// Choose the container image.
    public static let startupDockerImage = Permission("startup.docker-image")
}

// MARK: - Databases

extension Permission {
    /// Create databases.
    public static let databaseCreate = Permission("database.create")
    /// See the databases.
    public static let databaseRead = Permission("database.read")
    /// Give databases a new password.
    public static let databaseUpdate = Permission("database.update")
    /// Delete databases.
    public static let databaseDelete = Permission("database.delete")
    /// See the databases' passwords.
    public static let databaseViewPassword = Permission("database.view_password")
}

// MARK: - Schedules

extension Permission {
    /// Create schedules.
    public static let scheduleCreate = Permission("schedule.create")
    /// See the schedules.
    public static let scheduleRead = Permission("schedule.read")
    /// Change and run schedules and their tasks.
    public static let scheduleUpdate = Permission("schedule.update")
    /// Delete schedules.
    public static let scheduleDelete = Permission("schedule.delete")
}

// MARK: - Settings and activity

extension Permission {
    /// Change name and description.
    public static let settingsRename = Permission("settings.rename")
    /// Install the server anew.
    public static let settingsReinstall = Permission("settings.reinstall")
    /// See what was done to the server.
    public static let activityRead = Permission("activity.read")
}

// MARK: - All of them

extension Permission {
    /// Every right that panel 1.11.8 knows, in the panel's order of groups.
    public static let known: [Permission] = [
        .websocketConnect, .controlConsole, .controlStart, .controlStop, .controlRestart,
        .userCreate, .userRead, .userUpdate, .userDelete,
        .fileCreate, .fileRead, .fileReadContent, .fileUpdate, .fileDelete, .fileArchive, .fileSFTP,
        .backupCreate, .backupRead, .backupDelete, .backupDownload, .backupRestore,
        .allocationRead, .allocationCreate, .allocationUpdate, .allocationDelete,
        .startupRead, .startupUpdate, .startupDockerImage,
        .databaseCreate, .databaseRead, .databaseUpdate, .databaseDelete, .databaseViewPassword,
        .scheduleCreate, .scheduleRead, .scheduleUpdate, .scheduleDelete,
        .settingsRename, .settingsReinstall, .activityRead,
    ]

    /// What an agent needs that watches a server and restarts it: console, power and everything that it reads.
    public static let monitoring: [Permission] = [
        .websocketConnect, .controlStart, .controlRestart, .controlStop, .controlConsole, .activityRead, .scheduleRead,
        .backupRead, .allocationRead, .startupRead,
    ]
}
