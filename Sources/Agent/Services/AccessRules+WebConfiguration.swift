import HTTPServing
import PterodactylAPI
import Settings

extension AccessRules {
    /// The rules as the file has them; a master token opens what is closed, and closes nothing.
    init(_ configuration: WebConfiguration, masterTokens: [String]) {
        self.init()
        users = configuration.users.mapValues { $0.reveal() }
        tokens = configuration.tokens.map { $0.reveal() }
        self.masterTokens = masterTokens
        for header in configuration.headers { headers.append(header.name, header.value) }
        rate = configuration.rateLimit.map { Rate(interval: $0.interval, burst: $0.burst) }
    }
}
