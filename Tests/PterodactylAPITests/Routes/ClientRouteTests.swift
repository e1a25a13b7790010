import PterodactylAPI
import Testing

/// The routes of the client API against the calls that we make.
struct ClientRouteTests {
    @Test func `every route of the panel is built by a call of ours`() {
        let calls = Row.client.map(\.call) + Self.others
        let unbuilt = Route.client.filter { route in !calls.contains(where: route.matches) }
        #expect(unbuilt.map(\.description) == [])
        #expect(Set(Route.client).count == 69)
        print("client routes built by our calls: \(Route.client.count - unbuilt.count) of \(Route.client.count)")
    }

    @Test func `no call of ours is for a route that no panel has`() {
        let routes = Route.client + Route.clientOfOtherVersions
        let lost = (Row.client.map(\.call) + Self.others).filter { call in !routes.contains { $0.matches(call) } }
        #expect(lost.map { "\($0.method.rawValue) \($0.path)" } == [])
    }

    @Test func `each route has its own word, and each word its own route`() {
        let calls = Row.client.map(\.call) + Self.others
        let routes = Route.client + Route.clientOfOtherVersions
        for route in routes {
            let names = Set(calls.filter(route.matches).map(\.name))
            #expect(names.count == 1, "\(route): \(names)")
        }
        #expect(Set(calls.map(\.name)).count == routes.count)
        #expect(calls.allSatisfy { $0.name.allSatisfy { $0 == "_" || ("a"..."z").contains($0) } })
    }

    @Test func `only reads are sent again, and what waits for a node waits longer than the panel does`() {
        for call in Row.client.map(\.call) + Self.others {
            #expect(call.isRepeatable == (call.method == .get), "\(call.name)")
            #expect(call.timeout >= (call.isWingsBacked ? .seconds(16) : .seconds(15)), "\(call.name)")
        }
    }

    @Test func `an archive is waited for longer than the panel waits`() {
        let files = ClientAPI().servers(survival).files
        #expect(files.compress(["a"]).call.timeout == .seconds(930))
        #expect(files.decompress("a.zip").call.timeout == .seconds(930))
        #expect(files.list().call.timeout == .seconds(22))
    }

    /// The calls for which pydactyl has no method.
    private static let others: [APICall] = [
        api.account.activity().page(1).call, api.account.sshKeys.list().call,
        api.account.sshKeys.add(name: "laptop", publicKey: "ssh-ed25519 AAAA").call,
        api.account.sshKeys.remove(SSHKeyFingerprint("SHA")).call,
        api.account.twoFactor.disableBeforeVersion1118(password: secret).call,
        api.servers(id).details().call, api.servers(id).activity().page(1).call,
        api.servers(id).files.chmod([FileModeChange("start.sh", 0o755)]).call,
        api.servers(id).files.pull("https://example.com/a.jar").call,
        api.servers(id).files.contents(of: "a").call,
        api.servers(id).backups.toggleLock(backup).call,
        api.servers(id).backups.restore(backup, truncate: false).call,
        api.servers(id).settings.setDockerImage("image").call,
    ]
}

private let api = ClientAPI()
private let id = survival
private let backup = BackupUUID("dfeb54be-e7c2-56de-8a6a-33a33222ce16")
private let secret = Secret("s")
