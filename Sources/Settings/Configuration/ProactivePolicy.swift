import PterodactylAPI
import Remediation

/// A policy that comes with Pterowatch together with its rules, and does nothing until it is named (`remediation.proactive`).
public enum ProactivePolicy: String, Sendable, Hashable, CaseIterable {
    /// Kills and starts a server that hangs on its way up or down.
    case unhang
    /// Restarts a server whose memory will not last, some minutes after its players were told.
    case restartLeaking = "restart-leaking"
    /// Makes a backup when the last good one is too old, in place of the oldest that the agent made.
    case backUpStale = "back-up-stale"

    /// Its steps, guards and numbers.
    public var settings: PolicySettings {
        switch self {
        case .unhang:
            PolicySettings(
                when: .hung,
                steps: [Step(.power(.kill)), Step(.power(.start), within: .seconds(600))],
                cooldown: .seconds(1_800)
            )
        case .restartLeaking:
            PolicySettings(
                when: .running,
                steps: [
                    Step(.command("say This server restarts in 5 minutes to free memory."), onFailure: .end),
                    Step(.wait, within: .seconds(240), onFailure: .end),
                    Step(.command("say This server restarts in 1 minute."), onFailure: .end),
                    Step(.wait, within: .seconds(60), onFailure: .end),
                    Step(.power(.restart), within: .seconds(600)),
                ],
                cooldown: .seconds(6 * 3_600),
                attempts: 2,
                attemptsWindow: .seconds(86_400)
            )
        case .backUpStale:
            PolicySettings(
                when: .any,
                steps: [Step(.backup(isRotating: true), onFailure: .end)],
                cooldown: .seconds(3_600),
                attempts: 3,
                attemptsWindow: .seconds(86_400)
            )
        }
    }
}
