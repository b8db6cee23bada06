/// A value that holds a secret: printed, interpolated, reflected or dumped, it says nothing of it.
/// Frameworks write out what they are handed, so that it is not enough to print no secret oneself.
public protocol Withheld: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{}

extension Withheld {
    /// The type's name and nothing of the value.
    public var description: String { "\(Self.self)(withheld)" }
    public var debugDescription: String { description }
    /// No children.
    public var customMirror: Mirror {
        Mirror(self, children: EmptyCollection<Mirror.Child>())
    }
}
