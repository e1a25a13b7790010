import Foundation
import PanelSimulator
import PterodactylAPI
import Testing

/// A WebSocket to Wings: who gets one, who hears what, and what a client can ask for.
struct DaemonSessionTests {
    private func status(_ opening: StreamOpening) -> Int? {
        if case .rejected(.answer(let response, _)) = opening { response.status } else { nil }
    }

    @Test func `only the panel's pages get a WebSocket, and only to servers that exist`() throws {
        var wings = WingsBench()
        let uuid = wings.uuid("Survival")
        #expect(status(wings.opening(of: uuid, origin: nil)) == 403)
        #expect(status(wings.opening(of: uuid, origin: WingsBench.panelURL + "/")) == 403)
        #expect(status(wings.opening(of: "00000000-0000-4000-8000-000000000000")) == 404)
        #expect(status(wings.opening(of: uuid)) == nil)
        #expect(wings.ask(.get, "/api/servers/\(uuid)/ws").status == 400)
        let remote = wings.bench.send(.get, "/api/application/nodes/1/configuration").json["remote"].text
        #expect(remote == WingsBench.panelURL)
    }

    @Test func `the credentials are good for ten minutes and say who has which rights`() throws {
        var wings = WingsBench()
        let credentials = wings.credentials("Survival")
        #expect(credentials["socket"].text.hasPrefix("wss://"))
        #expect(credentials["socket"].text.hasSuffix(":8080/api/servers/\(wings.uuid("Survival"))/ws"))
        let claims = try #require(Claims(credentials["token"].text))
        #expect(claims.payload["exp"].number - claims.payload["iat"].number == 600)
        #expect(claims.payload["iat"].number - claims.payload["nbf"].number == 300)
        #expect(claims.payload["server_uuid"].text == wings.uuid("Survival"))
        #expect(claims.payload["jti"].text == Digest.md5Hex("1" + wings.uuid("Survival")))
        #expect(claims.header["jti"] == claims.payload["jti"])
        #expect(claims.header["alg"].text == "HS256")
        #expect(claims.payload["permissions"].elements.map(\.text).contains("admin.websocket.errors"))
    }

    @Test func `what is wrong with a token is told as Wings tells it`() throws {
        var wings = WingsBench()
        let stream = try wings.open("Survival")
        wings.send("send stats", on: stream)
        #expect(wings.events(stream) == ["jwt error jwt: no jwt present"])
        for token in ["garbage", wings.credentials("Survival")["token"].text + "x"] {
            wings.authenticate(stream, token)
            let answer = try #require(wings.events(stream).first)
            #expect(answer.hasPrefix("daemon error Error Event ["))
            #expect(answer.hasSuffix("]: an unexpected error was encountered while handling this request"))
        }
        wings.authenticate(stream, wings.credentials("Creative")["token"].text)
        let mismatch = "jwt error jwt: server uuid mismatch"
        #expect(wings.events(stream) == ["auth success", mismatch])
        wings.send("send stats", on: stream)
        #expect(wings.events(stream) == [mismatch])
        wings.bench.panel.receive("not json", on: stream, at: wings.now)
        wings.authenticate(stream, wings.credentials("Survival")["token"].text)
        #expect(wings.events(stream) == ["auth success"])
        let old = try wings.open("Survival")
        let token = wings.credentials("Survival")["token"].text
        wings.pass(.seconds(601))
        wings.authenticate(old, token)
        #expect(wings.events(old).first?.hasSuffix("]: jwt: exp claim is invalid") == true)
    }

    @Test func `who is offline has its figures at once, who runs once a second`() throws {
        var wings = WingsBench()
        let offline = try wings.connect("Creative")
        #expect(wings.events(offline) == ["auth success", "status offline", "stats offline"])
        let running = try wings.connect("Survival")
        #expect(wings.events(running) == ["auth success", "status running"])
        wings.pass(.seconds(30))
        #expect(wings.events(offline) == [])
        let stats = wings.take(running).filter { $0.event == "stats" }
        #expect(stats.count == 30)
        let uptimes = stats.map { JSONValue($0.argument.utf8)["uptime"].number }
        #expect(zip(uptimes, uptimes.dropFirst()).allSatisfy { $1 - $0 == 1_000 })
        #expect(JSONValue(stats[0].argument.utf8).keys.count == 7)
    }

    @Test func `a client can ask for figures and for the last lines`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        for number in 1...160 { wings.send("send command", "say \(number)", on: stream) }
        wings.pass(.milliseconds(10))
        let echoes = wings.events(stream).filter { $0.hasPrefix("console output say") }
        #expect(echoes.count == 160)
        wings.send("send stats", on: stream)
        #expect(wings.events(stream) == ["stats running"])
        wings.send("send logs", on: stream)
        let lines = wings.events(stream)
        #expect(lines.count == 150)
        #expect(lines.last == "console output say 160")
        let offline = try wings.connect("Creative")
        wings.take(offline)
        wings.send("send logs", on: offline)
        wings.send("send command", "say x", on: offline)
        #expect(wings.events(offline) == [])
    }

    @Test func `what is done on a WebSocket is in the log late, in batches, when it has come about`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        let before = wings.bench.activity("Survival").count
        wings.send("set state", "restart", on: stream)
        wings.send("send command", "say hello", on: stream)
        #expect(wings.bench.activity("Survival").count == before)
        wings.pass(.seconds(125))
        let target = "/api/client/servers/\(wings.bench.id("Survival"))/activity?sort=-timestamp"
        let entries = wings.bench.send(.get, target).json["data"].elements.map { $0["attributes"] }
        #expect(entries.count == before + 2)
        #expect(entries.prefix(2).map { $0["event"].text } == ["server:power.restart", "server:console.command"])
        #expect(entries.prefix(2).allSatisfy { $0["is_api"] == .bool(false) })
        #expect(wings.bench.state("Survival") == .running)
    }

    @Test func `a power action that cannot be done is a daemon error`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        wings.take(stream)
        func error(_ action: String) throws -> String {
            wings.send("set state", action, on: stream)
            let text = try #require(wings.events(stream).last)
            #expect(text.hasPrefix("daemon error Error Event ["))
            return String(text.drop { $0 != "]" }.dropFirst(3))
        }
        #expect(try error("bogus") == "attempting to handle unknown power action")
        #expect(try error("start") == "server is running")
        wings.send("set state", "stop", on: stream)
        wings.take(stream)
        #expect(
            try error("start")
                == "another power action is currently being processed for this server, please try again later"
        )
        wings.pass(.seconds(5))
        wings.take(stream)
        _ = wings.bench.send(.post, "/api/application/servers/1/suspend")
        #expect(try error("start") == "server is currently in a suspended state")
    }

    @Test func `rights decide what is heard and done`() throws {
        var wings = WingsBench()
        let key = wings.bench.panel.userKey
        let few = try wings.connect("Survival", key: key)
        let watcher = try wings.connect("Lobby Proxy", key: key)
        let admin = try wings.connect("Lobby Proxy")
        for stream in [few, watcher, admin] { wings.take(stream) }
        wings.send("set state", "stop", on: few)
        wings.send("send command", "say x", on: few)
        wings.send("set state", "kill", on: watcher)
        wings.pass(.milliseconds(1))
        #expect(wings.bench.state("Survival") == .running)
        #expect(wings.bench.state("Lobby Proxy") == .running)
        #expect(wings.events(few) == [])
        _ = wings.ask(.post, "/api/servers/\(wings.uuid("Lobby Proxy"))/reinstall")
        wings.pass(.seconds(30))
        let heard = wings.events(watcher)
        #expect(heard.contains("install started"))
        #expect(heard.contains("install completed"))
        #expect(!heard.contains { $0.hasPrefix("install output") })
        #expect(wings.events(admin).contains { $0.hasPrefix("install output") })
    }

    @Test func `a revoked token hears no more, a newer one does`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        wings.take(stream)
        wings.pass(.seconds(2))
        wings.take(stream)
        let jti = Digest.md5Hex("1" + wings.uuid("Survival"))
        let target = "/api/servers/\(wings.uuid("Survival"))/ws/deny"
        #expect(wings.ask(.post, target, body: "{\"jtis\":[\"\(jti)\"]}").status == 204)
        wings.pass(.seconds(2))
        let denied = Set(wings.events(stream))
        #expect(denied == ["jwt error jwt: created too far in past (denylist)"])
        wings.authenticate(stream, wings.credentials("Survival")["token"].text)
        wings.pass(.seconds(2))
        let heard = wings.events(stream)
        #expect(heard.first == "auth success")
        #expect(heard.contains("stats running"))
    }

    @Test func `nothing is sent after the client has gone, and nothing before it has a token`() throws {
        var wings = WingsBench()
        let silent = try wings.open("Survival")
        let stream = try wings.connect("Survival")
        wings.pass(.seconds(5))
        #expect(wings.events(silent) == [])
        wings.bench.panel.closeStream(stream, at: wings.now)
        wings.pass(.seconds(5))
        #expect(wings.events(stream) == [])
    }

    @Test func `listening changes nothing in the world`() throws {
        var heard = WingsBench()
        var unheard = WingsBench()
        _ = try heard.connect("Survival")
        for (index, _) in [0, 1].enumerated() {
            let step: (inout WingsBench) throws -> Void = { wings in
                try wings.apply(.crash(wings.bench.id("Survival")))
                wings.pass(.seconds(100 + Double(index)))
            }
            try step(&heard)
            try step(&unheard)
        }
        #expect(heard.bench.panel.servers == unheard.bench.panel.servers)
    }

    @Test func `a transfer is told`() throws {
        var wings = WingsBench()
        let stream = try wings.connect("Survival")
        wings.take(stream)
        try wings.apply(.setTransferring(wings.bench.id("Survival"), true))
        try wings.apply(.setTransferring(wings.bench.id("Survival"), false))
        #expect(wings.events(stream) == ["transfer status processing", "transfer status failure"])
    }
}

/// A token, opened by somebody who does not check it.
private struct Claims {
    let header: JSONValue
    let payload: JSONValue

    init?(_ token: String) {
        let parts = token.split(separator: ".").map { part -> JSONValue in
            let text = String(part).replacing("-", with: "+").replacing("_", with: "/")
            let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
            return Data(base64Encoded: padded).map { JSONValue($0) } ?? .missing
        }
        guard parts.count == 3 else { return nil }
        header = parts[0]
        payload = parts[1]
    }
}
