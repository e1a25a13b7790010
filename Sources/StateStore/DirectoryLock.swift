import Glibc

/// A lock on a storage directory: an open file description with `flock(2)`, which the kernel releases when the process
/// ends, however it ends.
///
/// The lock belongs to the open file description, so a second one of the same process is refused as well.
final class DirectoryLock: Sendable {
    /// The lock file's name.
    static let fileName = "pterowatch.lock"

    private let descriptor: Int32

    /// Makes the directory where it is missing (parents included), and takes its lock.
    /// - Throws: `held` or `directory`.
    init(directory: String) throws(StateStoreError) {
        try Self.makeDirectory(directory)
        let path = "\(directory)/\(Self.fileName)"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .directory(directory, detail: Self.lastError) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let pid = Self.readPID(descriptor)
            close(descriptor)
            throw code == EWOULDBLOCK
                ? .held(directory: directory, pid: pid) : .directory(directory, detail: String(cString: strerror(code)))
        }
        // Only for people: who holds the lock is the kernel's knowledge.
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            let detail = Self.lastError
            close(descriptor)
            throw .directory(directory, detail: detail)
        }
    }

    deinit {
        // Said, and not left to the close: a process that is just being started holds a copy of the descriptor until it runs.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func makeDirectory(_ path: String) throws(StateStoreError) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/") {
            partial += (partial.isEmpty || partial == "/" ? "" : "/") + component
            if mkdir(partial, 0o750) != 0, errno != EEXIST, errno != EISDIR, !isDirectory(partial) {
                throw .directory(path, detail: lastError)
            }
        }
        guard isDirectory(path) else { throw .directory(path, detail: "is not a directory") }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func readPID(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count).prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self))
    }

    private static var lastError: String { String(cString: strerror(errno)) }
}
