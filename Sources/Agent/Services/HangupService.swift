import ServiceLifecycle
import UnixSignals

/// Reloads at SIGHUP.
struct HangupService: Service {
    let reloader: Reloader

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            try? reloader.reload()  // says itself what is wrong, and changes nothing then
        }
    }
}
