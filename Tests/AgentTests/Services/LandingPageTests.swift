import Agent
import Collecting
import Foundation
import PterodactylAPI
import Remediation
import Telemetry
import Testing

struct LandingPageTests {
    private let rows = [
        SourceRow(panel: "main", node: "node-1", source: .stream, servers: 12, connectedStreams: 11),
        SourceRow(
            panel: "a<b",
            node: "\"R&D\" <script>alert('x')</script>",
            source: .panel,
            servers: 3,
            connectedStreams: 0,
            reason: "the node's token is not <known>"
        ),
    ]

    @Test func `each node has a row with its source and why it is no better one`() {
        let page = LandingPage.html(telemetryPath: "/metrics", sources: rows)
        #expect(page.contains("<caption>") && page.contains("<th scope=\"col\">Node</th>"))
        #expect(
            page.contains(
                "<tr><td>main</td><th scope=\"row\">node-1</th><td>stream</td><td>12</td><td>11</td><td></td></tr>"
            )
        )
        #expect(page.components(separatedBy: "<tr>").count == 1 + 1 + rows.count)
    }

    @Test func `names and reasons are text, whatever stands in them`() {
        let page = LandingPage.html(telemetryPath: "/m\"><script>", sources: rows)
        #expect(!page.contains("<script>") && !page.contains("<known>") && !page.contains("a<b"))
        #expect(page.contains("&quot;R&amp;D&quot; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
        #expect(page.contains("href=\"/m&quot;&gt;&lt;script&gt;\""))
        #expect(page.contains("the node&#39;s token is not &lt;known&gt;"))
    }

    @Test(arguments: [true, false])
    func `that remediation is stopped is said first, with who, since when, why and how it goes on`(isOwn: Bool) {
        let stop = StopSwitch(
            by: "<Ada>",
            reason: "a & b",
            since: Timestamp(millisecondsSince1970: 1_800_000_000_000),
            file: "/srv/\"x\""
        )
        let page = LandingPage.html(telemetryPath: "/m", sources: rows, stop: StopNotice(stop, isOwn: isOwn))
        let told =
            "<strong>All remediation is stopped</strong> by &lt;Ada&gt; since <time>2027-01-15T08:00:00Z</time>: a &amp; b."
        #expect(page.contains(told))
        #expect(page.contains("<code>pterowatch remediations resume</code>") == isOwn)
        #expect(page.contains("<code>rm /srv/&quot;x&quot;</code>") != isOwn)
        #expect(!LandingPage.html(telemetryPath: "/m", sources: rows).contains("is stopped"))
    }

    @Test(arguments: [0, 2])
    func `every element that is opened is closed, in its order`(count: Int) throws {
        let page = LandingPage.html(
            telemetryPath: "/metrics",
            sources: Array(rows.prefix(count)),
            questions: count > 0 ? [Self.question] : []
        )
        #expect(page.contains("value=\"q1\"") == (count > 0))
        var open: [Substring] = []
        for match in page.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/) where !["meta", "input"].contains(match.2) {
            if match.1.isEmpty { open.append(match.2) } else { #expect(open.popLast() == match.2) }
        }
        #expect(open.isEmpty)
        #expect(page.contains("<table>") == (count > 0))
    }

    private static let question = Approval(
        id: "q1",
        incident: IncidentHeader(
            address: ServerAddress(panel: "a<b", identifier: ServerIdentifier("1a2b3c4d")),
            uuid: nil,
            policy: "restart-crashed",
            alert: "Down",
            detectedAt: Timestamp(millisecondsSince1970: 1_800_000_000_000)
        ),
        plan: "type \"say <b>\" into the console",
        askedAt: Timestamp(millisecondsSince1970: 1_800_000_000_000),
        expiresAt: Timestamp(millisecondsSince1970: 1_800_000_900_000)
    )

    @Test func `a source that is being found out is told as such`() {
        let row = SourceRow(panel: "main", node: "node-1", source: nil, servers: 0, connectedStreams: 0)
        let page = LandingPage.html(telemetryPath: "/metrics", sources: [row])
        #expect(page.contains("<td>not known yet</td>"))
    }
}
