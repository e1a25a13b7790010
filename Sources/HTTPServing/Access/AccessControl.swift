import Dispatch

/// Decides who may ask a server; its rules may be replaced while the server runs.
///
/// bcrypt is slow on purpose: passwords that are not known yet are hashed one after another on a thread of their own, never
/// on one that serves.
public final class AccessControl: Sendable {
    /// What is decided of a request.
    enum Verdict: Sendable {
        /// It is answered.
        case admitted
        /// It is not; this is said instead.
        case refused(ServedResponse)
        /// The password must be hashed first; gives whether it is right.
        case undecided(@Sendable () async -> Bool)
    }

    private struct State {
        var rules: AccessRules
        /// Of unknown users, so that they take as long as known ones.
        var decoy: String?
        var cache = PasswordCache()
        var limiter: RateLimiter?
        /// How often the rules were replaced.
        var version = 0
    }

    private let state: Locked<State>
    private let secret: [UInt8]
    private let hashing = DispatchQueue(label: "pterowatch.passwords")

    /// Starts with these rules.
    public init(_ rules: AccessRules = AccessRules()) {
        var random = SystemRandomNumberGenerator()
        secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        state = Locked(State(rules: AccessRules()))
        replace(with: rules)
    }

    /// Takes other rules for requests from now on; what was known of passwords is forgotten where users changed.
    public func replace(with rules: AccessRules) {
        state.withLock { state in
            if rules.users != state.rules.users {
                state.cache = PasswordCache()
                state.version += 1
            }
            if rules.rate != state.rules.rate { state.limiter = rules.rate.map { RateLimiter($0, at: .now) } }
            state.rules = rules
            state.decoy = rules.users.values.max { Hashing.cost(of: $0) < Hashing.cost(of: $1) }
        }
    }

    /// Answers nothing but 500 until the rules are replaced.
    public func close() {
        state.withLock { $0.rules.isBroken = true }
    }

    /// Decides what to do about a request.
    func verdict(on request: ServedRequest) -> Verdict {
        let (rules, decoy, isTooMany) = state.withLock { state in
            (state.rules, state.decoy, !(state.limiter?.admits(at: .now) ?? true))
        }
        guard !rules.isBroken else {
            return .refused(
                .text("500 the web configuration file has a mistake; the agent's log says which", status: 500)
            )
        }
        guard !isTooMany else { return .refused(.text("429 too many requests; ask again later", status: 429)) }
        guard !rules.isOpen else { return .admitted }
        let header = request.headers["Authorization"] ?? ""
        if let token = BasicCredentials.credentials(of: "bearer", in: header) {
            return Self.isAny(of: rules.tokens + rules.masterTokens, token.utf8) ? .admitted : refused(rules)
        }
        guard let given = BasicCredentials(parsing: header) else { return refused(rules) }
        if Self.isAny(of: rules.masterTokens, given.password) { return .admitted }
        let known = rules.users[given.user]
        guard let hash = known ?? decoy,
            let key = Hashing.key(secret, user: given.user, hash: hash, password: given.password)
        else { return refused(rules) }
        let (remembered, version) = state.withLock { ($0.cache.verdict(on: key), $0.version) }
        switch remembered {
        case true?: return .admitted
        case false?: return refused(rules)
        case nil:
            return .undecided { [self] in
                await isRight(given.password, hash, isKnown: known != nil, key: key, version: version)
            }
        }
    }

    /// What is said to who may not ask.
    var refusal: ServedResponse { Self.refusal(state.withLock { $0.rules }) }

    /// An answer with the fields that the rules add.
    func adorned(_ response: ServedResponse) -> ServedResponse {
        var response = response
        for field in state.withLock({ $0.rules.headers }).fields where response.headers[field.name] == nil {
            response.headers.append(field.name, field.value)
        }
        return response
    }

    private func isRight(_ password: [UInt8], _ hash: String, isKnown: Bool, key: [UInt8], version: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            hashing.async { [self] in
                // Asked again, because the same password may have been before it in the queue.
                if let remembered = state.withLock({ $0.cache.verdict(on: key) }) {
                    continuation.resume(returning: remembered)
                    return
                }
                let isRight = Hashing.matches(password, hash) && isKnown
                state.withLock { state in
                    if state.version == version { state.cache.keep(isRight, of: key) }
                }
                continuation.resume(returning: isRight)
            }
        }
    }

    private func refused(_ rules: AccessRules) -> Verdict { .refused(Self.refusal(rules)) }

    private static func refusal(_ rules: AccessRules) -> ServedResponse {
        var response = ServedResponse.text("Unauthorized", status: 401)
        response.headers["WWW-Authenticate"] = rules.users.isEmpty ? "Bearer" : "Basic"
        return response
    }

    private static func isAny(of tokens: [String], _ given: some Collection<UInt8>) -> Bool {
        // All are compared, so that the time does not tell which.
        tokens.reduce(false) { Hashing.isSame(given, $1) || $0 }
    }
}
