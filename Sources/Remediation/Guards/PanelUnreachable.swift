import Collecting

extension Guard {
    /// A panel that does not answer says nothing about its servers.
    static let panelUnreachable = Guard(.panelUnreachable) { view, _ in
        view.isPanelReachable ? .yes : .no("the panel \(view.panel) does not answer")
    }
}
