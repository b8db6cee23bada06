public import Kernel

extension Parties {
    /// One of each refusal that only pages give, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        (AuditRefusal.all as [any Refusal]) + (ShelfRefusal.all as [any Refusal])
    }

    /// One of each fault inside a refusal.
    public static var faults: [Fault] { InputFault.all.map(\.fault) }
}
