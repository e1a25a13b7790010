import PanelTransport
import PterodactylAPI
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct TLSTests {
    private let answer = ScriptedServer.Script.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", closes: false)

    /// Sends one request to a server whose certificate comes from an authority that the system does not know.
    private func status(
        certifying address: String = "127.0.0.1",
        _ change: (inout AsyncHTTPTransport.Configuration, TestIdentity) -> Void
    ) async throws -> Result<Int, TransportError> {
        var result = Result<Int, TransportError>.failure(.cancelled)
        try await TestIdentity.with(address: address) { identity in
            var configuration = AsyncHTTPTransport.Configuration()
            change(&configuration, identity)
            try await ScriptedServer.run(answer, as: identity) { server in
                try await AsyncHTTPTransport.withTransport(configuration) { transport in
                    let request = ClientAPI().account.get().call.request(
                        base: "https://127.0.0.1:\(server.port)",
                        key: Secret("ptlc_dummy")
                    )
                    do throws(TransportError) {
                        result = .success(try await transport.send(request).status)
                    } catch {
                        result = .failure(error)
                        // Whoever is not trusted never sees the key.
                        #expect(!server.requests.contains { $0.contains("ptlc_dummy") })
                    }
                }
            }
        }
        return result
    }

    @Test func `an authority that nobody trusts is refused before the key is sent`() async throws {
        let result = try await status { _, _ in }
        guard case .failure(let error) = result else {
            Issue.record("it was trusted")
            return
        }
        #expect(error.reason == "tls", "\(error)")
    }

    @Test func `a CA file makes its authority trusted`() async throws {
        let result = try await status { configuration, identity in configuration.caFile = identity.certificateFile }
        #expect(try result.get() == 200)
    }

    @Test func `a certificate for another address is refused, trusted authority or not`() async throws {
        let result = try await status(certifying: "127.0.0.2") { configuration, identity in
            configuration.caFile = identity.certificateFile
        }
        guard case .failure(let error) = result else {
            Issue.record("it was trusted")
            return
        }
        #expect(error.reason == "tls", "\(error)")
    }

    @Test func `only who asks for it accepts any certificate`() async throws {
        let result = try await status { configuration, _ in configuration.isTLSInsecure = true }
        #expect(try result.get() == 200)
    }
}
