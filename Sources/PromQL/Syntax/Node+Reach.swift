extension Node {
    /// Calls with each selector below this node and how far back from the evaluation time it may look: its range and
    /// offset and those of the subqueries around it, each where it is not negative.
    func forEachSelector(reach: Duration = .zero, _ body: (Selector, Duration) -> Void) {
        switch form {
        case .selector(let selector):
            body(selector, max(.zero, reach + selector.shift.offset))
        case .range(let selector, let range):
            body(selector, max(.zero, reach + range + selector.shift.offset))
        case .subquery(let subquery):
            let reach = max(.zero, reach + subquery.range + subquery.shift.offset)
            subquery.expression.forEachSelector(reach: reach, body)
        default:
            for child in children { child.forEachSelector(reach: reach, body) }
        }
    }
}
