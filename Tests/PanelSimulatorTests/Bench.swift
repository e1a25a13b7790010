import PanelSimulator
import PterodactylAPI
import Telemetry

/// A panel and a clock that only moves when it is told to.
struct Bench {
    /// Monday, 2026-11-23T12:00:30Z: no schedule of the demo is due within hours.
    static let start = Timestamp(secondsSince1970: 1_795_435_230)

    var panel: SimulatedPanel
    var now: Timestamp

    init(_ options: SimulatorOptions = SimulatorOptions()) {
        now = Self.start
        panel = SimulatedPanel(options: options, startingAt: Self.start)
    }

    /// Sends a request and demands an answer with a body or without.
    mutating func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        key: Secret? = nil,
        body: String? = nil,
        headers: [(name: String, value: String)] = [("Accept", "application/json")]
    ) -> HTTPResponse {
        switch reply(method, target, key: key ?? panel.clientKey, body: body, headers: headers) {
        case .answer(let response, _): response
        case .never: HTTPResponse(status: -1)
        case .refused: HTTPResponse(status: -2)
        case .cut: HTTPResponse(status: -3)
        }
    }

    mutating func reply(
        _ method: HTTPRequest.Method,
        _ target: String,
        key: Secret?,
        body: String? = nil,
        headers: [(name: String, value: String)] = [("Accept", "application/json")]
    ) -> SimulatedReply {
        var all = headers
        if let key { all.append(("Authorization", "Bearer " + key.reveal())) }
        if body != nil { all.append(("Content-Type", "application/json")) }
        let request = HTTPRequest(
            method: method,
            url: "http://127.0.0.1:8800" + target,
            headers: all,
            body: Array((body ?? "").utf8)
        )
        return panel.respond(to: request, at: now)
    }

    /// Lets time pass.
    mutating func pass(_ duration: Duration) {
        now = now + duration
        panel.advance(to: now)
    }

    mutating func apply(_ control: Control) throws {
        try panel.apply(control, at: now)
    }

    /// The short id of the demo's server of a name.
    func id(_ name: String) -> ServerIdentifier {
        panel.server(named: name)?.identifier ?? ServerIdentifier("missing!")
    }

    func state(_ name: String) -> PowerState? { panel.server(named: name)?.state }

    /// The events of a server's activity log, newest first.
    mutating func activity(_ name: String) -> [String] {
        let response = send(.get, "/api/client/servers/\(id(name))/activity?sort=-timestamp&per_page=100")
        return response.json["data"].elements.map { $0["attributes"]["event"].text }
    }

    mutating func resources(_ name: String) -> JSONValue {
        send(.get, "/api/client/servers/\(id(name))/resources").json["attributes"]
    }
}

extension Bench {
    /// Sends bytes that are no JSON, as a file's content is.
    mutating func write(_ bytes: [UInt8], to target: String) -> HTTPResponse {
        let request = HTTPRequest(
            method: .post,
            url: "http://127.0.0.1:8800" + target,
            headers: [
                ("Accept", "application/json"), ("Authorization", "Bearer " + panel.clientKey.reveal()),
                ("Content-Type", "text/plain"),
            ],
            body: bytes
        )
        guard case .answer(let response, _) = panel.respond(to: request, at: now) else {
            return HTTPResponse(status: -1)
        }
        return response
    }

    /// Makes an API key of a user through the API.
    mutating func makeKey(with key: Secret? = nil) -> Secret {
        let made = send(.post, "/api/client/account/api-keys", key: key, body: #"{"description":"made"}"#).json
        return Secret(made["attributes"]["identifier"].text + made["meta"]["secret_token"].text)
    }

    /// The path of a server of a name.
    func path(_ name: String) -> String { "/api/client/servers/\(id(name))" }

    /// The newest line of a server's log.
    mutating func newestActivity(_ name: String) -> JSONValue {
        send(.get, path(name) + "/activity?sort=-timestamp&include=actor").json["data"][0]["attributes"]
    }
}
