import Foundation
import HTTPServing
import PterodactylAPI
import Settings

/// The secret that a request must carry to change something.
///
/// Whoever can read the file may: the configured one, or `token` in the storage directory, which only the agent's own user
/// can read. Where a request comes from is no credential.
struct AccessToken: Sendable {
    private let secret: Secret

    /// Reads the configured file, or the one of an earlier run; makes that one where there is none.
    /// - Throws: `Unusable` with the file's name.
    init(of configuration: Configuration) throws {
        if let file = configuration.web.tokenFile {
            secret = try Self.read(file)
            return
        }
        let file = Self.standardFile(of: configuration)
        if FileManager.default.fileExists(atPath: file) {
            secret = try Self.read(file)
            return
        }
        var random = SystemRandomNumberGenerator()
        let token = (0..<32).map { _ in String(format: "%02x", UInt8.random(in: 0...255, using: &random)) }.joined()
        let isWritten = FileManager.default.createFile(
            atPath: file,
            contents: Data((token + "\n").utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else { throw Unusable(file: file, reason: "it cannot be written") }
        secret = Secret(token)
    }

    /// The secret itself, for the rules of who may ask at all.
    var text: String { secret.reveal() }

    /// The name of the file in the storage directory.
    static let fileName = "token"

    /// Why there is no token.
    struct Unusable: Error, CustomStringConvertible {
        let file: String
        let reason: String
        var description: String { "the access token \(file): \(reason)" }
    }

    private static func read(_ file: String) throws -> Secret {
        let text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw Unusable(file: file, reason: "it cannot be read")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard token.count >= 16, token.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) else {
            throw Unusable(file: file, reason: "expected one line of at least 16 visible characters")
        }
        return Secret(token)
    }

    /// The token of an agent that runs elsewhere, for a command that asks it.
    ///
    /// - Parameters:
    ///   - file: where it stands; nil for the configured file, or that in the configured storage directory.
    ///   - configuration: the agent's, read only when it is needed.
    /// - Throws: `Unusable` with the file's name, or what reading the configuration throws.
    static func secret(in file: String?, orOf configuration: () throws -> Configuration) throws -> Secret {
        if let file { return try read(file) }
        let configuration = try configuration()
        return try read(configuration.web.tokenFile ?? standardFile(of: configuration))
    }

    private static func standardFile(of configuration: Configuration) -> String {
        URL(fileURLWithPath: configuration.storage.path).appendingPathComponent(fileName).path
    }

    /// Why a request may not change anything.
    struct Refusal: Sendable, Equatable {
        /// 401 or 403.
        let status: Int
        /// What it needs.
        let message: String

        /// That a browser asks on behalf of another site's page; nil when none does.
        static func crossSite(_ request: ServedRequest) -> Refusal? {
            request.isCrossSite ? Refusal(status: 403, message: "a page of another site may not ask for this") : nil
        }

        /// As a line of text.
        var answer: ServedResponse { marking(.text("\(status) \(message)", status: status)) }

        /// An answer that a client takes for the demand that it is.
        ///
        /// `Basic` is never asked for, though some routes take it: browsers would ask a person, and send what they said with
        /// every later request, whoever makes it.
        func marking(_ answer: ServedResponse) -> ServedResponse {
            var answer = answer
            if status == 401 { answer.headers["WWW-Authenticate"] = "Bearer" }
            return answer
        }
    }

    /// Why a request may not change anything; nil when it may.
    /// - Parameter takesBasic: whether the token may also be the password of a user of any name.
    func refusal(of request: ServedRequest, takesBasic: Bool = false) -> Refusal? {
        if let refusal = Refusal.crossSite(request) { return refusal }
        let given = request.headers["Authorization"] ?? ""
        let secrets = [Self.bearer(in: given), takesBasic ? Self.password(in: given) : nil]
        if secrets.contains(where: { $0.map { Self.isSame($0, secret.reveal()) } ?? false }) { return nil }
        return Refusal(status: 401, message: "this needs the header Authorization: Bearer TOKEN")
    }

    /// The same for a form of our own page, which carries the token as a field.
    func refusal(of request: ServedRequest, given field: String) -> Refusal? {
        if let refusal = Refusal.crossSite(request) { return refusal }
        if Self.isSame(field[...], secret.reveal()) { return nil }
        return Refusal(status: 401, message: "this is not the agent's token")
    }

    private static func bearer(in header: String) -> Substring? { credentials(of: "bearer", in: header) }

    /// The password of HTTP's Basic scheme (RFC 7617).
    private static func password(in header: String) -> Substring? {
        guard let encoded = credentials(of: "basic", in: header), let bytes = Data(base64Encoded: String(encoded))
        else { return nil }
        let pair = String(decoding: bytes, as: UTF8.self)
        return pair.firstIndex(of: ":").map { pair[pair.index(after: $0)...] }
    }

    /// What follows the name of a scheme, whose case means nothing (RFC 9110, 11.1).
    private static func credentials(of scheme: String, in header: String) -> Substring? {
        guard let blank = header.firstIndex(of: " "), header[..<blank].lowercased() == scheme else { return nil }
        return header[header.index(after: blank)...].drop { $0 == " " }
    }

    /// Compares without telling by its time how much is right.
    private static func isSame(_ given: Substring, _ wanted: String) -> Bool {
        let (given, wanted) = (Array(given.utf8), Array(wanted.utf8))
        guard given.count == wanted.count else { return false }
        return zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
