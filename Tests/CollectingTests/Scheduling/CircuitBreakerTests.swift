import Collecting
import Telemetry
import Testing

/// The breaker's transition table, row by row.
struct CircuitBreakerTests {
    enum Step: Sendable {
        case succeed
        case fail(Double)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [Step]
        let state: CircuitBreaker.State
        var testDescription: String { name }

        init(_ name: String, _ steps: [Step], _ state: CircuitBreaker.State) {
            (self.name, self.steps, self.state) = (name, steps, state)
        }
    }

    private static let rows = [
        Row("new", [], .closed),
        Row("closed, success", [.succeed], .closed),
        Row("closed, failure", [.fail(0)], .suspect),
        Row("suspect, success", [.fail(0), .succeed], .closed),
        Row("suspect, failure", [.fail(0), .fail(1)], .open(until: .second(6))),
        Row("open, success", [.fail(0), .fail(1), .succeed], .closed),
        Row("open, failed probe", [.fail(0), .fail(1), .fail(6)], .open(until: .second(16))),
        Row("open, an answer from before", [.fail(0), .fail(1), .fail(5.9)], .open(until: .second(6))),
        Row("the wait doubles", [.fail(0), .fail(0), .fail(5), .fail(15)], .open(until: .second(35))),
        Row(
            "up to a minute",
            [.fail(0), .fail(0), .fail(5), .fail(15), .fail(35), .fail(75), .fail(135)],
            .open(until: .second(195))
        ),
        Row(
            "an outage after another one waits little again",
            [.fail(0), .fail(0), .fail(5), .fail(15), .succeed, .fail(100), .fail(101)],
            .open(until: .second(106))
        ),
    ]

    @Test(arguments: rows)
    func `each event leads where the table says`(row: Row) {
        var breaker = CircuitBreaker()
        for step in row.steps {
            switch step {
            case .succeed: breaker.succeed()
            case .fail(let seconds): breaker.fail(at: .second(seconds))
            }
        }
        #expect(breaker.state == row.state)
        #expect(breaker.isClosed == (row.state == .closed))
        switch row.state {
        case .closed:
            #expect(!breaker.isOpen)
            #expect(breaker.probeDue(at: .second(500)) == nil)
        case .suspect:
            #expect(!breaker.isOpen)
            #expect(breaker.probeDue(at: .second(500)) == .second(500))
        case .open(let until):
            #expect(breaker.isOpen)
            #expect(breaker.probeDue(at: .second(500)) == until)
        }
    }
}
