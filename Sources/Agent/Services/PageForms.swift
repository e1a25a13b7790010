import HTTPServing
import QueryAPI
import Remediation

/// What the page at `/` can do: its forms carry the token that a person types, so that no other page can use them.
///
/// An answer is a line of text; the browser's way back shows how things are then.
enum PageForms {
    /// Where the form of the questions is posted.
    static let answer = "/remediations/answer"
    /// Where the form of the switch is posted.
    static let stop = "/remediations/stop"

    /// Adds the routes.
    static func add(
        to router: inout Router,
        answering desk: ApprovalDesk,
        throwing stops: StopKeeper,
        asking view: ViewDesk<QueryView>,
        token: AccessToken
    ) {
        router.addDeferred(.post, answer) { request in
            guard let form = Form(request) else { return incomplete }
            if let refusal = token.refusal(of: request, given: form["token"]) { return refusal.answer }
            return await settle(form, desk)
        }
        router.addDeferred(.post, stop) { request in
            guard let form = Form(request) else { return incomplete }
            if let refusal = token.refusal(of: request, given: form["token"]) { return refusal.answer }
            return await turn(form, stops, view)
        }
    }

    /// The fields of a posted form; nil without a name of whoever sends it.
    private struct Form {
        private let fields: [String: String]
        let name: String

        init?(_ request: ServedRequest) {
            let pairs = request.parametersWithForm.map { ($0.name, $0.value) }
            fields = Dictionary(pairs) { first, _ in first }
            name = fields["by"] ?? ""
            guard BodyFields.isLine(name, atMost: StopFiles.longestName) else { return nil }
        }

        subscript(_ key: String) -> String { fields[key] ?? "" }
    }

    private static var incomplete: ServedResponse {
        .text("Say who you are, in a line of 1 to \(StopFiles.longestName) characters.", status: 400)
    }

    private static func settle(_ form: Form, _ desk: ApprovalDesk) async -> ServedResponse {
        guard ["approve", "deny"].contains(form["answer"]) else {
            return .text("The answer is neither approve nor deny.", status: 400)
        }
        switch await desk.answer(form["id"], approves: form["answer"] == "approve", by: form.name) {
        case .success(let approval):
            return .text("\(form["answer"] == "approve" ? "Approved" : "Denied"): \(approval.plan).")
        case .failure(.notOpen): return .text("This question is not open: it was answered, or has lapsed.", status: 404)
        case nil: return .text("The agent is stopping.", status: 503)
        }
    }

    /// Answers once the core knows, as ``StopRoutes`` does.
    private static func turn(
        _ form: Form,
        _ stops: StopKeeper,
        _ view: ViewDesk<QueryView>
    ) async -> ServedResponse {
        let isEnd = form["turn"] == "resume"
        do {
            if isEnd { try stops.resume(by: form.name) } else { try stops.stop(by: form.name, reason: nil) }
        } catch {
            return .text("The switch could not be changed: \(error)", status: 500)
        }
        _ = await view.view()
        return .text(isEnd ? "Remediation goes on." : "All remediation is stopped.")
    }
}
