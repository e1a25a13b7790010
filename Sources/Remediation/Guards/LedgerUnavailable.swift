extension Guard {
    /// Without a ledger an intent cannot be written before the act, and so there is no act.
    static let ledgerUnavailable = Guard(.ledgerUnavailable) { context in
        context.isLedgerWritable ? .yes : .no("the ledger cannot be written")
    }
}
