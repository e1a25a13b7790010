import Glibc

/// How many files and sockets the process may have open.
package enum OpenFiles {
    /// Raises the soft limit to the hard one, as Go's programs do: the soft one is low for the sake of `select`, which
    /// nothing here uses.
    package static func raiseLimit() {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(kind, &limit)
    }
}
