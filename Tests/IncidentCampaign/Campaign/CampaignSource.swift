import Collecting
import PterodactylAPI

/// By which ways the agent of an episode knows its servers.
package enum CampaignSource: String, Sendable, Hashable, CaseIterable {
    /// The panel's cached answers, one server after the other.
    case panel
    /// Each node's Wings.
    case wings
    /// Each node's Wings, and the WebSockets of the servers that something befalls.
    case stream
    /// What the agent chooses by itself: Wings, and the WebSockets of all servers.
    case auto

    /// The plan of an agent that is to use it.
    func plan(following servers: [ServerIdentifier]) -> SourcePlan {
        switch self {
        case .panel: SourcePlan(polling: .panel, stream: .none)
        case .wings: SourcePlan(polling: .wings, stream: .none)
        case .stream:
            SourcePlan(polling: .wings, stream: .matching(ServerSelector(servers: servers.map(\.rawValue))))
        case .auto: SourcePlan()
        }
    }
}
