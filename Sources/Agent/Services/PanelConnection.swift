import Collecting
import PterodactylAPI

/// The way to one panel: its address, its key, and what carries requests there.
struct PanelConnection: Sendable {
    let base: String
    let key: Secret
    let transport: any HTTPTransport

    /// Sends a call.
    func send(_ call: PanelCall) async -> Result<HTTPResponse, TransportError> {
        do throws(TransportError) {
            return .success(try await transport.send(call.request.request(base: base, key: key)))
        } catch {
            return .failure(error)
        }
    }
}
