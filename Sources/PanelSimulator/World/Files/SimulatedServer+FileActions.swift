import Telemetry

/// What Wings does with a server's files, whoever asks: the panel for its users, or somebody with the node's token.
extension SimulatedServer {
    /// Writes a file.
    mutating func writeFile(_ content: [UInt8], to file: String, at now: Timestamp) throws(FileProblem) {
        guard !content.isEmpty else { throw .emptyBody }
        try checkDenylist(file, in: "/")
        let old = files.entry(file)?.content?.count ?? 0
        guard hasRoom(for: content.count - old, at: now) else { throw .diskFull }
        try files.write(content, to: file, at: now)
    }

    /// Moves files.
    mutating func renameFiles(_ pairs: [(from: String, to: String)], in root: String, at now: Timestamp)
        throws(FileProblem)
    {
        guard !pairs.isEmpty else { throw .nothingGiven("No files to move or rename were provided.") }
        for pair in pairs {
            try checkDenylist(pair.from, in: root)
            try checkDenylist(pair.to, in: root)
            try files.rename(pair.from, to: pair.to, in: root, at: now)
        }
    }

    /// Makes a copy beside a file.
    mutating func copyFile(_ location: String, at now: Timestamp) throws(FileProblem) {
        let target = try files.copyPath(of: location)
        let content = try files.read(location)
        guard hasRoom(for: content.count, at: now) else { throw .diskFull }
        try files.write(content, to: target, at: now)
    }

    /// Sets permission bits, given in octal; Wings takes them as texts only.
    mutating func setModes(_ modes: [(file: String, mode: String?)], in root: String) throws(FileProblem) {
        for (file, mode) in modes {
            guard let bits = mode.flatMap({ Int($0, radix: 8) }) else { throw .badMode }
            try files.setMode(bits, of: file, in: root)
        }
    }

    /// Removes files and directories.
    mutating func deleteFiles(_ names: [String], in root: String) throws(FileProblem) {
        guard !names.isEmpty else { throw .nothingGiven("No files were specified for deletion.") }
        for name in names { files.remove(name, in: root) }
    }

    /// Packs files into a new archive.
    mutating func compressFiles(_ names: [String], in root: String, at now: Timestamp)
        throws(FileProblem) -> (name: String, entry: SimulatedFileSystem.Entry)
    {
        guard names.contains(where: { files.entry($0, in: root) != nil }) else { throw .notFound }
        let name = "archive-\(CivilTime(now).compact).tar.gz"
        let archive = files.archive(names, in: root)
        guard hasRoom(for: archive.count, at: now) else { throw .noRoomForArchive }
        try files.write(archive, to: name, in: root, at: now)
        guard let entry = files.entry(name, in: root) else { throw .notFound }
        return (name, entry)
    }

    /// Unpacks an archive beside itself, without what the egg forbids to change.
    mutating func decompressFile(_ file: String, in root: String, at now: Timestamp) throws(FileProblem) {
        let unpacked = try SimulatedFileSystem.unpack(files.read(file, in: root))
        guard hasRoom(for: unpacked.reduce(0) { $0 + ($1.content?.count ?? 0) }, at: now) else {
            throw .noRoomToUnpack
        }
        for item in unpacked where !isDenied(item.name, in: root) {
            if let content = item.content {
                try files.write(content, to: item.name, in: root, at: now)
                try files.setMode(item.mode, of: item.name, in: root)
            } else {
                try files.makeDirectory(item.name, in: root, at: now)
            }
        }
    }
}
