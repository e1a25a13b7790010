import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

// What the nodes' daemons answer.
extension ScriptedPanel {
    /// The number of a node.
    static func nodeID(_ index: Int) -> NodeID { NodeID(index + 1) }

    /// The token that a call is sent with; nil for one to the panel.
    func token(for call: PanelCall) -> Secret? {
        if case .wings(let route) = watcher.destination(of: call) { route.token } else { nil }
    }

    /// What becomes of a call: an answer, or none.
    func reply(to call: PanelCall, token: Secret?) -> Result<HTTPResponse, TransportError> {
        guard call.isForWings else { return .success(answer(to: call)) }
        guard let index = wingsIndex(of: call) else { return .failure(.connectFailed("no such node")) }
        let daemon = wings[index]
        switch daemon.mode {
        case .refused: return .failure(.connectFailed("connection refused"))
        case .hanging: return .failure(.timedOut)
        case .answering: break
        }
        guard token == Secret(daemon.token) else {
            return .success(.wingsError(403, "You are not authorized to access this endpoint."))
        }
        if let answer = answers[call] { return .success(answer) }
        if case .wingsSystem = call { return .success(daemon.system) }
        return .success(.json(.array(listOnNode(index))))
    }

    /// The daemon of a node.
    func wings(of node: String) -> ScriptedWings? { nodes.firstIndex(of: node).map { wings[$0] } }

    private func listOnNode(_ index: Int) -> [JSONValue] {
        let here = servers.filter { ($0.actualNode ?? $0.node) == nodes[index] }
        let strangers = wings[index].strangers.map { ScriptedServer(uuid: $0, node: nodes[index]) }
        return (here + strangers).map { $0.bodyOnNode($0.stateOnNode(wings[index]), at: now) }
    }

    private func wingsIndex(of call: PanelCall) -> Int? {
        switch call {
        case .wingsServers(let id), .wingsSystem(let id): nodes.indices.first { Self.nodeID($0) == id }
        default: nil
        }
    }
}
