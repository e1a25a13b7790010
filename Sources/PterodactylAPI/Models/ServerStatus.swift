/// What the panel does with a server (`status`): one column, so that suspending during an install hides the install.
///
/// Transfer and node maintenance are flags of their own on the panel; they are not in here.
public enum ServerStatus: Sendable, Hashable {
    /// `null`: nothing special.
    case normal
    /// A first install or a reinstall is running, or never reported back.
    case installing
    /// The first install failed; the server counts as not installed.
    case installFailed
    /// A reinstall failed; the server counts as installed.
    case reinstallFailed
    /// Suspended by an admin.
    case suspended
    /// A backup is being restored.
    case restoringBackup
    /// A word that this version does not know; the panel passes any text through.
    case other(String)

    /// Reads the panel's word; nil is normal.
    public init(word: String?) {
        switch word {
        case nil: self = .normal
        case "installing": self = .installing
        case "install_failed": self = .installFailed
        case "reinstall_failed": self = .reinstallFailed
        case "suspended": self = .suspended
        case "restoring_backup": self = .restoringBackup
        case .some(let word): self = .other(word)
        }
    }
}
