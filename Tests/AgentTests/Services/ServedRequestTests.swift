import Agent
import HTTPServing
import QueryAPI
import Testing

/// What is asked of requests that change something.
struct ServedRequestTests {
    private func request(_ headers: HeaderFields, body: String = "") throws -> ServedRequest {
        let target = try #require(RequestTarget(parsing: "/"))
        return ServedRequest(.post, target, headers: headers, body: Array(body.utf8))
    }

    @Test(
        arguments: [
            ([:], false),
            (["Host": "agent:9531", "Origin": "http://agent:9531"], false),
            (["Host": "Agent:9531", "origin": "https://aGENT:9531"], false),
            (["Host": "agent:9531", "Origin": "http://agent:9532"], true),
            (["Host": "agent:9531", "Origin": "http://agent:9531.example.com"], true),
            (["Host": "agent:9531", "Origin": "null"], true),
            (["Host": "agent:9531", "Origin": ""], true),
            (["Origin": "http://agent:9531"], true),
            (["Sec-Fetch-Site": "cross-site"], true),
            (["Sec-Fetch-Site": "same-site"], true),
            (["Sec-Fetch-Site": "nonsense"], true),
            (["Sec-Fetch-Site": "none"], false),
            // A proxy in front may have put another name into Host; the browser knows better.
            (["Sec-Fetch-Site": "same-origin", "Host": "10.0.0.1", "Origin": "https://agent.example.com"], false),
            (["Sec-Fetch-Site": "cross-site", "Host": "agent", "Origin": "http://agent"], true),
        ] as [(HeaderFields, Bool)]
    )
    func `a page of another site is known by what browsers send`(_ headers: HeaderFields, _ isCrossSite: Bool) throws {
        #expect(try request(headers).isCrossSite == isCrossSite)
    }

    @Test(
        arguments: [
            ("application/json", true), ("Application/JSON; charset=utf-8", true), ("application/json ;a=b", true),
            ("application/jsonp", false), ("text/plain", false), ("", false),
            ("application/x-www-form-urlencoded", false),
        ]
    )
    func `JSON is what is said to be JSON`(_ type: String, _ isJSON: Bool) throws {
        #expect(try request(["Content-Type": type]).isJSON == isJSON)
    }

    // MARK: - The body of a stop

    @Test(
        arguments: [
            (#"{"by":"ada"}"#, "ada", nil), (#"{"by":"Ada L.","reason":"moving house"}"#, "Ada L.", "moving house"),
            (#"{"by":"ada","reason":null,"other":1}"#, "ada", nil),
        ] as [(String, String, String?)]
    )
    func `a stop says who, and why if it will`(_ body: String, _ name: String, _ reason: String?) throws {
        let read = try StopBody(request(["Content-Type": "application/json"], body: body))
        #expect(read.name == name && read.reason == reason)
    }

    @Test(
        arguments: [
            ("", "the body is not JSON"), ("[]", "the body: found [], allowed is an object"),
            ("{}", "by: found nothing, allowed is a text"), (#"{"by":7}"#, "by: found 7, allowed is a text"),
            (#"{"by":""}"#, #"by: found "", allowed is a line of 1 to 80 characters"#),
            (#"{"by":"  "}"#, #"by: found "  ", allowed is a line of 1 to 80 characters"#),
            (#"{"by":"a\nb"}"#, #"by: found "a\nb", allowed is a line of 1 to 80 characters"#),
            (#"{"by":"a","reason":"\u001b[31m"}"#, "allowed is a line of 1 to 200 characters"),
        ]
    )
    func `a stop that makes no sense is told by its field`(_ body: String, _ message: String) throws {
        let request = try request(["Content-Type": "application/json"], body: body)
        let failure = #expect(throws: AlertmanagerFailure.self) { try StopBody(request) }
        #expect(failure?.status == 400 && failure?.message.contains(message) == true, "\(String(describing: failure))")
    }

    @Test func `a stop is JSON, and nothing that a form could send`() throws {
        let request = try request(["Content-Type": "text/plain"], body: #"{"by":"a"}"#)
        #expect(throws: AlertmanagerFailure.unsupportedType("text/plain")) { try StopBody(request) }
    }
}
