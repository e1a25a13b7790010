internal import Telemetry

/// What a function is given.
struct Invocation {
    /// The arguments as written.
    let nodes: [Node]
    /// Their values.
    let arguments: [Value]
    /// The time and the query around it.
    let moment: Moment
    /// Whether names that the function drops stay until the end of the evaluation.
    let delaysNameRemoval: Bool
    /// What was remarked; nil when nobody wants to know.
    var remarks: Remarks?

    /// Remarks on an argument.
    mutating func remark(_ remark: Remark, onArgument index: Int) {
        if index < nodes.count { remarks?.add(remark, about: nodes[index].unparenthesized) }
    }

    func scalar(_ index: Int) -> Double {
        if index < arguments.count, case .scalar(let value) = arguments[index] { return value }
        return .nan
    }

    func vector(_ index: Int) -> [VectorElement] {
        if index < arguments.count, case .vector(let elements) = arguments[index] { return elements }
        return []
    }

    func text(_ index: Int) -> String {
        if index < arguments.count, case .string(let text) = arguments[index] { return text }
        return ""
    }
}

/// A time of evaluation and the query that it belongs to.
struct Moment {
    var time: Timestamp
    let start: Timestamp
    let end: Timestamp
    let step: Duration
}

/// The samples of one series in a window that is open on the left.
struct RangeWindow {
    /// Ascending in time, at least one, no stale markers.
    let samples: ArraySlice<Sample>
    /// When what each sample counts began, at the samples' places; empty where that is known of none.
    let starts: ArraySlice<Timestamp?>
    /// The window's start, itself not included.
    let start: Timestamp
    /// The window's end, included.
    let end: Timestamp
    /// The time of evaluation.
    let time: Timestamp
    /// How the samples reach beyond the window; nil when they do not.
    let windowExtension: WindowExtension?
}

/// A value during an evaluation.
enum Value {
    case scalar(Double)
    case vector([VectorElement])
    case matrix([RangeSeries], start: Timestamp, end: Timestamp, WindowExtension?)
    case string(String)
}

/// A series of a range vector.
struct RangeSeries {
    let labels: LabelSet
    let samples: ArraySlice<Sample>
    /// When what each sample counts began, at the samples' places; empty where that is known of none.
    let starts: ArraySlice<Timestamp?>
    /// Whether the metric's name is still there only until the end of the evaluation.
    var dropsName = false
}
