import Foundation
import PanelSimulator
import PterodactylAPI
import Testing

struct ContractTests {
    @Test(arguments: ContractCase.allClient)
    func `the client API answers as the real panel did`(_ contract: ContractCase) throws {
        try check(contract, folder: "client")
    }

    @Test func `every recording of the client API is compared, or there is a reason why not`() throws {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures/client", withExtension: nil))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        let recordings = Set(files.map { String($0.dropLast(5)) })
        let compared = Set(ContractCase.allClient.map(\.recording)).union(ContractCase.uncompared.keys)
        #expect(recordings.count > 250)
        #expect(recordings.subtracting(compared).sorted() == [])
        #expect(compared.subtracting(recordings).sorted() == [])
    }

    @Test(arguments: ContractCase.application)
    func `the application API answers as the real panel did`(_ contract: ContractCase) throws {
        try check(contract, folder: "application")
    }

    @Test func `no recording of the application API is left out`() throws {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures/application", withExtension: nil))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let recordings = Set(files.map { String($0.dropLast(".json".count)) })
        #expect(recordings.count == 122)
        #expect(recordings.symmetricDifference(ContractCase.application.map(\.recording)).sorted() == [])
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
        var bench = Bench(contract.options)
        let id = bench.id(contract.server)
        for control in contract.controls(id) { try bench.apply(control) }
        for (method, line) in contract.before {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            let target = ContractMarks.filled(parts[0], server: id, in: &bench)
            let answer = bench.send(method, target, body: parts.count > 1 ? parts[1] : nil)
            #expect((200..<300).contains(answer.status), "\(line)")
        }
        bench.pass(contract.wait)
        for control in contract.lateControls(id) { try bench.apply(control) }
        let target = ContractMarks.filled(contract.target, server: id, in: &bench)
        var headers = [(name: "Accept", value: contract.accept), ("Content-Type", contract.contentType)]
        headers += authorization(contract.key, in: &bench).map { [("Authorization", $0)] } ?? []
        let reply = bench.reply(contract.method, target, key: nil, body: contract.body, headers: headers)
        guard case .answer(let response, _) = reply else {
            Issue.record("no answer: \(reply)")
            return
        }
        compare(response, with: recording, hasSameDetail: contract.hasSameDetail)
    }

    private func authorization(_ key: ContractCase.Key, in bench: inout Bench) -> String? {
        let admin = bench.panel.clientKey.reveal()
        switch key {
        case .admin: return "Bearer " + admin
        case .user: return "Bearer " + bench.panel.userKey.reveal()
        case .application: return "Bearer " + bench.panel.applicationKey.reveal()
        case .limited(let rights): return "Bearer " + bench.panel.addApplicationKey(rights).reveal()
        case .wrong: return "Bearer ptlc_wrong"
        case .none: return nil
        case .lowercase: return "bearer " + admin
        case .wrongSecret: return "Bearer " + admin.prefix(16) + String(repeating: "x", count: 32)
        case .spaced: return "Bearer   " + admin + " "
        case .restricted:
            let body = #"{"description":"restricted","allowed_ips":["203.0.113.7"]}"#
            let made = bench.send(.post, "/api/client/account/api-keys", body: body).json
            return "Bearer " + made["attributes"]["identifier"].text + made["meta"]["secret_token"].text
        }
    }

    private func compare(_ response: HTTPResponse, with recording: Recording, hasSameDetail: Bool) {
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
        guard recording.status >= 400 else { return }
        #expect(response.json["errors"].elements.count == recording.body["errors"].elements.count)
        for (error, recorded) in zip(response.json["errors"].elements, recording.body["errors"].elements) {
            #expect(error["code"] == recorded["code"])
            #expect(error["status"] == recorded["status"])
            #expect(error["meta"] == recorded["meta"])
            if hasSameDetail {
                #expect(Self.withoutRequestID(error["detail"]) == Self.withoutRequestID(recorded["detail"]))
            }
        }
    }

    private static func withoutRequestID(_ detail: JSONValue) -> String {
        detail.text.replacing(/\(request.id: [0-9a-f-]+\)/, with: "")
    }
}
