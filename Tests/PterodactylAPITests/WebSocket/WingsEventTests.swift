import PterodactylAPI
import Testing

struct WingsEventTests {
    @Test(
        arguments: [
            (#"{"event":"auth success"}"#, .authenticated),
            (#"{"event":"auth success","args":null}"#, .authenticated),
            (#"{"event":"status","args":["running"]}"#, .status(.running)),
            (#"{"event":"status","args":["dreaming"]}"#, .status(.other("dreaming"))),
            (#"{"event":"daemon message","args":["(restoring): a"]}"#, .daemonMessage("(restoring): a")),
            (#"{"event":"install started","args":[""]}"#, .installStarted),
            (#"{"event":"install output","args":["x"]}"#, .installOutput("x")),
            (#"{"event":"install completed","args":[""]}"#, .installCompleted),
            (#"{"event":"backup restore completed","args":[""]}"#, .backupRestoreCompleted),
            (#"{"event":"transfer logs","args":["x"]}"#, .transferLog("x")),
            (#"{"event":"transfer status","args":["failure"]}"#, .transferStatus(.failure)),
            (#"{"event":"transfer status","args":["pending"]}"#, .transferStatus(.other("pending"))),
            (#"{"event":"deleted","args":["null"]}"#, .deleted),
            (#"{"event":"token expiring"}"#, .tokenExpiring),
            (#"{"event":"token expired"}"#, .tokenExpired),
            (#"{"event":"jwt error","args":["jwt: exp claim is invalid"]}"#, .tokenRefused(.expired)),
            (#"{"event":"daemon error","args":["Error Event [x]: y"]}"#, .daemonError("Error Event [x]: y")),
            (#"{"event":"throttled","args":["global"]}"#, .throttled("global")),
            (#"{"event":"later","args":["a",1,null]}"#, .unknown(name: "later", arguments: ["a", "1", "null"])),
            (#"{"event":"status","args":[]}"#, .unknown(name: "status", arguments: [])),
            (#"{"event":"stats","args":["{"]}"#, .unknown(name: "stats", arguments: ["{"])),
            (#"{"event":"stats","args":["[]"]}"#, .unknown(name: "stats", arguments: ["[]"])),
            (#"{"event":"backup completed","args":["x"]}"#, .unknown(name: "backup completed", arguments: ["x"])),
            (#"{"args":[]}"#, .unknown(name: "", arguments: [#"{"args":[]}"#])),
            ("not json", .unknown(name: "", arguments: ["not json"])),
            ("", .unknown(name: "", arguments: [""])),
        ] as [(String, WingsEvent)]
    )
    func `a frame is the event that it stands for`(frame: String, event: WingsEvent) {
        #expect(WingsEvent(frame: frame) == event)
    }

    @Test(arguments: ["backup completed", "backup completed:3c20d8d4-6041-4e12-a115-34438ec163e5"])
    func `a backup's end is known with and without the UUID in its name`(name: String) {
        let text = #"{"uuid":"3c20d8d4-6041-4e12-a115-34438ec163e5","is_successful":false,"checksum":"","file_size":0}"#
        let outcome = WingsEvent.BackupOutcome(
            uuid: BackupUUID("3c20d8d4-6041-4e12-a115-34438ec163e5"),
            isSuccessful: false
        )
        #expect(WingsEvent(name: name, arguments: [text]) == .backupCompleted(outcome))
    }

    @Test(
        arguments: [
            ("jwt: no jwt present", .missing, false), ("jwt: exp claim is invalid", .expired, false),
            ("jwt: created too far in past (denylist)", .denied, false),
            ("jwt: missing connect permission", .notPermitted, true),
            ("Error Event [ab]: jwt: missing connect permission", .notPermitted, true),
            ("jwt: server uuid mismatch", .wrongServer, true), ("jwt: new", .other("jwt: new"), false),
        ] as [(String, TokenRefusal, Bool)]
    )
    func `a refusal says whether another token could help`(text: String, refusal: TokenRefusal, isPermanent: Bool) {
        #expect(TokenRefusal(text: text) == refusal)
        #expect(refusal.isPermanent == isPermanent)
    }

    @Test(
        arguments: [
            (.authenticate(Secret("abc")), #"{"args":["abc"],"event":"auth"}"#),
            (.sendStats, #"{"args":[],"event":"send stats"}"#), (.sendLogs, #"{"args":[],"event":"send logs"}"#),
            (.sendCommand("say \"hi\""), #"{"args":["say \"hi\""],"event":"send command"}"#),
            (.setState(.kill), #"{"args":["kill"],"event":"set state"}"#),
        ] as [(WingsRequest, String)]
    )
    func `a request is the frame that Wings expects`(request: WingsRequest, frame: String) {
        #expect(request.frame == frame)
    }

    @Test func `a request is printed without its token`() {
        #expect(!"\(WingsRequest.authenticate(Secret("abc")))".contains("abc"))
        #expect(!String(reflecting: WingsRequest.authenticate(Secret("abc"))).contains("abc"))
    }

    @Test(
        arguments: [
            ("wss://n.example.com:8080/api/servers/a/ws", "n.example.com", 8080, true, "/api/servers/a/ws"),
            ("ws://127.0.0.1/x?y=1#z", "127.0.0.1", 80, false, "/x?y=1"), ("WSS://[::1]:1", "::1", 1, true, "/"),
            ("wss://n?q", "n", 443, true, "/?q"),
        ]
    )
    func `a socket's URL is taken apart`(url: String, host: String, port: Int, isSecure: Bool, target: String) throws {
        let address = try WebSocketRequest(url: url, origin: "https://panel").address()
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.isSecure == isSecure)
        #expect(address.target == target)
    }

    @Test(arguments: [
        "", "n.example.com", "http://n", "ws://", "ws://n:0", "ws://n:x", "ws://u@n", "ws://n/a b", "ws://[::1",
    ])
    func `what is no socket's URL is refused`(url: String) {
        #expect(throws: WebSocketError.url(url)) { try WebSocketRequest(url: url, origin: "").address() }
    }
}
