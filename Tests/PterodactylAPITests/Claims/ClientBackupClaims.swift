import PterodactylAPI

private let server = recordedServer("e56e7773")
private let made = BackupUUID("48ab3ec4-f5dd-4a18-80b5-6f9364a0e4e2")

extension Claim {
    /// The backups of a server.
    static let clientBackups: [Claim] = [
        .answer("servers.backups.list_backups", server.backups.list().page(1), also: paging),
        .answer("servers.backups.list_backups.empty", recordedServer("c2db632c").backups.list().page(1), also: paging),
        .answer("servers.backups.list_backups.one", recordedServer("18d4f6fc").backups.list().page(1), also: paging),
        .answer(
            "servers.backups.list_backups.failed-only",
            recordedServer("520c16d1").backups.list().page(1),
            also: paging
        ),
        .answer("servers.backups.list_backups.per_page2.page2", server.backups.list(perPage: 2).page(2)),
        .answer(
            "servers.backups.list_backups.per_page1000",
            server.backups.list(perPage: 1000).page(1),
            also: ["page"]
        ),
        .error(
            "servers.backups.list_backups.suspended",
            "conflict",
            recordedServer("bd66b874").backups.list().page(1),
            also: paging
        ),
        .error(
            "servers.backups.list_backups.installing",
            "conflict",
            recordedServer("9be43931").backups.list().page(1),
            also: paging
        ),
        .error("servers.backups.list_backups.carol-403", "forbidden", server.backups.list().page(1), also: paging),
        .answer("variant.timezone.backups", server.backups.list().page(1), also: paging),
        .answer(
            "servers.backups.get_backup_detail",
            server.backups.get(BackupUUID("dfeb54be-e7c2-56de-8a6a-33a33222ce16"))
        ),
        .answer(
            "servers.backups.get_backup_detail.locked",
            server.backups.get(BackupUUID("395a3180-165f-5189-8836-50f4f95578a5"))
        ),
        .answer(
            "servers.backups.get_backup_detail.failed",
            server.backups.get(BackupUUID("f86cc5dd-9137-50e7-8318-bdad163ba645"))
        ),
        .answer(
            "servers.backups.get_backup_detail.in-progress",
            server.backups.get(BackupUUID("8f70d13a-8ec5-56a9-953d-a301695672b6"))
        ),
        .answer(
            "servers.backups.get_backup_detail.just-failed",
            server.backups.get(BackupUUID("3fce22a6-03cc-4b24-940a-88c8d10ceb20"))
        ),
        .answer("servers.backups.get_backup_detail.after-completion", server.backups.get(made)),
        .error(
            "servers.backups.get_backup_detail.404",
            "not_found",
            server.backups.get(BackupUUID("00000000-0000-0000-0000-000000000000"))
        ),
        .answer(
            "servers.backups.get_backup_download",
            server.backups.download(BackupUUID("dfeb54be-e7c2-56de-8a6a-33a33222ce16"))
        ),
        .answer(
            "servers.backups.get_backup_download.failed-backup",
            server.backups.download(BackupUUID("f86cc5dd-9137-50e7-8318-bdad163ba645"))
        ),
        .answer("servers.backups.create_backup", server.backups.create()),
        .answer(
            "servers.backups.create_backup.named",
            server.backups.create(name: "will fail", ignored: ["*.log", "cache"], isLocked: true)
        ),
        .odd(
            "servers.backups.create_backup.third",
            .decodes,
            server.backups.create(),
            because: "without wishes we send no body instead of an empty object"
        ),
        .odd(
            "error.429.backup-throttle",
            .fails("throttled"),
            server.backups.create(),
            because: "without wishes we send no body instead of an empty object"
        ),
        .odd(
            "error.400.backup-limit-zero",
            .fails("refused"),
            recordedServer("92b9cd91").backups.create(),
            because: "without wishes we send no body instead of an empty object"
        ),
        .answer("servers.backups.lock", server.backups.toggleLock(made)),
        .answer("servers.backups.unlock", server.backups.toggleLock(made)),
        .answer("servers.backups.restore", server.backups.restore(made, truncate: false)),
        .answer("servers.backups.delete_backup", server.backups.delete(made)),
        .error("servers.backups.delete_backup.locked", "refused", server.backups.delete(made)),
    ]
}
