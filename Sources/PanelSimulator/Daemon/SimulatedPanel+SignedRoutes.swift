import PterodactylAPI
import Telemetry

/// Wings' routes whose address is all the permission that they need: each token works once (wings `router_download.go`).
extension SimulatedPanel {
    /// `/download/file`, `/download/backup` and `/upload/file`.
    mutating func wingsSigned(
        _ route: DaemonRoute,
        by node: SimulatedNode,
        _ context: RequestContext,
        _ requestID: String
    ) throws(DaemonAnswer) -> DaemonAnswer {
        let token = context.value("token") ?? ""
        guard SignedToken.claims(of: token, key: node.wingsToken) != nil else {
            throw .error(500, Self.unexpectedText, request: requestID)
        }
        guard let use = world.redeem(token: token, at: clock) else {
            throw .refusal(404, "The requested resource was not found on this server.")
        }
        do throws(FileProblem) {
            switch (route, use) {
            case (.downloadFile, .downloadFile), (.downloadBackup, .downloadBackup):
                let (name, bytes) = try world.download(use)
                var answer = DaemonAnswer(status: 200, body: bytes)
                answer.offer(as: name)
                return answer
            case (.upload, .upload):
                let files = FormFiles(context.request).files.filter { $0.field == "files" }
                guard !files.isEmpty else { throw .nothingGiven("No files were found on the request body.") }
                for file in files {
                    let directory = context.value("directory") ?? "/"
                    try world.receive(file.content, named: file.name, into: directory, for: use, at: clock)
                }
                return .empty(200)
            default: throw .notFound
            }
        } catch {
            throw .error(error.status, error.text, request: requestID)
        }
    }
}

extension DaemonAnswer {
    /// Makes the body a file that browsers save.
    mutating func offer(as name: String) {
        type = "application/octet-stream"
        headers.append(("Content-Disposition", "attachment; filename=\"\(name)\""))
    }
}
