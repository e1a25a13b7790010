public import PterodactylAPI
internal import PromQL
internal import QueryAPI
public import Telemetry

/// An expression, when it is wanted, and how it is asked for: `query` and `query_range` of Prometheus' interface.
public struct Question: Sendable, Equatable {
    /// Why a question cannot be asked.
    public enum Mistake: Error, Sendable, Equatable, CustomStringConvertible {
        /// A text that is no moment.
        case time(String)
        /// A text that is no address.
        case url(String)
        /// A range or a step that does not lead forward, or more points than an answer may have.
        case steps(range: Duration, step: Duration)

        /// What was seen, and what is allowed.
        public var description: String {
            switch self {
            case .time(let text):
                "--time \"\(text)\" is no time; allowed: seconds since 1970, or as in 2026-01-02T03:04:05Z"
            case .url(let text):
                "--url \"\(text)\" is no address; allowed: http://HOST:PORT or https://HOST:PORT, a path behind it"
            case .steps(let range, let step):
                "a range of \(PrometheusDuration.text(range)) by steps of \(PrometheusDuration.text(step)) "
                    + "cannot be asked for; allowed: steps of 1ms or more, 11,000 of them at most"
            }
        }
    }

    /// The window of a range query: it ends at the question's time.
    public struct Window: Sendable, Equatable {
        /// How long it is.
        public let range: Duration
        /// The time between two points.
        public let step: Duration
    }

    /// What is evaluated.
    public let expression: String
    /// When, or until when.
    public let time: Timestamp
    /// The window; nil for the value at one time.
    public let window: Window?

    /// Makes a question.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970 or RFC 3339; nil for now.
    ///   - range: how far back a range query begins; nil for an instant query.
    ///   - step: the time between its points; nil for whole seconds that make 240 points or fewer.
    /// - Throws: `Mistake` when the time is none, or the steps are too many.
    public init(
        _ expression: String,
        time: String? = nil,
        range: Duration? = nil,
        step: Duration? = nil,
        now: Timestamp
    ) throws(Mistake) {
        self.expression = expression
        if let time {
            guard let moment = TimeText.time(time) else { throw .time(time) }
            self.time = moment
        } else {
            self.time = now
        }
        guard let range else {
            window = nil
            return
        }
        let seconds = max(1, (range.wholeMilliseconds + 239_999) / 240_000)
        let step = step ?? .seconds(seconds)
        guard range > .zero, step.wholeMilliseconds > 0, range.wholeMilliseconds / step.wholeMilliseconds <= 11_000
        else { throw .steps(range: range, step: step) }
        window = Window(range: range, step: step)
    }

    /// The request to the server at an address, as a posted form.
    /// - Throws: `Mistake.url` when the address is none.
    public func request(to url: String) throws(Mistake) -> HTTPRequest {
        let schemes = ["http://", "https://"]
        guard schemes.contains(where: { url.hasPrefix($0) && url.count > $0.count }),
            url.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "?" && $0 != "#" })
        else { throw .url(url) }
        var base = url[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        var form = [("query", expression)]
        if let window {
            form += [
                ("start", Self.seconds(time - window.range)), ("end", Self.seconds(time)),
                ("step", DecimalText.plain(window.step.inSeconds)),
            ]
        } else {
            form.append(("time", Self.seconds(time)))
        }
        return HTTPRequest(
            method: .post,
            url: "\(base)/api/v1/\(window == nil ? "query" : "query_range")",
            headers: [
                ("Accept", "application/json"), ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: Array(form.map { "\($0.0)=\($0.1.urlQueryEncoded)" }.joined(separator: "&").utf8),
            timeout: .seconds(150)
        )
    }

    private static func seconds(_ time: Timestamp) -> String { DecimalText.plain(time.secondsSince1970) }
}
