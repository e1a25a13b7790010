/// Rules as people write them, the same for the same seed: in YAML, which both sides read.
struct GeneratedRules {
    private var random: SeededGenerator

    static let count = 500
    private static let perGroup = 25

    /// A file with groups of 25 rules.
    static func file(seed: UInt64) -> String {
        var rules = GeneratedRules(random: SeededGenerator(seed: seed))
        var text = "groups:\n"
        for number in 0..<count {
            if number % perGroup == 0 { text += "  - name: generated-\(number / perGroup)\n    rules:\n" }
            text += rules.next(number)
        }
        return text
    }

    private mutating func next(_ number: Int) -> String {
        switch number % 10 {
        case 0: alert(number, "avg by (panel, node) (\(gauge())) > \(threshold())")
        case 1: alert(number, "\(pick(["rate", "increase", "irate"]))(\(counter())[\(window())]) > 1e12")
        case 2:
            record(number, "node:rate", "sum by (panel, node) (rate(\(counter())[\(pick(["5m", "10m", "30m"]))]))")
        case 3: alert(number, "\(overTime())(\(gauge())[\(window())]) > \(threshold())")
        case 4: alert(number, "\(share()) > 0.9\(number % 7) and on (panel, node, server) pterodactyl_server_up == 1")
        case 5:
            alert(
                number,
                "(\(used()) > \(threshold())) * on (panel, node, server) group_left (name, egg) pterodactyl_server_info"
            )
        case 6:
            pick([true, false])
                ? alert(number, "absent(pterodactyl_server_up{node=\"node-\(number)\"})")
                : alert(number, "count by (node) (pterodactyl_server_state{state=\"\(state())\"} == 1) > 1000")
        case 7:
            record(number, "node:quantile", "quantile by (panel, node) (0.\(pick(["5", "9", "95", "99"])), \(gauge()))")
        case 8:
            pick([true, false])
                ? alert(number, "predict_linear(pterodactyl_server_disk_usage_bytes[1h], \(number) * 60) > 1e15")
                : alert(number, "max_over_time(\(gauge())[\(window())]) - \(gauge()) > 1e15")
        default:
            pick([true, false, false])
                ? record(number, "server:\(pick(["avg", "max"]))", "\(overTime())(\(used())[\(window())])")
                : record(number, "panel:sum", "sum by (panel) (\(gauge()))")
        }
    }

    private func alert(_ number: Int, _ expression: String) -> String {
        """
              - alert: Generated\(number)
                expr: \(expression)
                for: 2m
                labels: {severity: warning}
                annotations: {summary: "{{ $labels.node }} has {{ $value | humanize }}"}

        """
    }

    private func record(_ number: Int, _ name: String, _ expression: String) -> String {
        """
              - record: \(name):generated\(number)
                expr: \(expression)

        """
    }

    private mutating func used() -> String {
        pick(["cpu_usage_cores", "memory_usage_bytes", "disk_usage_bytes"].map { "pterodactyl_server_" + $0 })
    }

    /// What is used of what may be used.
    private mutating func share() -> String {
        let resource = pick(["cpu_#_cores", "memory_#_bytes", "disk_#_bytes"].map { "pterodactyl_server_" + $0 })
        return ["usage", "limit"].map { resource.replacing("#", with: $0) }
            .joined(separator: " / on (panel, node, server) ")
    }

    private mutating func gauge() -> String {
        pick(
            ["up", "uptime_seconds", "cpu_usage_cores", "memory_usage_bytes", "disk_usage_bytes", "backups_size_bytes"]
                .map { "pterodactyl_server_" + $0 }
        )
    }

    private mutating func counter() -> String {
        pick([
            "pterodactyl_server_network_receive_bytes_total", "pterodactyl_server_network_transmit_bytes_total",
            "pterodactyl_server_starts_total{cause=\"unknown\"}", "pterodactyl_server_crashes_total",
        ])
    }

    private mutating func overTime() -> String { pick(["avg", "max", "min"]) + "_over_time" }
    private mutating func window() -> String { pick(["5m", "10m", "15m", "30m", "1h"]) }
    private mutating func state() -> String { pick(["running", "offline", "starting"]) }
    private mutating func threshold() -> String { pick(["1e13", "2e13", "5e13"]) }

    private mutating func pick<Value>(_ choices: [Value]) -> Value {
        choices[Int(random.next() % UInt64(choices.count))]
    }
}
