internal import Telemetry

extension VectorElement {
    /// The element with a new value, whose meaning is no longer that of the metric.
    /// - Parameter delayed: whether the name stays until the end of the evaluation.
    func derived(_ value: Double, delayed: Bool) -> VectorElement {
        var element = VectorElement(labels: delayed ? labels : labels.withoutMetricIdentity, value: value)
        element.dropsName = delayed
        return element
    }

    /// The element without a name that was to go at the end.
    var settled: VectorElement {
        dropsName ? VectorElement(labels: labels.withoutMetricIdentity, value: value) : self
    }
}
