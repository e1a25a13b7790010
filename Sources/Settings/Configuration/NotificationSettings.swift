public import Notifying
public import PterodactylAPI
public import Telemetry

/// Who is told of alerts.
public struct NotificationSettings: Sendable, Equatable {
    /// Labels that every alert gets on its way out unless it has them; templates see them as `$externalLabels`.
    public var externalLabels: LabelSet
    /// How long a firing alert waits until an Alertmanager is told of it again.
    public var resendDelay: Duration
    /// The Alertmanagers, with different names.
    public var alertmanagers: [AlertmanagerSettings]
    /// Those who are told directly, with names different from each other's and the Alertmanagers'.
    public var receivers: [ReceiverSettings]

    /// Makes the settings; without arguments nobody is told.
    public init(
        externalLabels: LabelSet = .empty,
        resendDelay: Duration = .seconds(60),
        alertmanagers: [AlertmanagerSettings] = [],
        receivers: [ReceiverSettings] = []
    ) {
        self.externalLabels = externalLabels
        self.resendDelay = resendDelay
        self.alertmanagers = alertmanagers
        self.receivers = receivers
    }
}

/// An Alertmanager and the way to it.
public struct AlertmanagerSettings: Sendable, Equatable {
    /// What it is told and asked, and when.
    public var plan: AlertmanagerPlan
    /// The way to it; the address has no slash at its end.
    public var way: Way

    /// Makes the settings.
    public init(plan: AlertmanagerPlan, way: Way) {
        self.plan = plan
        self.way = way
    }
}

/// One who is told directly, and the way there.
public struct ReceiverSettings: Sendable, Equatable {
    /// What it is told, and when.
    public var plan: ReceiverPlan
    /// The way to it.
    public var way: Way

    /// Makes the settings.
    public init(plan: ReceiverPlan, way: Way) {
        self.plan = plan
        self.way = way
    }
}

/// The way to one who is told: its address, what it is shown, and whom to trust.
public struct Way: Sendable, Equatable {
    /// How to say who asks.
    public enum Credentials: Sendable, Equatable {
        /// `Authorization: Bearer …`.
        case bearer(Secret)
        /// `Authorization: Basic …`.
        case basic(user: String, password: Secret)
    }

    /// The address; that of a webhook is a secret, since whoever knows it can write there.
    public var url: Secret
    /// How to say who asks; nil when nobody wants to know.
    public var credentials: Credentials?
    /// A file of authorities to trust in the place of the system's.
    public var certificateAuthorityFile: String?
    /// Whether any certificate is accepted.
    public var acceptsAnyCertificate: Bool

    /// Makes a way.
    public init(
        url: Secret,
        credentials: Credentials? = nil,
        certificateAuthorityFile: String? = nil,
        acceptsAnyCertificate: Bool = false
    ) {
        self.url = url
        self.credentials = credentials
        self.certificateAuthorityFile = certificateAuthorityFile
        self.acceptsAnyCertificate = acceptsAnyCertificate
    }
}
