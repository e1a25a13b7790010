import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let compress = #"{"root":"/","files":["eula.txt","plugins"]}"#
    private static let pull = #"{"url":"http://127.0.0.1:8800/robots.txt","directory":"/"}"#

    /// Files.
    static let files: [ContractCase] = [
        ContractCase("servers.files.list_files", .get, S + "/files/list"),
        ContractCase("servers.files.list_files.subdir", .get, S + "/files/list?directory=%2Flogs"),
        ContractCase("servers.files.list_files.missing-dir", .get, S + "/files/list?directory=%2Fnope"),
        ContractCase("servers.files.get_file_contents", .get, S + "/files/contents?file=%2Fserver.properties"),
        ContractCase("servers.files.get_file_contents.missing", .get, S + "/files/contents?file=%2Fnope.txt"),
        ContractCase("servers.files.download_file", .get, S + "/files/download?file=%2Fserver.properties"),
        ContractCase("servers.files.get_upload_file_url", .get, S + "/files/upload"),
        ContractCase(
            recording: "servers.files.write_file",
            method: .post,
            target: S + "/files/write?file=%2Fhello.txt",
            body: "hello world",
            contentType: "text/plain"
        ),
        ContractCase(
            "servers.files.rename_file",
            .put,
            S + "/files/rename",
            #"{"root": "/", "files": [{"from": "eula.txt", "to": "hi.txt"}]}"#
        ),
        ContractCase("servers.files.copy_file", .post, S + "/files/copy", #"{"location": "/eula.txt"}"#),
        ContractCase(
            "servers.files.create_folder",
            .post,
            S + "/files/create-folder",
            #"{"root": "/", "name": "newdir"}"#
        ),
        ContractCase("servers.files.compress_files", .post, S + "/files/compress", compress),
        ContractCase(
            "servers.files.decompress_file",
            .post,
            S + "/files/decompress",
            #"{"root": "/", "file": "archive-2026-11-23T120030Z.tar.gz"}"#,
            before: [(.post, S + "/files/compress " + compress)]
        ),
        ContractCase(
            "servers.files.delete_files",
            .post,
            S + "/files/delete",
            #"{"root": "/", "files": ["eula.txt", "plugins"]}"#
        ),
        ContractCase(
            "servers.files.chmod",
            .post,
            S + "/files/chmod",
            #"{"root": "/", "files": [{"file": "eula.txt", "mode": "755"}]}"#
        ),
        ContractCase("servers.files.pull", .post, S + "/files/pull", pull),
        ContractCase(
            "error.429.files-pull",
            .post,
            S + "/files/pull",
            pull,
            before: Array(repeating: (.post, S + "/files/pull " + pull), count: 10)
        ),
        ContractCase(
            "error.404.files-unknown-to-wings",
            .get,
            S + "/files/list",
            controls: { [.setKnownToWings($0, false)] }
        ),
        ContractCase(
            "error.wings-500.files",
            .get,
            S + "/files/list",
            controls: { _ in [.setNodeMode(NodeID(1), .error(500))] }
        ),
        ContractCase(
            "error.wings-refuse.files",
            .get,
            S + "/files/list",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            "error.wings-reset.files",
            .get,
            S + "/files/list",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            "error.409.install-failed.files",
            .get,
            S + "/files/list",
            controls: { [.setStatus($0, "install_failed")] }
        ),
        ContractCase(
            "error.409.installing.files",
            .get,
            S + "/files/list",
            controls: { [.setStatus($0, "installing")] }
        ),
        ContractCase(
            "error.409.restoring-backup.files",
            .get,
            S + "/files/list",
            controls: { [.setStatus($0, "restoring_backup")] }
        ),
        ContractCase("error.409.suspended.files", .get, S + "/files/list", controls: { [.suspend($0)] }),
        ContractCase(
            "error.409.transferring.files",
            .get,
            S + "/files/list",
            controls: { [.setTransferring($0, true)] }
        ),
    ]
}
