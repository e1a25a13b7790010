// How the panel writes limits: 0 for none, and -1 for unlimited swap space.

extension MebiByteLimit {
    /// The panel's number; a limit of 0 MiB or less would be none, which no limit can say otherwise.
    package var panelNumber: Int64 {
        switch self {
        case .unlimited: 0
        case .mebibytes(let number): max(0, number)
        }
    }
}

extension SwapLimit {
    /// The panel's number.
    package var panelNumber: Int64 {
        switch self {
        case .unlimited: -1
        case .mebibytes(let number): max(0, number)
        }
    }
}

extension PercentLimit {
    /// The panel's number; a limit of 0 percent or less would be none.
    package var panelNumber: Int64 {
        switch self {
        case .unlimited: 0
        case .percent(let number): max(0, number)
        }
    }
}
