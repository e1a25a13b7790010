import Telemetry

extension SimulatedServer {
    /// What its disk holds, in bytes: what the load curve tells and what was written since.
    func diskBytes(at now: Timestamp) -> Int64 { load.diskBytes(at: now, limits: limits) + files.growth }

    /// Whether some more bytes fit below the disk limit; a smaller file always does.
    func hasRoom(for bytes: Int, at now: Timestamp) -> Bool {
        guard limits.diskMiB > 0, bytes > 0 else { return true }
        return diskBytes(at: now) + Int64(bytes) <= Int64(limits.diskMiB) * 1_048_576
    }

    /// Whether its egg forbids to change a file.
    func isDenied(_ path: String, in root: String) -> Bool {
        guard let path = SimulatedFileSystem.absolute(path, in: root) else { return false }
        return FilePattern.matches(path, any: EggCatalogue.egg(egg).fileDenylist)
    }

    /// Refuses a file that its egg forbids to change.
    func checkDenylist(_ path: String, in root: String) throws(FileProblem) {
        if isDenied(path, in: root) { throw .denied }
    }
}
