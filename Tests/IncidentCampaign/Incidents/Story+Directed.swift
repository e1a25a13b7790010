import PanelSimulator
import PterodactylAPI

extension IncidentKind {
    /// Whether only a directed scenario has it: it is made for one guard, and never drawn.
    var isDirected: Bool {
        switch self {
        case .heldBackPanelDown, .heldBackPanelLimited, .heldBackNodeAway, .heldBackClockStep,
            .crashAfterRestart, .crashWhileUnverified, .twoCrashes, .upAndDown:
            true
        default: false
        }
    }
}

/// What it takes to miss one guard alone.
extension Story {
    var directedScenes: [Scene] {
        switch kind {
        case .heldBackPanelDown: heldBack(.control(.setPanelMode(.down)), until: .control(.setPanelMode(.ok)))
        case .heldBackPanelLimited:
            heldBack(.control(.setPanelMode(.rateLimited)), until: .control(.setPanelMode(.ok)), after: 470)
        case .heldBackNodeAway:
            heldBack(.control(.setNodeMode(node.id, .refuse)), until: .control(.setNodeMode(node.id, .ok)))
        // At the very moment at which it may be started.
        case .heldBackClockStep: heldBack() + [Scene(420, .clockStep)]
        case .crashAfterRestart: [Scene(-25, .restart(first, via: .api)), twice()]
        // The agent dies once it has sent a start that fails, and is asked again while it cannot know of that.
        case .crashWhileUnverified:
            [
                Scene(-1, .armKill(.afterSend)), twice(), Scene(80, .failStarts(first, count: 2, exitCode: 128)),
                Scene(220, .ask),
            ]
        case .twoCrashes: [twice(0, of: servers[0].identifier), twice(1, of: servers[1].identifier)]
        case .upAndDown:
            [-500, -330].flatMap { [Scene($0, .stop(first, via: .api)), Scene($0 + 60, .start(first, via: .api))] }
                + [twice()]
        default: []
        }
    }

    /// A crash that is decided while a silence holds the start back; before it ends, something else has begun.
    private func heldBack(_ trouble: Deed? = nil, until end: Deed? = nil, after time: Double = 800) -> [Scene] {
        [Scene(-5, .silence(true)), twice(), Scene(420, .silence(false))]
            + [trouble.map { Scene(300, $0) }, end.map { Scene(time, $0) }].compactMap(\.self)
    }
}
