extension Route {
    /// The right that a subuser needs; nil where access is enough, or where the request itself decides.
    ///
    /// Source: panel `app/Http/Requests/Api/Client/Servers/**`.
    var permission: String? {
        switch self {
        case .command: "control.console"
        case .activity: "activity.read"
        case .clientDatabases: "database.read"
        case .createClientDatabase: "database.create"
        case .rotateClientDatabase: "database.update"
        case .deleteClientDatabase: "database.delete"
        case .listFiles: "file.read"
        case .readFile, .downloadFile: "file.read-content"
        case .renameFiles, .chmodFiles: "file.update"
        case .copyFile, .writeFile, .decompressFile, .createFolder, .pullFile, .uploadURL: "file.create"
        case .compressFiles: "file.archive"
        case .deleteFiles: "file.delete"
        case .clientAllocations: "allocation.read"
        case .assignAllocation: "allocation.create"
        case .noteAllocation, .makeAllocationPrimary: "allocation.update"
        case .unassignAllocation: "allocation.delete"
        case .subusers, .subuser: "user.read"
        case .createSubuser: "user.create"
        case .updateSubuser: "user.update"
        case .deleteSubuser: "user.delete"
        case .backups, .backup: "backup.read"
        case .createBackup: "backup.create"
        case .downloadBackup: "backup.download"
        case .lockBackup, .deleteBackup: "backup.delete"
        case .restoreBackup: "backup.restore"
        case .startup: "startup.read"
        case .updateVariable: "startup.update"
        case .setDockerImage: "startup.docker-image"
        case .renameServer: "settings.rename"
        case .clientReinstall: "settings.reinstall"
        case .schedules, .schedule: "schedule.read"
        case .createSchedule: "schedule.create"
        case .updateSchedule, .executeSchedule, .createTask, .updateTask, .deleteTask: "schedule.update"
        case .deleteSchedule: "schedule.delete"
        default: nil
        }
    }
}
