import PterodactylAPI
import Telemetry

extension World {
    /// How long an install script runs.
    static let installDuration: Duration = .seconds(25)

    /// Wings stops a server and installs it, again or for the first time.
    ///
    /// The panel shows it when the panel began it; Wings that is asked directly tells only of the end.
    mutating func beginInstall(_ id: Int, isPanels: Bool = true, at now: Timestamp) {
        guard let state = servers[id]?.process.state else { return }
        servers[id]?.installBegunAt = now
        servers[id]?.process.isInstalling = true
        if isPanels { servers[id]?.status = "installing" }
        if state != .offline, state != .stopping { beginStop(id, thenStart: false, cause: "installing", at: now) }
        // Wings waits ten seconds for the process's end, then kills it.
        if servers[id]?.process.ignoresStop == true { power(.kill, id, cause: "installing", at: now) }
        tellInstall(of: id, begunAt: now, from: state == .offline ? .milliseconds(300) : .milliseconds(2_400), at: now)
        plan(.installEnds(server: id, begunAt: now), in: Self.installDuration, from: now)
    }

    /// Wings reports the end of an install, again and again until the panel hears it.
    ///
    /// The server stays offline unless it was created to be started then. A suspension meanwhile stands; a restart of
    /// Wings has forgotten the install.
    mutating func finishInstall(_ id: Int, begunAt: Timestamp, at now: Timestamp) {
        guard var server = servers[id], server.installBegunAt == begunAt else { return }
        guard isPanelUp else {
            plan(.installEnds(server: id, begunAt: begunAt), in: .seconds(5), from: now)
            return
        }
        let startsNow = server.startsOnceInstalled && server.status == "installing"
        server.installBegunAt = nil
        server.startsOnceInstalled = false
        server.updatedAt = now
        if server.status == "installing" { server.status = nil }
        if server.files.isEmpty { server.files = .installed(EggCatalogue.egg(server.egg), at: now) }
        server.process.isInstalling = false
        servers[id] = server
        emit(.installCompleted, of: id, at: now)
        if startsNow { power(.start, id, cause: "start on completion", at: now) }
    }

    /// Adds a server that is complete, with its allocations.
    mutating func insert(_ server: SimulatedServer) {
        servers[server.id] = server
        serverOrder.append(server.id)
        serverIDs[server.uuid] = server.id
        serverIDs[server.identifier] = server.id
        for allocation in server.allocations { updateAllocation(allocation) { $0.server = server.id } }
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
