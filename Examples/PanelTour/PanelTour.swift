import PanelTransport
import PterodactylAPI

/// Lists the servers of a panel with their live state, and makes a backup of one of them.
///
///     swift run panel-tour https://panel.example.com < key            # the list
///     swift run panel-tour https://panel.example.com 4b1d9f02 < key   # and a backup of that server
@main
struct PanelTour {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let address = arguments.first, let key = readLine() else {
            print("usage: panel-tour URL [SERVER] < FILE_WITH_KEY")
            return
        }
        let url = try PanelURL(address)
        try await AsyncHTTPTransport.withTransport { transport in
            let panel = PanelClient(url: url, keys: PanelKeys(client: Secret(key)), transport: transport)
            try await list(panel)
            if let server = arguments.dropFirst().first {
                try await backUp(panel.client.servers(ServerIdentifier(server)))
            }
        }
    }

    private static func list(_ panel: PanelClient) async throws {
        for try await server in panel.client.servers.list() {
            do throws(PanelError) {
                let now = try await panel.client.servers(server.uuid).resources().send(within: .seconds(30))
                let memory = now.memory.map { "\($0)" } ?? "unknown"
                print(server.identifier, server.name, now.state.word, memory, separator: "\t")
            } catch {
                print(server.identifier, server.name, error.reason, separator: "\t")
            }
        }
    }

    private static func backUp(_ server: ClientServer<PanelClient>) async throws {
        var backup = try await server.backups.create(name: "panel-tour").send()
        print("backup \(backup.name) is running", terminator: "")
        while backup.progress == .inProgress {
            try await Task.sleep(for: .seconds(2))
            backup = try await server.backups.get(backup.uuid).send()
            print(".", terminator: "")
        }
        print(backup.progress == .successful ? " done, \(backup.size)" : " failed")
    }
}
