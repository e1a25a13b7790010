public import PromQL
public import Telemetry

/// Who is told of alerts, and how: validated settings without addresses and secrets, which whoever sends knows by name.
public struct NotificationPlan: Sendable, Equatable {
    /// Where a browser reaches the agent, without a slash at the end; links to alerts begin with it.
    public var externalURL: String
    /// Labels that every alert gets on its way out unless it has them.
    public var externalLabels: LabelSet
    /// How long a firing alert waits until an Alertmanager is told of it again.
    public var resendDelay: Duration
    /// The Alertmanagers; each is told everything.
    public var alertmanagers: [AlertmanagerPlan]
    /// Those who are told directly.
    public var receivers: [ReceiverPlan]

    /// Makes a plan; without arguments nobody is told.
    public init(
        externalURL: String = "",
        externalLabels: LabelSet = .empty,
        resendDelay: Duration = .seconds(60),
        alertmanagers: [AlertmanagerPlan] = [],
        receivers: [ReceiverPlan] = []
    ) {
        self.externalURL = externalURL
        self.externalLabels = externalLabels
        self.resendDelay = resendDelay
        self.alertmanagers = alertmanagers
        self.receivers = receivers
    }
}

/// An Alertmanager that is told of alerts.
public struct AlertmanagerPlan: Sendable, Equatable {
    /// Its name; different from all others'.
    public var name: String
    /// How often it is asked for its silences; nil when it is not.
    public var silenceInterval: Duration?
    /// After which time a request to it is given up.
    public var timeout: Duration

    /// Makes a plan.
    public init(name: String, silenceInterval: Duration? = .seconds(10), timeout: Duration = .seconds(10)) {
        self.name = name
        self.silenceInterval = silenceInterval
        self.timeout = timeout
    }
}

/// One who is told of alerts directly: a channel or a program.
///
/// The times are Alertmanager's `group_wait`, `group_interval` and `repeat_interval`.
public struct ReceiverPlan: Sendable, Equatable {
    /// What a message looks like.
    public enum Format: Sendable, Equatable {
        /// Discord's webhooks.
        case discord
        /// Slack's incoming webhooks, and what understands them: Mattermost, Rocket.Chat, Discord's `/slack`.
        case slack
        /// Alertmanager's webhook payload, version 4; at most so many alerts in a message, 0 for all.
        case webhook(maxAlerts: Int)
    }

    /// How alerts are put together in one message.
    public enum Grouping: Sendable, Equatable {
        /// Those that have the same values of these labels.
        case labels([String])
        /// Each alone.
        case each
    }

    /// Its name; different from all others'.
    public var name: String
    /// What a message looks like.
    public var format: Format
    /// Which alerts it is told of: those that pass all of these.
    public var matchers: [LabelMatcher]
    /// How alerts are put together.
    public var grouping: Grouping
    /// How long a new group waits for more alerts.
    public var groupWait: Duration
    /// How long after a message the group's next one may come.
    public var groupInterval: Duration
    /// After which time a message is repeated while nothing changes.
    public var repeatInterval: Duration
    /// Whether the end of alerts is told too.
    public var sendsResolved: Bool
    /// After which time a request to it is given up.
    public var timeout: Duration

    /// Makes a plan; the defaults are Alertmanager's.
    public init(
        name: String,
        format: Format,
        matchers: [LabelMatcher] = [],
        grouping: Grouping = .labels(["alertname"]),
        groupWait: Duration = .seconds(30),
        groupInterval: Duration = .seconds(300),
        repeatInterval: Duration = .seconds(4 * 3_600),
        sendsResolved: Bool = true,
        timeout: Duration = .seconds(10)
    ) {
        self.name = name
        self.format = format
        self.matchers = matchers
        self.grouping = grouping
        self.groupWait = groupWait
        self.groupInterval = groupInterval
        self.repeatInterval = repeatInterval
        self.sendsResolved = sendsResolved
        self.timeout = timeout
    }
}
