/// What a power call asks for.
public enum PowerSignal: String, Sendable, Hashable, CaseIterable, Codable {
    case start, stop, restart, kill
}
