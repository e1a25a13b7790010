import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// What ties a request in the panel's logs to the ledger.
struct RequestIDTests {
    @Test(arguments: [
        ("main/1a7ce997/1795435200000#1795435260000-3", "main-1a7ce997-1795435200000-1795435260000-3"),
        ("Käse \"x\"\n/a/1#2-3", "K-se--x---a-1-2-3"), ("my_panel-2/a/1#2-3", "my_panel-2-a-1-2-3"),
    ])
    func `it is the intent's id in characters that every log and proxy passes on`(_ id: String, _ expected: String) {
        #expect(Intent.requestID(of: id) == expected)
    }

    @Test(arguments: [
        (Action.power(.kill), true), (.command("say hi"), true), (.backup(isRotating: true), true), (.suspend, true),
        (.unsuspend, true), (.wait, false), (.webhook("chat"), false),
    ])
    func `what asks nothing of the panel has none`(_ action: Action, _ hasID: Bool) {
        let address = ServerAddress(panel: "main", identifier: ServerIdentifier("a"))
        let header = IncidentHeader(address: address, uuid: nil, policy: "p", alert: "A", detectedAt: start)
        let intent = Intent(
            id: "main/a/1#2-3",
            incident: header,
            address: address,
            uuid: ServerUUID("b"),
            action: action,
            createdAt: start,
            verifyBy: start,
            explanation: ""
        )
        #expect(intent.requestID == (hasID ? "main-a-1-2-3" : nil))
    }
}
