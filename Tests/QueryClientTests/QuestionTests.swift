import PterodactylAPI
import QueryClient
import Telemetry
import Testing

struct QuestionTests {
    private static let now = Timestamp(millisecondsSince1970: 1_700_000_000_500)

    private static func form(_ question: Question) throws -> String {
        String(decoding: try question.request(to: "http://127.0.0.1:9531/").body, as: UTF8.self)
    }

    @Test func `an instant query is posted with its time`() throws {
        let question = try Question("up{a=\"b c\"} + 1", now: Self.now)
        let request = try question.request(to: "http://h:1/prometheus/")
        #expect(request.method == .post)
        #expect(request.url == "http://h:1/prometheus/api/v1/query")
        #expect(try Self.form(question) == "query=up%7Ba%3D%22b%20c%22%7D%20%2B%201&time=1700000000.5")
        let named = try Question("up", time: "2023-11-14T22:13:20Z", now: Self.now)
        #expect(try Self.form(named) == "query=up&time=1700000000")
    }

    @Test(
        arguments: [
            (.seconds(3_600), nil, "15"), (.seconds(60), nil, "1"), (.seconds(3_601), nil, "16"),
            (.seconds(60), .milliseconds(500), "0.5"),
        ] as [(Duration, Duration?, String)]
    )
    func `a range query ends at its time, by steps that make 240 points`(
        range: Duration,
        step: Duration?,
        text: String
    ) throws {
        let question = try Question("up", time: "1700000000", range: range, step: step, now: Self.now)
        #expect(try question.request(to: "https://h").url == "https://h/api/v1/query_range")
        let start = 1_700_000_000 - range.wholeMilliseconds / 1_000
        #expect(try Self.form(question) == "query=up&start=\(start)&end=1700000000&step=\(text)")
    }

    @Test func `what cannot be asked is said before it is asked`() throws {
        #expect(throws: Question.Mistake.time("soon")) { try Question("up", time: "soon", now: Self.now) }
        let tooFine = (range: Duration.seconds(3_600), step: Duration.milliseconds(100))
        #expect(throws: Question.Mistake.steps(range: tooFine.range, step: tooFine.step)) {
            try Question("up", range: tooFine.range, step: tooFine.step, now: Self.now)
        }
        #expect(throws: Question.Mistake.steps(range: .seconds(1), step: .zero)) {
            try Question("up", range: .seconds(1), step: .zero, now: Self.now)
        }
        let question = try Question("up", now: Self.now)
        for url in ["127.0.0.1:9531", "http://", "http://a b", "ftp://h", "http://h?x"] {
            #expect(throws: Question.Mistake.url(url)) { try question.request(to: url) }
        }
    }
}
