import Agent
import Alerting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// What `pterowatch silence` asks an agent for, and what it makes of the answers.
struct SilenceRunTests {
    private static let now = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private static func silence(_ id: String, _ state: String, comment: String = "why") -> JSONValue {
        [
            "id": .string(id), "status": ["state": .string(state)], "createdBy": "ada", "comment": .string(comment),
            "endsAt": "2027-01-15T10:00:00.000Z",
            "matchers": [
                ["name": "server", "value": "a1", "isRegex": false, "isEqual": true],
                ["name": "node", "value": "x\"y", "isRegex": true, "isEqual": false],
            ],
        ]
    }

    private static func client(_ transport: StubTransport, url: String = "http://agent:9531/base/") throws
        -> AgentClient
    {
        try AgentClient(url, token: Secret("dummy-token"), over: transport)
    }

    private static func options(
        _ matchers: [String] = ["server=a1"],
        start: String? = nil,
        end: String? = nil,
        duration: Duration? = nil
    ) -> SilenceOptions {
        SilenceOptions(
            matchers: matchers,
            author: "ada",
            comment: "why",
            start: start,
            end: end,
            duration: duration
        )
    }

    // MARK: - The options

    @Test func `a silence begins now and lasts two hours, unless told otherwise`() throws {
        let body = try Self.options().body(at: Self.now)
        let wanted: JSONValue = [
            "matchers": [["name": "server", "value": "a1", "isRegex": false, "isEqual": true]],
            "startsAt": "2027-01-15T08:00:00Z", "endsAt": "2027-01-15T10:00:00Z", "createdBy": "ada", "comment": "why",
        ]
        #expect(body == wanted)
        let later = try Self.options(start: "2027-01-15T09:00:00+01:00", duration: .seconds(60)).body(at: Self.now)
        #expect(later["startsAt"] == "2027-01-15T08:00:00Z" && later["endsAt"] == "2027-01-15T08:01:00Z")
        let ended = try Self.options(end: "2028-01-01T00:00:00Z").body(at: Self.now)
        #expect(ended["endsAt"] == "2028-01-01T00:00:00Z")
    }

    @Test(arguments: [
        (["ServerCrashed"], "{alertname=\"ServerCrashed\"}"),
        (["ServerCrashed", "a=b"], "{alertname=\"ServerCrashed\",a=\"b\"}"),
        (["{a=~\"b\",c!=d}", "e!~f"], "{a=~\"b\",c!=\"d\",e!~\"f\"}"),
    ])
    func `the first matcher may be an alert's bare name`(_ texts: [String], _ wanted: String) throws {
        let matchers = try #require(try Self.options(texts).body(at: Self.now)["matchers"]?.array)
        let written = matchers.map { matcher in
            let isEqual = matcher["isEqual"]?.bool == true
            let operation = matcher["isRegex"]?.bool == true ? (isEqual ? "=~" : "!~") : (isEqual ? "=" : "!=")
            return "\(matcher["name"]?.string ?? "")\(operation)\"\(matcher["value"]?.string ?? "")\""
        }
        #expect("{" + written.joined(separator: ",") + "}" == wanted)
    }

    @Test func `options that make no sense are told`() {
        #expect(throws: SilenceOptions.Mistake.time(option: "--end", text: "noon")) {
            try Self.options(end: "noon").body(at: Self.now)
        }
        #expect(throws: SilenceOptions.Mistake.time(option: "--start", text: "")) {
            try Self.options(start: "").body(at: Self.now)
        }
        #expect(throws: SilenceOptions.Mistake.endAndDuration) {
            try Self.options(end: "2028-01-01T00:00:00Z", duration: .seconds(1)).body(at: Self.now)
        }
        #expect(throws: MatcherTextError.self) { try Self.options(["a=b", "c"]).body(at: Self.now) }
    }

    // MARK: - The requests

    @Test func `a silence is asked for with the token, and its id is the answer`() async throws {
        let transport = StubTransport(always: .json(["silenceID": "s1"]))
        let body = try Self.options().body(at: Self.now)
        #expect(try await SilenceRun.add(body, asking: try Self.client(transport)) == "s1")
        let request = try #require(transport.requests.first)
        #expect(request.method == .post && request.url == "http://agent:9531/base/api/v2/silences")
        #expect(request.header("Authorization") == "Bearer dummy-token")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.body == body.encoded())
    }

    @Test func `silences are listed by matchers and by whether they have expired`() async throws {
        let all = [Self.silence("a", "active"), Self.silence("b", "pending"), Self.silence("c", "expired")]
        let transport = StubTransport(always: .json(.array(all)))
        let client = try Self.client(transport)
        let filters = [#"a="b c""#, "d!~\"e\""]
        #expect(try await SilenceRun.list(filters, isExpired: false, asking: client) == Array(all[..<2]))
        #expect(try await SilenceRun.list([], isExpired: true, asking: client) == [all[2]])
        #expect(
            transport.requests.map(\.target) == [
                "/base/api/v2/silences?filter=a%3D%22b%20c%22&filter=d%21~%22e%22", "/base/api/v2/silences",
            ]
        )
    }

    @Test func `a silence is ended by its id, whatever that holds`() async throws {
        let transport = StubTransport(always: HTTPResponse(status: 200))
        try await SilenceRun.expire("a/b c", asking: try Self.client(transport))
        #expect(transport.requests.map(\.target) == ["/base/api/v2/silence/a%2Fb%20c"])
        #expect(transport.requests.map(\.method) == [.delete])
    }

    @Test(arguments: [
        (HTTPResponse.json("the reason", status: 400), "the reason"),
        (.json(["code": 415, "message": "another type"], status: 415), "another type"),
        (.json(["code": 401, "message": "x"], status: 401), "the token is not the agent's"),
        (.html("<p>nothing here", status: 404), "http://agent:9531/base answered 404, and not as an agent"),
        (.html("<p>welcome"), "http://agent:9531/base answered 200, and not as an agent"),
    ])
    func `what is refused is told in the agent's words`(_ response: HTTPResponse, _ words: String) async throws {
        let client = try Self.client(StubTransport(always: response))
        let failure = await #expect(throws: AgentClient.Failure.self) {
            try await SilenceRun.expire("a", asking: client)
        }
        #expect(failure?.description.hasPrefix(words) == true, "\(String(describing: failure))")
    }

    @Test func `nobody who answers is told with the address`() async throws {
        let transport = StubTransport { (_) throws(TransportError) in throw .connectFailed("refused") }
        let client = try Self.client(transport)
        let failure = await #expect(throws: AgentClient.Failure.self) {
            try await SilenceRun.expire("a", asking: client)
        }
        #expect(
            failure?.description
                == "http://agent:9531/base cannot be asked: no connection: refused; does an agent listen there?"
        )
    }

    @Test(arguments: ["", "agent:9531", "ftp://agent", "http://", "http://agent/?a=b", "http://a b"])
    func `what is no address is told`(_ url: String) {
        #expect(throws: AgentClient.Failure.address(url)) {
            try Self.client(StubTransport(always: .json([])), url: url)
        }
    }

    // MARK: - The forms

    @Test func `a table has amtool's columns, and no text can reach beyond its line`() {
        let silences = [Self.silence("a", "active"), Self.silence("longer id", "active", comment: "x\u{1b}[31m\ny")]
        #expect(
            SilenceTable.text(silences, .table) == """
                ID         Matchers                  Ends At                   Created By  Comment
                a          server="a1" node!~"x\\"y"  2027-01-15T10:00:00.000Z  ada         why
                longer id  server="a1" node!~"x\\"y"  2027-01-15T10:00:00.000Z  ada         x [31m y

                """
        )
        #expect(SilenceTable.text(silences, .id) == "a\nlonger id\n")
        #expect(
            SilenceTable.text(silences, .json) == String(decoding: JSONValue.array(silences).encoded(), as: UTF8.self)
                + "\n"
        )
        #expect(SilenceTable.text([], .id) == "")
    }
}
