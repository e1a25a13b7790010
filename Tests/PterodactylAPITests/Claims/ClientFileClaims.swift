import PterodactylAPI

private let server = recordedServer("e56e7773")

extension Claim {
    /// The files of a server.
    static let clientFiles: [Claim] = [
        .answer("servers.files.list_files", server.files.list()),
        .answer("servers.files.list_files.subdir", server.files.list("/logs")),
        .error("servers.files.list_files.missing-dir", "node_error", server.files.list("/nope")),
        .answer("servers.files.get_file_contents", server.files.text(of: "/server.properties")),
        .error("servers.files.get_file_contents.missing", "node_error", server.files.contents(of: "/nope.txt")),
        .answer("servers.files.download_file", server.files.download("/server.properties")),
        .answer("servers.files.get_upload_file_url", server.files.upload()),
        .answer("servers.files.write_file", server.files.write("hello world", to: "/hello.txt")),
        .answer("servers.files.rename_file", server.files.rename([FileRename(from: "hello.txt", to: "hi.txt")])),
        .answer("servers.files.copy_file", server.files.copy("/hi.txt")),
        .answer("servers.files.create_folder", server.files.createFolder("newdir")),
        .answer("servers.files.compress_files", server.files.compress(["hi.txt", "newdir"])),
        .answer("servers.files.decompress_file", server.files.decompress("archive-2026-11-23T154547Z.tar.gz")),
        .answer("servers.files.chmod", server.files.chmod([FileModeChange("hi.txt", 0o755)])),
        .answer("servers.files.pull", server.files.pull("http://127.0.0.1:8800/robots.txt")),
        .error("error.429.files-pull", "throttled", server.files.pull("http://127.0.0.1:8800/robots.txt")),
        .answer("servers.files.delete_files", server.files.delete(["hi.txt", "hi copy.txt", "newdir"])),
        .error("error.409.suspended.files", "conflict", recordedServer("bd66b874").files.list()),
        .error("error.409.installing.files", "conflict", recordedServer("9be43931").files.list()),
        .error("error.409.install-failed.files", "conflict", recordedServer("cc72e10e").files.list()),
        .error("error.409.restoring-backup.files", "conflict", recordedServer("d315ab76").files.list()),
        .error("error.409.transferring.files", "conflict", recordedServer("4d87563d").files.list()),
        .error("error.404.files-unknown-to-wings", "node_error", recordedServer("87a4dc1f").files.list()),
        .error("error.wings-refuse.files", "node_unreachable", server.files.list()),
        .error("error.wings-reset.files", "node_unreachable", server.files.list()),
        .error("error.wings-500.files", "node_error", server.files.list()),
    ]
}
