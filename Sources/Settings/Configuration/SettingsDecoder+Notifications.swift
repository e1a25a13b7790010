import Alerting
import Notifying
import PromQL
import PterodactylAPI
import Telemetry

extension SettingsDecoder {
    /// Reads `notifications`.
    mutating func notifications(of top: Fields) -> NotificationSettings {
        let fields = fields(
            "notifications",
            of: top,
            allowed: ["external_labels", "resend_delay", "alertmanagers", "receivers"]
        )
        var names: Set<String> = []
        let standard = NotificationSettings()
        return NotificationSettings(
            externalLabels: externalLabels(of: fields),
            resendDelay: duration(
                "resend_delay",
                of: fields,
                default: standard.resendDelay,
                in: .milliseconds(50) ... .seconds(3_600)
            ),
            alertmanagers: mappings("alertmanagers", of: fields, kind: "Alertmanagers, each with a url").compactMap {
                alertmanager($0.node, at: $0.path, names: &names)
            },
            receivers: mappings("receivers", of: fields, kind: "receivers, each with a name and a kind").compactMap {
                receiver($0.node, at: $0.path, names: &names)
            }
        )
    }

    private mutating func externalLabels(of parent: Fields) -> LabelSet {
        let fields = fields("external_labels", of: parent, allowed: [])
        var labels: [Label] = []
        for (name, node) in fields.values.sorted(by: { $0.key < $1.key }) {
            let path = fields.path(to: name)
            guard name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]*/) != nil, !name.hasPrefix("__") else {
                let allowed = "letters, digits and _, no digit first, not __ first"
                report(.isNot("a label's name"), at: node, path: path, found: name, allowed: allowed)
                continue
            }
            if let text = text(of: node, at: path) { labels.append(Label(name, text)) }
        }
        return LabelSet(labels)
    }

    // MARK: - Alertmanagers

    private mutating func alertmanager(
        _ node: YAMLNode,
        at path: String,
        names: inout Set<String>
    ) -> AlertmanagerSettings? {
        let fields = fields(
            of: node,
            at: path,
            allowed: ["name", "url", "silences", "silence_interval", "timeout"] + Self.credentialKeys + Self.trustKeys
        )
        let address = address(of: fields, kind: "an Alertmanager's address")
        if fields["url"] == nil {
            report(.missingKey, at: node, path: fields.path(to: "url"), allowed: PanelAddress.allowed)
        }
        var way = way(Secret(address?.url ?? ""), of: fields)
        way.credentials = credentials(of: fields)
        let fallback = address.map { String($0.url.drop { $0 != ":" }.dropFirst(3)) }
        let name = name(of: fields, default: fallback, names: &names)
        let asks = flag("silences", of: fields, default: true)
        let interval = duration(
            "silence_interval",
            of: fields,
            default: .seconds(10),
            in: .milliseconds(50) ... .seconds(3_600)
        )
        let timeout = timeout(of: fields)
        guard address != nil, let name else { return nil }
        return AlertmanagerSettings(
            plan: AlertmanagerPlan(name: name, silenceInterval: asks ? interval : nil, timeout: timeout),
            way: way
        )
    }

    // MARK: - Receivers

    private static var kinds: [String] { ["discord", "slack", "webhook"] }

    private mutating func receiver(_ node: YAMLNode, at path: String, names: inout Set<String>) -> ReceiverSettings? {
        let timing = ["group_by", "group_wait", "group_interval", "repeat_interval", "send_resolved", "timeout"]
        let fields = fields(
            of: node,
            at: path,
            allowed: ["name"] + Self.kinds + ["matchers"] + timing + Self.trustKeys
        )
        let name = name(of: fields, default: nil, names: &names)
        let destination = destination(of: fields)
        let hour = Duration.seconds(3_600)
        let least = Duration.milliseconds(50)
        var plan = ReceiverPlan(name: name ?? "", format: destination?.format ?? .slack)
        plan.matchers = matchers("matchers", of: fields)
        plan.grouping = grouping(of: fields)
        plan.groupWait = duration("group_wait", of: fields, default: plan.groupWait, in: .zero...hour)
        plan.groupInterval = duration("group_interval", of: fields, default: plan.groupInterval, in: least...hour * 24)
        plan.repeatInterval = duration(
            "repeat_interval",
            of: fields,
            default: plan.repeatInterval,
            in: least...hour * 24 * 30
        )
        plan.sendsResolved = flag("send_resolved", of: fields, default: plan.sendsResolved)
        plan.timeout = timeout(of: fields)
        guard name != nil, let destination else { return nil }
        var way = way(destination.url, of: fields)
        way.credentials = destination.credentials
        return ReceiverSettings(plan: plan, way: way)
    }

    private struct ReceiverDestination {
        let format: ReceiverPlan.Format
        let url: Secret
        let credentials: Way.Credentials?
    }

    private mutating func destination(of fields: Fields) -> ReceiverDestination? {
        let given = Self.kinds.filter { fields[$0] != nil }
        guard let kind = given.first, given.count == 1 else {
            report(
                .unusable(given.isEmpty ? "says nothing of where messages go" : "names several places"),
                at: fields.node,
                path: fields.path,
                found: given.isEmpty ? nil : given.joined(separator: ", "),
                allowed: "one of \(Self.kinds.joined(separator: ", "))"
            )
            return nil
        }
        let extra = kind == "webhook" ? ["max_alerts"] + Self.credentialKeys : []
        let inner = self.fields(kind, of: fields, allowed: ["url", "url_file"] + extra)
        let format: ReceiverPlan.Format =
            switch kind {
            case "discord": .discord
            case "slack": .slack
            default: .webhook(maxAlerts: integer("max_alerts", of: inner, default: 0, in: 0...10_000))
            }
        let credentials = kind == "webhook" ? credentials(of: inner) : nil
        let allowed = "url or url_file: http://… or https://…, without spaces"
        if inner["url"] == nil, inner["url_file"] == nil {
            report(.missingKey, at: inner.node, path: inner.path(to: "url"), allowed: allowed)
            return nil
        }
        let url = secret("url", of: inner, kind: "an address", allowed: allowed) { text in
            let isAddress = text.wholeMatch(of: /https?:\/\/[!-~]+/) != nil && !text.contains("@")
            return isAddress ? nil : "it is not an address"
        }
        return url.map { ReceiverDestination(format: format, url: $0, credentials: credentials) }
    }

    private mutating func grouping(of fields: Fields) -> ReceiverPlan.Grouping {
        guard fields["group_by"] != nil else { return .labels(["alertname"]) }
        let items = items("group_by", of: fields, allowed: "a list of labels, or ['...'] for each alert alone") ?? []
        let names = items.enumerated().compactMap { index, node in
            text(of: node, at: "\(fields.path(to: "group_by"))[\(index)]", allowed: "a label")
        }
        return names == ["..."] ? .each : .labels(names)
    }

    // MARK: - What both have

    private static var trustKeys: [String] { ["ca_file", "insecure_skip_verify"] }
    private static var credentialKeys: [String] {
        ["bearer_token", "bearer_token_file", "username", "password", "password_file"]
    }

    private mutating func timeout(of fields: Fields) -> Duration {
        duration("timeout", of: fields, default: .seconds(10), in: .milliseconds(50) ... .seconds(300))
    }

    private mutating func way(_ url: Secret, of fields: Fields) -> Way {
        Way(
            url: url,
            certificateAuthorityFile: certificateAuthorityFile(of: fields),
            acceptsAnyCertificate: flag("insecure_skip_verify", of: fields, default: false)
        )
    }

    private mutating func credentials(of fields: Fields) -> Way.Credentials? {
        func mistake(in text: String) -> String? {
            let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            return isPlain ? nil : "it is empty or holds a line break"
        }
        let token = secret("bearer_token", of: fields, kind: "a token", allowed: "a token", check: mistake)
        let password = secret("password", of: fields, kind: "a password", allowed: "a password", check: mistake)
        let user = text("username", of: fields)
        if let node = fields["username"], fields["bearer_token"] ?? fields["bearer_token_file"] != nil {
            let path = fields.path(to: "username")
            report(.conflict(with: "bearer_token"), at: node, path: path, allowed: "one of the two")
            return nil
        }
        if let token { return .bearer(token) }
        guard let user else { return nil }
        guard fields["password"] != nil || fields["password_file"] != nil else {
            report(
                .missingKey,
                at: fields.node,
                path: fields.path(to: "password"),
                allowed: "password or password_file"
            )
            return nil
        }
        return password.map { .basic(user: user, password: $0) }
    }

    private mutating func name(of fields: Fields, default fallback: String?, names: inout Set<String>) -> String? {
        let path = fields.path(to: "name")
        let allowed = "a name of its own"
        guard let node = fields["name"] else {
            guard let fallback else {
                if fields["url"] == nil { report(.missingKey, at: fields.node, path: path, allowed: allowed) }
                return nil
            }
            if names.insert(fallback).inserted { return fallback }
            report(.repeated, at: fields.node, path: path, found: fallback, allowed: allowed)
            return nil
        }
        guard let name = text(of: node, at: path, allowed: allowed) else { return nil }
        guard !name.isEmpty, names.insert(name).inserted else {
            report(name.isEmpty ? .isNot("a name") : .repeated, at: node, path: path, found: name, allowed: allowed)
            return nil
        }
        return name
    }
}
