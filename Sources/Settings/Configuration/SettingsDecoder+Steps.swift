import Alerting
import PterodactylAPI
import Remediation

extension SettingsDecoder {
    private static var actionKeys: [String] {
        ["power", "command", "backup", "wait", "webhook", "suspend", "unsuspend"]
    }

    private static var patienceRange: ClosedRange<Duration> { .milliseconds(50) ... .seconds(86_400) }

    /// Reads `steps`; nil where there are none.
    /// - Parameter patience: how long a start may take where a step does not say.
    mutating func steps(of policy: Fields, patience: Duration) -> [Step]? {
        guard let node = policy["steps"] else { return nil }
        let kind = "steps, each with one of \(Self.actionKeys.joined(separator: ", "))"
        let items = mappings("steps", of: policy, kind: kind)
        if items.isEmpty {
            report(.unusable("there is no step"), at: node, path: policy.path(to: "steps"), allowed: kind)
            return nil
        }
        let steps = items.compactMap { step(at: $0.node, path: $0.path, patience: patience) }
        return steps.count == items.count ? steps : nil
    }

    private mutating func step(at node: YAMLNode, path: String, patience: Duration) -> Step? {
        let fields = fields(
            of: node,
            at: path,
            allowed: Self.actionKeys + ["rotate", "expect", "within", "then", "on_failure"]
        )
        let given = Self.actionKeys.filter { fields[$0] != nil }
        guard given.count == 1, let key = given.first else {
            report(
                .unusable(given.isEmpty ? "the step does nothing" : "the step does several things"),
                at: node,
                path: path,
                found: given.isEmpty ? nil : given.joined(separator: ", "),
                allowed: "one of \(Self.actionKeys.joined(separator: ", "))"
            )
            return nil
        }
        guard let action = action(key, of: fields) else { return nil }
        let expect = expectation(of: fields, after: action)
        let within: Duration
        if action == .wait {
            within = duration("wait", of: fields, default: Step.usualPatience(of: .wait), in: Self.patienceRange)
        } else {
            let usual = action.startsServer ? patience : Step.usualPatience(of: action)
            within = duration("within", of: fields, default: usual, in: Self.patienceRange)
        }
        let usual = Step(action, expect: expect)
        return Step(
            action,
            expect: expect,
            within: within,
            then: choice("then", of: fields, default: usual.then),
            onFailure: choice("on_failure", of: fields, default: usual.onFailure)
        )
    }

    private mutating func action(_ key: String, of fields: Fields) -> Action? {
        if key != "backup", let node = fields["rotate"] {
            report(.unusable("only a backup rotates"), at: node, path: fields.path(to: "rotate"), found: node.text)
        }
        switch key {
        case "power": return .power(choice("power", of: fields, default: PowerSignal.start))
        case "command": return command(of: fields).map { .command($0) }
        case "backup":
            guard word("create", of: "backup", in: fields) else { return nil }
            return .backup(isRotating: flag("rotate", of: fields, default: false))
        case "wait": return .wait
        case "webhook":
            return receiver(of: fields).map { .webhook($0) }
        case "suspend": return word("true", of: "suspend", in: fields) ? .suspend : nil
        default: return word("true", of: "unsuspend", in: fields) ? .unsuspend : nil
        }
    }

    /// A step that tells a receiver must name one that there is.
    private mutating func receiver(of fields: Fields) -> String? {
        let allowed =
            receivers.isEmpty
            ? "a name in notifications.receivers, which has none" : receivers.joined(separator: ", ")
        guard let node = fields["webhook"], let name = text("webhook", of: fields, allowed: allowed) else { return nil }
        if receivers.contains(name) { return name }
        let path = fields.path(to: "webhook")
        report(.unusable("there is no such receiver"), at: node, path: path, found: name, allowed: allowed)
        return nil
    }

    private mutating func word(_ word: String, of key: String, in fields: Fields) -> Bool {
        guard let node = fields[key], node.text != word else { return true }
        report(
            .isNot("a known word"),
            at: node,
            path: fields.path(to: key),
            found: node.text ?? node.kindName,
            allowed: word
        )
        return false
    }

    private mutating func command(of fields: Fields) -> String? {
        guard let node = fields["command"], let text = text("command", of: fields, allowed: "one line for the console")
        else { return nil }
        let path = fields.path(to: "command")
        guard !text.isEmpty, !text.contains(where: \.isNewline) else {
            let shown = text.split(whereSeparator: \.isNewline).joined(separator: "\\n")
            report(.isNot("one line"), at: node, path: path, found: shown, allowed: "one line for the console")
            return nil
        }
        do {
            _ = try Template(parsing: text)
            return text
        } catch {
            report(
                .unusable("\(error)"),
                at: node,
                path: path,
                found: text,
                allowed: "a template over the alert's labels"
            )
            return nil
        }
    }

    /// What a step is to bring about; what cannot be seen after it is no choice.
    private mutating func expectation(of fields: Fields, after action: Action) -> Expectation {
        guard let node = fields["expect"] else { return action.usualExpectation }
        let possible: [Expectation] =
            switch action {
            case .power, .command: [.running, .offline, .accepted]
            case .backup, .wait, .webhook, .suspend, .unsuspend: [action.usualExpectation]
            }
        guard let text = node.text, let expect = Expectation(rawValue: text), possible.contains(expect) else {
            report(
                .isNot("a known word"),
                at: node,
                path: fields.path(to: "expect"),
                found: node.text ?? node.kindName,
                allowed: possible.map(\.rawValue).joined(separator: ", ")
            )
            return action.usualExpectation
        }
        return expect
    }
}
