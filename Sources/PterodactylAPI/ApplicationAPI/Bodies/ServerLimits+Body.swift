extension ServerLimits {
    /// `limits` as the panel takes them; whether the kernel kills the server stands beside it, as `oom_disabled`.
    var json: JSONValue {
        [
            "memory": .integer(memory.panelNumber),
            "swap": .integer(swap.panelNumber),
            "disk": .integer(disk.panelNumber),
            "io": .whole(ioWeight),
            "cpu": .integer(cpu.panelNumber),
            "threads": .orNull(threads),
        ]
    }
}

extension FeatureLimits {
    /// `feature_limits` as the panel takes them.
    var json: JSONValue {
        ["databases": .orNull(databases), "allocations": .orNull(allocations), "backups": .whole(backups)]
    }
}
