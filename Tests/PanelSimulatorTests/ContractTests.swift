import PanelSimulator
import PterodactylAPI
import Testing

struct ContractTests {
    @Test(arguments: ContractCase.client)
    func `the client API answers as the real panel did`(_ contract: ContractCase) throws {
        try check(contract, folder: "client")
    }

    @Test(arguments: ContractCase.errors)
    func `the client API fails as the real panel did`(_ contract: ContractCase) throws {
        try check(contract, folder: "client")
    }

    @Test(arguments: ContractCase.application)
    func `the application API answers as the real panel did`(_ contract: ContractCase) throws {
        try check(contract, folder: "application")
    }

    @Test func `a hanging node is answered for after the panel's own fifteen seconds`() throws {
        let recording = try Recording("client/error.wings-hang.resources")
        var bench = Bench()
        try bench.apply(.setNodeMode(NodeID(1), .hang))
        let target = "/api/client/servers/\(bench.id("Survival"))/resources"
        guard case .answer(let response, let delay) = bench.reply(.get, target, key: bench.panel.clientKey) else {
            Issue.record("no answer")
            return
        }
        #expect(delay == .seconds(15))
        #expect(response.status == recording.status)
        #expect(response.json["errors"] == recording.body["errors"])
    }

    private func check(_ contract: ContractCase, folder: String) throws {
        let recording = try Recording("\(folder)/\(contract.recording)")
        var bench = Bench()
        let id = bench.id(contract.server)
        for control in contract.controls(id) { try bench.apply(control) }
        let backup = bench.panel.server(id)?.backups.first?.uuid ?? ""
        let schedules = bench.send(.get, "/api/client/servers/\(id)/schedules").json
        let schedule = schedules["data"][0]["attributes"]["id"]
        let number = schedule == .missing ? "0" : String(Int(schedule.number))
        func target(_ text: String) -> String {
            var text = text
            for (mark, value) in [("{S}", id.rawValue), ("{B}", backup), ("{C}", number)] {
                text.replace(mark, with: value)
            }
            return text
        }
        for (method, line) in contract.before {
            let parts = target(line).split(separator: " ", maxSplits: 1).map(String.init)
            let answer = bench.send(method, parts[0], body: parts.count > 1 ? parts[1] : nil)
            #expect((200..<300).contains(answer.status), "\(line)")
        }
        var headers = [(name: "Accept", value: contract.accept)]
        let key: Secret?
        switch contract.key {
        case .admin: key = bench.panel.clientKey
        case .user: key = bench.panel.userKey
        case .application: key = bench.panel.applicationKey
        case .wrong: key = Secret("ptlc_wrong")
        case .none: key = nil
        case .lowercase:
            key = nil
            headers.append(("Authorization", "bearer " + bench.panel.clientKey.reveal()))
        }
        let target = target(contract.target)
        let reply = bench.reply(contract.method, target, key: key, body: contract.body, headers: headers)
        guard case .answer(let response, _) = reply else {
            Issue.record("no answer: \(reply)")
            return
        }
        #expect(response.status == recording.status)
        #expect(response.header("Content-Type") == recording.headers["content-type"])
        let ours = Set(response.headers.map { $0.name.lowercased() })
        let theirs = Set(recording.headers.keys).subtracting(["content-length"])
        #expect(ours == theirs)
        #expect(response.header("X-RateLimit-Limit") == recording.headers["x-ratelimit-limit"])
        #expect(response.header("Allow") == recording.headers["allow"])
        guard recording.headers["content-type"] == "application/json" else {
            #expect(recording.text == String(decoding: response.body, as: UTF8.self))
            return
        }
        #expect(Shape.differences(response.json, recording.body) == [])
        if recording.status >= 400 {
            let error = response.json["errors"][0]
            #expect(error["code"] == recording.body["errors"][0]["code"])
            #expect(error["status"] == recording.body["errors"][0]["status"])
            #expect(error["meta"] == recording.body["errors"][0]["meta"])
            if contract.hasSameDetail { #expect(error["detail"] == recording.body["errors"][0]["detail"]) }
        }
    }
}
