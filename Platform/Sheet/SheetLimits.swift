/// How much a workbook may hold. What lies beyond is refused before it costs memory or time: a file
/// of a few kilobytes can unpack to gigabytes.
public struct SheetLimits: Sendable, Hashable {
    /// Bytes of the file as it was sent.
    public var fileBytes = 16 << 20
    /// Files inside it.
    public var entries = 500
    /// Bytes of all that is unpacked.
    public var unpackedBytes = 96 << 20
    /// How many times its size a part may unpack to; parts below a megabyte are not looked at.
    public var ratio = 250
    /// Rows that have something in them.
    public var rows = 20_000
    public var columns = 300
    /// Cells that have something in them.
    public var cells = 2_000_000
    /// Bytes of the text of one cell: a spreadsheet's own limit is 32,767 letters.
    public var cellBytes = 128 << 10

    public init() {}
}
