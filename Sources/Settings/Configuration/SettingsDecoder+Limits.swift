import Remediation
import Telemetry

/// What bounds all policies together.
extension SettingsDecoder {
    /// Reads `limits`, `dependencies` and `maintenance` of `remediation`.
    mutating func limits(of remediation: Fields) -> Limits {
        let fields = fields(
            "limits",
            of: remediation,
            allowed: ["node", "panel", "fleet", "at_once_per_node", "fleet_outage", "probe_after", "flapping"]
        )
        var limits = Limits()
        limits.node = budget("node", of: fields, default: limits.node)
        limits.panel = budget("panel", of: fields, default: limits.panel)
        limits.fleet = budget("fleet", of: fields, default: limits.fleet)
        limits.atOncePerNode = integer("at_once_per_node", of: fields, default: limits.atOncePerNode, in: 1...1_000)
        limits.probing.pause = duration(
            "probe_after",
            of: fields,
            default: limits.probing.pause,
            in: .milliseconds(50) ... .seconds(86_400)
        )
        let outage = self.fields("fleet_outage", of: fields, allowed: ["share", "minimum"])
        limits.fleetOutage.share = ratio("share", of: outage, default: limits.fleetOutage.share, in: 0.01...1)
        limits.fleetOutage.minimum = integer(
            "minimum",
            of: outage,
            default: limits.fleetOutage.minimum,
            in: 2...1_000_000
        )
        limits.flapping = flapping(of: fields, default: limits.flapping)
        limits.dependencies = dependencies(of: remediation)
        limits.windows = windows(of: remediation)
        return limits
    }

    private mutating func budget(_ key: String, of parent: Fields, default standard: Limits.Budget) -> Limits.Budget {
        let fields = fields(key, of: parent, allowed: ["attempts", "window"])
        return Limits.Budget(
            attempts: integer("attempts", of: fields, default: standard.attempts, in: 1...1_000_000),
            window: duration("window", of: fields, default: standard.window, in: .seconds(1) ... .seconds(86_400))
        )
    }

    private mutating func flapping(of parent: Fields, default standard: Limits.Flapping) -> Limits.Flapping {
        let fields = fields("flapping", of: parent, allowed: ["changes", "window", "calm"])
        let changes = integer("changes", of: fields, default: standard.changes, in: 2...1_000)
        let calm = integer("calm", of: fields, default: min(standard.calm, changes - 1), in: 0...999)
        if let node = fields["calm"], calm >= changes {
            let path = fields.path(to: "calm")
            report(.outOfRange, at: node, path: path, found: node.text, allowed: "less than changes, \(changes)")
        }
        return Limits.Flapping(
            changes: changes,
            window: duration("window", of: fields, default: standard.window, in: .seconds(1) ... .seconds(86_400)),
            calm: min(calm, changes - 1)
        )
    }

    private mutating func dependencies(of parent: Fields) -> [Limits.Dependency] {
        let kind = "mappings, each with servers and after"
        return mappings("dependencies", of: parent, kind: kind).compactMap { node, path in
            let fields = fields(of: node, at: path, allowed: ["servers", "after", "patience"])
            for key in ["servers", "after"] where fields[key] == nil {
                report(.missingKey, at: node, path: fields.path(to: key), allowed: "a list of matchers")
            }
            let dependency = Limits.Dependency(
                servers: matchers("servers", of: fields),
                after: matchers("after", of: fields),
                patience: duration(
                    "patience",
                    of: fields,
                    default: .seconds(900),
                    in: .milliseconds(50) ... .seconds(86_400)
                )
            )
            return dependency.servers.isEmpty || dependency.after.isEmpty ? nil : dependency
        }
    }

    private mutating func windows(of parent: Fields) -> [MaintenanceWindow] {
        let kind = "windows, each with schedule and duration, or with from and to"
        return mappings("maintenance", of: parent, kind: kind).enumerated().compactMap { index, item in
            let keys = ["name", "servers", "schedule", "duration", "from", "to"]
            let fields = fields(of: item.node, at: item.path, allowed: keys)
            let times = fields["schedule"] != nil ? recurring(fields) : once(fields)
            let name = text("name", of: fields) ?? "\(index + 1)"
            let servers = matchers("servers", of: fields)
            return times.map { MaintenanceWindow(name: name, servers: servers, times: $0) }
        }
    }

    private mutating func recurring(_ fields: Fields) -> MaintenanceWindow.Times? {
        for key in ["from", "to"] {
            guard let node = fields[key] else { continue }
            report(.conflict(with: "schedule"), at: node, path: fields.path(to: key), allowed: "one of the two")
        }
        let length = duration(
            "duration",
            of: fields,
            default: .seconds(3_600),
            in: .seconds(60) ... .seconds(7 * 86_400)
        )
        guard let node = fields["schedule"], let text = text("schedule", of: fields) else { return nil }
        do {
            return .recurring(try CronSchedule(parsing: text), lasting: length)
        } catch {
            report(.unusable("\(error)"), at: node, path: fields.path(to: "schedule"))
            return nil
        }
    }

    private mutating func once(_ fields: Fields) -> MaintenanceWindow.Times? {
        let allowed = "a time such as 2026-12-01T20:00:00Z"
        var times: [Timestamp] = []
        for key in ["from", "to"] {
            let path = fields.path(to: key)
            guard let node = fields[key] else {
                report(.missingKey, at: fields.node, path: path, allowed: "\(allowed), or schedule and duration")
                continue
            }
            guard let text = text(of: node, at: path, allowed: allowed) else { continue }
            guard let time = Timestamp(rfc3339: text) else {
                report(.isNot("a time"), at: node, path: path, found: text, allowed: allowed)
                continue
            }
            times.append(time)
        }
        guard times.count == 2 else { return nil }
        guard times[0] < times[1] else {
            if let node = fields["to"] {
                report(.outOfRange, at: node, path: fields.path(to: "to"), found: node.text, allowed: "later than from")
            }
            return nil
        }
        return .once(from: times[0], to: times[1])
    }
}
