import PterodactylAPI
public import Remediation

extension Policy {
    /// A policy as configured.
    ///
    /// The grace of one for crashed servers is not counted here a second time: it is what the collectors wait before they
    /// call a server crashed.
    public init(_ name: String, _ settings: PolicySettings) {
        self.init(
            name: name,
            servers: settings.servers,
            when: settings.when,
            steps: settings.steps ?? [Step(.power(.start), within: settings.verifyWithin)],
            cooldown: settings.cooldown,
            backoff: settings.backoff,
            attempts: settings.attempts,
            attemptsWindow: settings.attemptsWindow,
            grace: settings.when == .hung || settings.when == .running ? settings.grace : .zero
        )
    }
}
