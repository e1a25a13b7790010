import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// Something that happens to the first server of a scripted panel, or to the panel itself.
enum PanelChange {
    case state(PowerState)
    /// The container is another one from now on.
    case container(PowerState)
    /// Whether Wings just started, so that it says `running` with uptime 0.
    case uptimeUnknown(Bool)
    /// An entry of the activity log, which the panel has at once, or only some seconds later.
    case log(String, isAPI: Bool = false, command: String? = nil, late: Int = 0)
    /// A schedule with a power task ran now.
    case ran(PowerSignal)
    case status(String?)
    case transferring(Bool)
    case maintenance(Bool)
    case disk(bytes: Int, limitMebibytes: Int)
    case node(isAway: Bool)
    /// The node answers the panel with an error of its own.
    case nodeAnswers(Int?)
    case panel(isAway: Bool)
    case deny(PanelCall)
    /// The agent itself sends a power action.
    case agent(PowerSignal)
    /// The agent looks at the server anew, as it does before an action.
    case agentLooks
}

extension ScriptedPanel {
    /// Lets something happen now.
    mutating func apply(_ change: PanelChange) {
        switch change {
        case .state(let state): servers[0].state = state
        case .container(let state):
            servers[0].state = state
            servers[0].startedAt = now
        case .uptimeUnknown(let isUnknown): servers[0].isUptimeUnknown = isUnknown
        case .log(let event, let isAPI, let command, let late):
            let properties: JSONValue = command.map { ["command": .string($0)] } ?? [:]
            let entry = JSONValue.entry(event, at: now, isAPI: isAPI, properties: properties)
            servers[0].log.append(ScriptedServer.LogEntry(entry: entry, visibleAt: now + .seconds(late)))
        case .ran(let signal): servers[0].schedules = [.schedule(signal, lastRunAt: now)]
        case .status(let status): servers[0].status = status
        case .transferring(let isTransferring): servers[0].isTransferring = isTransferring
        case .maintenance(let isInMaintenance): servers[0].isInMaintenance = isInMaintenance
        case .disk(let bytes, let limit):
            servers[0].diskBytes = bytes
            servers[0].diskLimitMebibytes = limit
        case .node(let isAway): deadNodes = isAway ? [servers[0].node] : []
        case .nodeAnswers(let status): answers[.resources(servers[0].uuid)] = status.map { .nodeAnswers($0) }
        case .panel(let isAway): failure = isAway ? .html("down", status: 502) : nil
        case .deny(let call): answers[call] = .forbidden
        case .agent(let signal):
            watcher.act(.power(signal), on: servers[0].uuid, at: now)
            apply(.log("server:power.\(signal.rawValue)", isAPI: true))
        case .agentLooks: watcher.refresh(servers[0].uuid, at: now)
        }
    }
}
