import Collecting
import PterodactylAPI
import Telemetry

/// A panel of a few servers whose answers a test can change, driven with a watcher on one virtual clock.
struct ScriptedPanel {
    var watcher = PanelWatcher(plan: PanelPlan(name: "main"))
    var servers: [(uuid: ServerUUID, node: String)]
    var deadNodes: Set<String> = []
    /// What every call gets instead of its answer.
    var failure: HTTPResponse?
    var now = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private(set) var sent: [PanelCall] = []

    init(servers count: Int, nodes: Int) {
        servers = (0..<count).map { index in
            let digits = String(10_000_000 + index)
            return (ServerUUID("\(digits)-43da-58d3-99ff-8a3133b4c2a1"), "node-\(index % nodes)")
        }
    }

    /// Lets time pass in steps of a second; each call is answered within its step.
    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            for _ in 0..<50 {
                let calls = watcher.nextCalls(at: now)
                if calls.isEmpty { break }
                for call in calls {
                    sent.append(call)
                    _ = watcher.absorb(.success(failure ?? answer(to: call)), to: call, sentAt: now, at: now)
                }
            }
            now = now + .seconds(1)
        }
    }

    mutating func forgetCalls() { sent = [] }

    func asks(of node: String) -> Int {
        let uuids = Set(servers.filter { $0.node == node }.map(\.uuid))
        return sent.count { call in if case .resources(let uuid) = call { uuids.contains(uuid) } else { false } }
    }

    func view(_ index: Int) -> ServerView? { watcher.view(of: servers[index].uuid) }

    private func answer(to call: PanelCall) -> HTTPResponse {
        switch call {
        case .account: return ok(#"{"object":"user","attributes":{"id":1,"admin":false,"username":"bob"}}"#)
        case .serverList: return ok(#"{"object":"list","data":[\#(servers.map(object).joined(separator: ","))]}"#)
        case .server(let uuid): return ok(servers.first { $0.uuid == uuid }.map(object) ?? "{}")
        case .resources(let uuid):
            if let node = servers.first(where: { $0.uuid == uuid })?.node, deadNodes.contains(node) {
                return Self.error(504, "DaemonConnectionException", "Could not establish a connection to the machine")
            }
            return ok(
                #"{"object":"stats","attributes":{"current_state":"running","resources":{"uptime":\#(now.millisecondsSince1970 - 1_799_999_000_000)}}}"#
            )
        default: return ok(#"{"object":"list","data":[]}"#)
        }
    }

    private func object(_ server: (uuid: ServerUUID, node: String)) -> String {
        #"{"object":"server","attributes":{"uuid":"\#(server.uuid.rawValue)","name":"x","node":"\#(server.node)","limits":{"memory":0,"swap":0,"disk":0,"io":500,"cpu":0},"feature_limits":{"databases":0,"allocations":0,"backups":0}}}"#
    }

    private func ok(_ body: String) -> HTTPResponse { HTTPResponse(status: 200, headers: [], body: Array(body.utf8)) }

    static func error(_ status: Int, _ code: String, _ detail: String) -> HTTPResponse {
        let body = #"{"errors":[{"code":"\#(code)","status":"\#(status)","detail":"\#(detail)"}]}"#
        return HTTPResponse(status: status, headers: [], body: Array(body.utf8))
    }
}
