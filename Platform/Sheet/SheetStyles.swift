/// The looks of cells, as numbers of the formats in the styles part.
enum SheetStyles {
    static let text = 1
    static let marked = 6
    static let faultText = 7
    static let number = 8
    static let markedNumber = 9
    static let count = 10

    static func of(_ heading: SheetPage.Heading) -> Int {
        switch heading {
        case .required: 2
        case .optional: 3
        case .fault: 4
        case .result: 5
        }
    }

    /// Number format 49 is *text*: what is typed stays as it is; 0 is *general*. The blue and the
    /// red are those of the pages.
    static let part = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?>\
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
        <fonts count="5"><font><sz val="11"/><name val="等线"/></font>\
        <font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="等线"/></font>\
        <font><b/><sz val="11"/><color rgb="FF0B3A5B"/><name val="等线"/></font>\
        <font><sz val="11"/><color rgb="FFB42318"/><name val="等线"/></font>\
        <font><sz val="11"/><color rgb="FF4A5560"/><name val="等线"/></font></fonts>\
        <fills count="6"><fill><patternFill patternType="none"/></fill>\
        <fill><patternFill patternType="gray125"/></fill>\
        <fill><patternFill patternType="solid"><fgColor rgb="FF0B4F7D"/></patternFill></fill>\
        <fill><patternFill patternType="solid"><fgColor rgb="FFDCE8F0"/></patternFill></fill>\
        <fill><patternFill patternType="solid"><fgColor rgb="FFB42318"/></patternFill></fill>\
        <fill><patternFill patternType="solid"><fgColor rgb="FFFDE7E4"/></patternFill></fill>\
        </fills><borders count="1"><border/></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
        </cellStyleXfs><cellXfs count="\(count)">\
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
        \(heading(font: 1, fill: 2))\(heading(font: 2, fill: 3))\(heading(font: 1, fill: 4))\
        \(heading(font: 2, fill: 3))\
        <xf numFmtId="49" fontId="3" fillId="5" borderId="0" xfId="0" applyNumberFormat="1" \
        applyFont="1" applyFill="1"/>\
        <xf numFmtId="49" fontId="3" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" \
        applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>\
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
        <xf numFmtId="0" fontId="3" fillId="5" borderId="0" xfId="0" applyNumberFormat="1" \
        applyFont="1" applyFill="1"/></cellXfs>\
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>\
        </cellStyles></styleSheet>
        """.utf8)

    private static func heading(font: Int, fill: Int) -> String {
        """
        <xf numFmtId="49" fontId="\(font)" fillId="\(fill)" borderId="0" xfId="0" \
        applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">\
        <alignment wrapText="1" vertical="center"/></xf>
        """
    }
}
