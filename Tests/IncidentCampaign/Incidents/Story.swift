import PanelSimulator
import PterodactylAPI
import TestSupport

/// What happens in an incident, scene by scene.
struct Story {
    let kind: IncidentKind
    let servers: [ServerTruth]
    let node: NodeTruth

    var first: ServerIdentifier { servers[0].identifier }

    /// The scenes, in any order.
    func scenes(_ random: inout SeededGenerator) -> [Scene] {
        if kind.isDirected { return directedScenes }
        switch kind.scope {
        case .servers: return aloneScenes(&random)
        case .node: return nodeScenes(&random)
        case .panel: return panelScenes(&random)
        case .fleet: return crowdScenes(&random)
        }
    }

    /// The server ends twice within a minute, so that Wings gives up.
    func twice(_ seconds: Double = 0, of server: ServerIdentifier? = nil, isOOM: Bool = false) -> Scene {
        Scene(seconds, .crash(server ?? first, exitCode: isOOM ? 137 : 1, isOutOfMemory: isOOM, times: 2))
    }

    private func aloneScenes(_ random: inout SeededGenerator) -> [Scene] {
        switch kind {
        case .crash: [Scene(0, .crash(first))]
        case .cleanExit: [Scene(0, .crash(first, exitCode: 0))]
        case .outOfMemory: [Scene(0, .crash(first, exitCode: 137, isOutOfMemory: true))]
        case .killedOnHost: [Scene(0, .crash(first, exitCode: 137))]
        case .stoppedOnHost: [Scene(0, .crash(first, exitCode: 143))]
        case .stoppedInGame: [Scene(0, .stop(first, via: .game))]
        case .crashTwice: [twice()]
        case .outOfMemoryTwice: [twice(isOOM: true)]
        case .crashWithoutDetection: [Scene(-60, .setCrashDetection(first, false)), Scene(0, .crash(first))]
        case .restartFails: [Scene(-1, .failStarts(first, count: 1)), Scene(0, .crash(first))]
        case .startFailsOnce: [twice(), Scene(80, .failStarts(first, count: 2, exitCode: 128))]
        case .crashLoop: [Scene(-1, .failStarts(first, count: 500)), Scene(0, .crash(first))]
        case .failedHumanStart:
            [
                Scene(-240, .stop(first, via: .api)), Scene(-1, .failStarts(first, count: 2, exitCode: 128)),
                Scene(0, .start(first, via: Self.pick([.web, .api], &random))),
            ]
        case .lostEvents:
            [Scene(0, .loseEvents(first, count: Int(random.next() % 12) + 1)), twice(0.1)]
        case .silentExit: [Scene(0, .crash(first, exitCode: 0, times: 1))]
        case .stopWithoutTrace: [Scene(0, .wings(.stop))]
        case .killWithoutTrace: [Scene(0, .wings(.kill))]
        case .webStop, .apiStop, .consoleStop, .scheduledStop, .webKill, .apiKill, .scheduledKill, .webRestart,
            .apiRestart, .scheduledRestart, .lateWebStop:
            humanScenes
        case .stopWhileUndecided, .stopAtDecision, .stopAfterStart, .stopWhileHeldBack, .startAtDecision,
            .startWhileUndecided, .restartAfterStart:
            worstMoments(&random)
        case .killBeforeCommit, .killAfterCommit, .killAfterSend, .killBeforeClosing, .killWhileUndecided,
            .killWhileHumanStops, .clockStep:
            agentScenes(&random)
        default: heldScenes(&random)
        }
    }

    private var humanScenes: [Scene] {
        switch kind {
        case .webStop: [Scene(0, .stop(first, via: .web))]
        case .apiStop: [Scene(0, .stop(first, via: .api))]
        case .consoleStop: [Scene(0, .stop(first, via: .console))]
        case .scheduledStop: [Scene(0, .stop(first, via: .schedule))]
        case .webKill: [Scene(0, .kill(first, via: .web))]
        case .apiKill: [Scene(0, .kill(first, via: .api))]
        case .scheduledKill: [Scene(0, .kill(first, via: .schedule))]
        case .webRestart: [Scene(0, .restart(first, via: .web))]
        case .apiRestart: [Scene(0, .restart(first, via: .api))]
        case .scheduledRestart: [Scene(0, .restart(first, via: .schedule))]
        // The node cannot send what it wrote down for nearly a minute, so that the entry comes up to 120 s late.
        case .lateWebStop: [Scene(0, .stop(first, via: .web)), Scene(3, .restartWings(node.id, downFor: .seconds(50)))]
        default: []
        }
    }

    private func worstMoments(_ random: inout SeededGenerator) -> [Scene] {
        let delay = Double(random.next() % 100) + 5
        switch kind {
        case .stopWhileUndecided: return [twice(), Scene(60 + delay / 5, .stop(first, via: .api))]
        case .stopAtDecision: return [twice(), Scene(0, .atDecision(.stop(first, via: .api), after: .zero))]
        case .stopAfterStart:
            let after = Duration.milliseconds(200 + Int64(random.next() % 20_000))
            let way = Self.pick([Control.Way.web, .api], &random)
            return [twice(), Scene(0, .atDecision(.stop(first, via: way), after: after))]
        case .stopWhileHeldBack:
            // Held back by a silence, long enough for the log to be read.
            return [
                Scene(-5, .silence(true)), twice(), Scene(240 + delay, .stop(first, via: .api)),
                Scene(560, .silence(false)),
            ]
        case .startAtDecision: return [twice(), Scene(0, .atDecision(.start(first, via: .api), after: .zero))]
        case .startWhileUndecided:
            return [twice(), Scene(55 + delay / 2, .start(first, via: Self.pick([.web, .api], &random)))]
        case .restartAfterStart:
            let after = Duration.seconds(60 + Int64(random.next() % 60))
            return [twice(), Scene(0, .atDecision(.restart(first, via: .api), after: after))]
        default: return []
        }
    }

    private func agentScenes(_ random: inout SeededGenerator) -> [Scene] {
        switch kind {
        case .killBeforeCommit: [Scene(-1, .armKill(.beforeCommit)), twice()]
        case .killAfterCommit: [Scene(-1, .armKill(.afterCommit)), twice()]
        case .killAfterSend: [Scene(-1, .armKill(.afterSend)), twice()]
        case .killBeforeClosing: [Scene(-1, .armKill(.beforeClosing)), twice()]
        case .killWhileUndecided: [twice(), Scene(50 + Double(random.next() % 120), .kill)]
        case .killWhileHumanStops:
            [
                Scene(0, .stop(first, via: Self.pick([.web, .api], &random))),
                Scene(0.3 + Double(random.next() % 4), .kill),
            ]
        case .clockStep: [twice(), Scene(60 + Double(random.next() % 120), .clockStep)]
        default: []
        }
    }

    static func pick<Value>(_ values: [Value], _ random: inout SeededGenerator) -> Value {
        values[Int(random.next() % UInt64(values.count))]
    }
}
