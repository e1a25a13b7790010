import PterodactylAPI
import Telemetry

/// What the nodes' Wings say while things happen; all of it is heard only by those who are connected.
extension World {
    /// How often the figures of a running server are new.
    static let figuresInterval: Duration = .seconds(1)
    /// How long after a container's start its first figures come.
    static let firstStats: Duration = .milliseconds(360)

    /// Whether anybody listens to a server.
    func isHeard(_ id: Int) -> Bool { daemon.listeners[id]?.isEmpty == false }

    /// Tells an event to those who listen to a server.
    mutating func emit(_ event: WingsEvent, of id: Int, at now: Timestamp) {
        guard let listeners = daemon.listeners[id], !listeners.isEmpty, let place = servers[id]?.node,
            let node = node(place)
        else { return }
        if let left = daemon.eventsToLose[id], left > 0 {
            daemon.eventsToLose[id] = left - 1
            return
        }
        let frame = event.frame
        for stream in listeners {
            daemon.sessions[stream]?.deliver(frame, by: node, at: now)
            daemon.changed.insert(stream)
        }
    }

    /// Puts a process into a state, and tells it if it is another one.
    ///
    /// Who is offline has one more set of figures, sometimes several equal ones.
    mutating func enter(_ state: PowerState, _ id: Int, at now: Timestamp) {
        guard let old = servers[id]?.process.state else { return }
        servers[id]?.process.state = state
        servers[id]?.process.since = now
        if state == .offline { servers[id]?.process.containerStartedAt = nil }
        guard old != state else { return }
        emit(.status(state), of: id, at: now)
        guard state == .offline, isHeard(id) else { return }
        let repeats = SplitMix64.mix(options.seed &+ UInt64(bitPattern: now.millisecondsSince1970)) % 3
        for _ in 0...repeats { emitStats(of: id, at: now) }
    }

    /// Sends the figures of a server.
    mutating func emitStats(of id: Int, at now: Timestamp) {
        guard isHeard(id), let text = servers[id].map({ statsText(of: $0, at: now) }) else { return }
        emit(.stats(text), of: id, at: now)
    }

    /// The figures of a server as JSON text.
    func statsText(of server: SimulatedServer, at now: Timestamp) -> String {
        String(decoding: JSON.object(DaemonObjects(world: self, at: now).stats(server)).encoded, as: UTF8.self)
    }

    /// A line of the game: remembered with the container, and sent.
    mutating func write(_ line: String, to id: Int, at now: Timestamp) {
        servers[id]?.console.append(line)
        emit(.consoleOutput(line), of: id, at: now)
    }

    /// A line of Wings: only sent, in the colours of Wings' `PublishConsoleOutputFromDaemon`.
    mutating func say(_ text: String, to id: Int, at now: Timestamp) {
        guard isHeard(id) else { return }
        emit(.consoleOutput("\u{1B}[33m\u{1B}[1m[Pterodactyl Daemon]:\u{1B}[39m \(text)\u{1B}[0m"), of: id, at: now)
    }

    /// What Wings does and says before a start; false when it goes no further.
    mutating func preflight(_ id: Int, at now: Timestamp) -> Bool {
        guard let server = servers[id] else { return false }
        if server.limits.diskMiB > 0 {
            say("Checking server disk space usage, this could take a few seconds...", to: id, at: now)
            if server.isDiskFull(at: now) { return false }
        }
        say("Updating process configuration files...", to: id, at: now)
        say("Ensuring file permissions are set correctly, this could take a few seconds...", to: id, at: now)
        return server.process.losesDocker || node(server.node)?.isDockerDown(at: now) != true
    }

    /// Pulls the image and starts the container.
    mutating func makeContainer(_ id: Int, at now: Timestamp) {
        guard let generation = servers[id]?.process.generation else { return }
        pullImage(id, at: now)
        plan(.daemon(.containerStarted(server: id, generation: generation)), in: .milliseconds(700), from: now)
    }

    /// Looks for a newer image; told only to those who listen.
    mutating func pullImage(_ id: Int, at now: Timestamp) {
        guard isHeard(id), let generation = servers[id]?.process.generation else { return }
        plan(.daemon(.imagePulled(server: id, generation: generation)), in: .milliseconds(20), from: now)
    }

    /// The echo of the stop command, and what a process that heeds it says.
    mutating func sayGoodbye(_ id: Int, at now: Timestamp) {
        guard let server = servers[id] else { return }
        write(EggCatalogue.egg(server.egg).stopCommand, to: id, at: now)
        guard !server.process.ignoresStop else { return }
        write(GameOutput(server: server).stopping(at: now), to: id, at: now)
        plan(
            .daemon(.lastWords(server: id, generation: server.process.generation)),
            in: .milliseconds(2_050),
            from: now
        )
    }

    /// Lets what Wings planned happen.
    mutating func happen(_ event: DaemonState.Event, at now: Timestamp) {
        switch event {
        case .imagePulled(let server, let generation):
            guard isCurrent(server, generation) else { return }
            let pulling = "Pulling Docker container image, this could take a few minutes to complete..."
            say(pulling, to: server, at: now)
            say("Finished pulling Docker container image", to: server, at: now)
        case .containerStarted(let id, let generation):
            guard isCurrent(id, generation), let server = servers[id] else { return }
            for line in GameOutput(server: server).boot(at: now) { write(line, to: id, at: now) }
            tick(id, at: now)
        case .lastWords(let id, let generation):
            guard isCurrent(id, generation), let server = servers[id] else { return }
            write(GameOutput(server: server).lastWords(at: now), to: id, at: now)
        case .statsTick(let server, let container): sendStats(of: server, container: container, at: now)
        case .tokenCheck(let stream): checkToken(of: stream, at: now)
        case .lateRequest(let stream, let text): read(text, on: stream, at: now)
        case .waitingPower(let server, let signal, let until): tryPower(signal, server, until: until, at: now)
        case .pullEnds(let pull):
            guard daemon.pulls.contains(where: { $0.id == pull.id }) else { return }
            daemon.pulls.removeAll { $0.id == pull.id }
            finishPull(of: pull.url, to: pull.path, on: pull.server, at: now)
        case .install(let server, let begunAt, let event):
            guard servers[server]?.installBegunAt == begunAt else { return }
            emit(event, of: server, at: now)
        }
    }

    /// Begins to send figures, if somebody listens and nobody has begun.
    mutating func tick(_ id: Int, at now: Timestamp) {
        guard isHeard(id), let container = servers[id]?.process.containerStartedAt, daemon.ticking[id] != container
        else { return }
        daemon.ticking[id] = container
        let interval = statsStep
        let first = container + scaled(Self.firstStats)
        let passed = max(-1, (now - first).wholeMilliseconds.flooredQuotient(by: interval))
        events.add(
            .daemon(.statsTick(server: id, container: container)),
            at: first + .milliseconds((passed + 1) * interval)
        )
    }

    /// The interval of the figures in milliseconds.
    var figuresStep: Int64 { max(50, scaled(Self.figuresInterval).wholeMilliseconds) }

    /// The interval in which they are sent, in milliseconds.
    var statsStep: Int64 { max(figuresStep, scaled(options.statsInterval).wholeMilliseconds) }

    private mutating func sendStats(of id: Int, container: Timestamp, at now: Timestamp) {
        guard daemon.ticking[id] == container else { return }
        guard isHeard(id), let server = servers[id], server.process.containerStartedAt == container else {
            daemon.ticking[id] = nil
            return
        }
        // A Wings that hangs asks Docker nothing.
        if node(server.node)?.reachability(at: now) != .hang {
            emitStats(of: id, at: now)
            if server.process.state == .running, let line = GameOutput(server: server).chatter(at: now) {
                write(line, to: id, at: now)
            }
        }
        events.add(.daemon(.statsTick(server: id, container: container)), at: now + .milliseconds(statsStep))
    }
}
