/// Who or what started a server: the `cause` label of `pterodactyl_server_starts_total`.
public enum StartCause: String, Sendable, Hashable, CaseIterable {
    case user, agent, wings, schedule, unknown
}

/// How a server crashed: the `kind` label of `pterodactyl_server_crashes_total`.
///
/// Panel polling sees neither exit code nor out-of-memory: those stand only in console lines.
public enum CrashKind: String, Sendable, Hashable, CaseIterable {
    case exit, oom, unknown
    case cleanExit = "clean_exit"
}
