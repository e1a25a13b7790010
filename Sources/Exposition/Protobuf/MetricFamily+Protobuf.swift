import Telemetry

/// The fields of `io.prometheus.client.MetricFamily` and of a `Metric`
/// (`github.com/prometheus/client_model`, `io/prometheus/client/metrics.proto`).
extension MetricFamily {
    /// The fields of a family that stand before its metrics.
    var protobufHead: ProtobufWriter {
        var message = ProtobufWriter()
        message.append(1, name)
        message.append(2, help)
        message.append(3, protobufType)
        return message
    }

    /// The fields of a family that stand after its metrics.
    var protobufTail: ProtobufWriter {
        var message = ProtobufWriter()
        if let unit { message.append(5, unit) }
        return message
    }

    /// The field of a metric that holds the value of this family's series.
    var protobufValueField: Int {
        switch kind {
        case .gauge: 2
        case .counter: 3
        case .histogram: 7
        }
    }

    private var protobufType: UInt64 {
        switch kind {
        case .counter: 0
        case .gauge: 1
        case .histogram: 4
        }
    }
}
