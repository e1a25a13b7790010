public import Collecting
import PterodactylAPI

extension Fleet {
    /// The servers that a person may mean, sorted by address: those of a short or full id, else those of a name.
    ///
    /// - Parameters:
    ///   - text: an id or a name; case means nothing.
    ///   - panel: only of this panel; nil for all.
    public func servers(called text: String, on panel: String? = nil) -> [ServerView] {
        let wanted = text.lowercased()
        let candidates = views.values.filter { panel == nil || $0.panel == panel }
        let byID = candidates.filter {
            $0.identifier.rawValue.lowercased() == wanted || $0.uuid.rawValue.lowercased() == wanted
        }
        let found = byID.isEmpty ? candidates.filter { $0.name.lowercased() == wanted } : byID
        return found.sorted { ServerAddress($0) < ServerAddress($1) }
    }
}
