import Telemetry

extension World {
    /// How long an install script runs.
    static let installDuration: Duration = .seconds(25)

    /// Wings stops a server and installs it, again or for the first time.
    mutating func beginInstall(_ id: Int, at now: Timestamp) {
        servers[id]?.installBegunAt = now
        setStatus("installing", of: id, at: now)
        plan(.installEnds(server: id, begunAt: now), in: Self.installDuration, from: now)
    }

    /// Wings reports the end of an install; the server stays offline.
    ///
    /// A suspension meanwhile stands.
    mutating func finishInstall(_ id: Int, begunAt: Timestamp, at now: Timestamp) {
        guard var server = servers[id], server.installBegunAt == begunAt else { return }
        server.installBegunAt = nil
        if server.status == "installing" { server.status = nil }
        if server.files.isEmpty { server.files = .installed(EggCatalogue.egg(server.egg), at: now) }
        servers[id] = server
    }

    /// A file that the node fetched in the background is there, if it could be had.
    mutating func finishPull(of url: String, to path: String, on id: Int, at now: Timestamp) {
        guard var server = servers[id], !RemoteFile.isPrivate(url), !server.isDenied(path, in: "/") else { return }
        let content = RemoteFile.content(of: url)
        guard server.hasRoom(for: content.count, at: now) else { return }
        do throws(FileProblem) {
            try server.files.write(content, to: path, at: now)
        } catch {
            // Nobody waits for a fetch in the background: Wings only writes a line into its own log.
            return
        }
        servers[id] = server
    }
}
