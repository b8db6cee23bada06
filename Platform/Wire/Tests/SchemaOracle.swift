import CXML2
import Wire

/// A message table as an XML schema, checked by libxml2: the oracle for what fits and what does not.
final class SchemaOracle {
    private let schema: xmlSchemaPtr

    init?(_ table: MessageTable) {
        let text = SchemaOracle.schema(of: table)
        // The parser keeps no copy of the text, so both steps happen inside.
        let parsed = text.withCString { start -> xmlSchemaPtr? in
            let parser = xmlSchemaNewMemParserCtxt(start, Int32(text.utf8.count))
            defer { xmlSchemaFreeParserCtxt(parser) }
            return xmlSchemaParse(parser)
        }
        guard let parsed else { return nil }
        schema = parsed
    }

    deinit { xmlSchemaFree(schema) }

    /// Whether a document is well-formed and valid.
    func takes(_ bytes: [UInt8]) -> Bool {
        let options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
        let document = bytes.withUnsafeBytes { buffer in
            xmlReadMemory(
                buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil,
                options)
        }
        guard let document else { return false }
        defer { xmlFreeDoc(document) }
        let validation = xmlSchemaNewValidCtxt(schema)
        defer { xmlSchemaFreeValidCtxt(validation) }
        xmlSchemaSetValidErrors(validation, nil, nil, nil)
        xmlSchemaSetValidStructuredErrors(validation, { _, _ in }, nil)
        return xmlSchemaValidateDoc(validation, document) == 0
    }

    // MARK: the schema

    private static func schema(of table: MessageTable) -> String {
        var parts = element(
            table.document, of: document(table), occurs: occurs(table.documents))
        if let transfer = table.transfer, let subscription = table.subscription {
            parts += element("BaseTransfer", of: fields(transfer.fields), occurs: "")
            parts += element(
                "BaseSubscribe", of: fields(subscription.fields),
                occurs: " minOccurs='0' maxOccurs='5'")
            let least = table.signature == .required ? "" : " minOccurs='0'"
            let signature = "<xs:any namespace='http://www.w3.org/2000/09/xmldsig#' processContents='skip'\(least)/>"
            let extending = """
                <xs:element name='ExtendMessage' minOccurs='0'><xs:complexType><xs:sequence>
                <xs:element name='name'>\(simple(.text(least: 0, most: 30)))</xs:element>
                <xs:element name='version'>\(simple(.text(least: 0, most: 30)))</xs:element>
                <xs:element name='Message'><xs:complexType><xs:sequence>
                <xs:any minOccurs='0' processContents='skip'/>
                </xs:sequence></xs:complexType></xs:element>
                </xs:sequence></xs:complexType></xs:element>
                """
            parts += table.direction == .export ? signature + extending : extending + signature
        }
        return """
            <xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' elementFormDefault='qualified'
            targetNamespace='http://www.chinaport.gov.cn/ceb' xmlns='http://www.chinaport.gov.cn/ceb'>
            <xs:element name='\(table.root)'><xs:complexType><xs:sequence>\(parts)</xs:sequence>
            <xs:attribute name='guid' use='required'>\(simple(.text(least: 36, most: 36)))</xs:attribute>
            <xs:attribute name='version' use='required'>\(simple(.text(least: 1, most: 10)))</xs:attribute>
            </xs:complexType></xs:element></xs:schema>
            """
    }

    private static func document(_ table: MessageTable) -> String {
        if table.isFlat { return fields(table.head.fields) }
        var parts = element(table.head.name, of: fields(table.head.fields), occurs: "")
        if let line = table.line {
            parts += element(line.name, of: fields(line.fields), occurs: occurs(table.lines))
        }
        return parts
    }

    private static func element(_ name: String, of parts: String, occurs: String) -> String {
        "<xs:element name='\(name)'\(occurs)><xs:complexType><xs:sequence>\(parts)"
            + "</xs:sequence></xs:complexType></xs:element>"
    }

    private static func occurs(_ occurrence: Occurrence) -> String {
        let most = occurrence.most.map { String($0) } ?? "unbounded"
        return " minOccurs='\(occurrence.least)' maxOccurs='\(most)'"
    }

    private static func fields(_ fields: [MessageField]) -> String {
        fields.map { field in
            var start = "<xs:element name='\(field.name)'"
            if !field.isRequired { start += " minOccurs='0'" }
            if let fixed = field.fixed { start += " fixed='\(fixed)'" }
            if let standard = field.standard { start += " default='\(standard)'" }
            return start + ">" + simple(field.type, field.collapses) + "</xs:element>"
        }.joined()
    }

    private static func simple(_ type: FieldType, _ collapses: Bool = false) -> String {
        let base: String
        var facets = collapses ? "<xs:whiteSpace value='collapse'/>" : ""
        switch type {
        case .text(let least, let most):
            base = "xs:string"
            if least == most {
                facets += "<xs:length value='\(least)'/>"
            } else {
                if least > 0 { facets += "<xs:minLength value='\(least)'/>" }
                if let most { facets += "<xs:maxLength value='\(most)'/>" }
            }
        case .decimal(let digits, let decimals):
            base = "xs:decimal"
            facets += "<xs:totalDigits value='\(digits)'/><xs:fractionDigits value='\(decimals)'/>"
        case .integer(let digits):
            base = "xs:integer"
            facets += "<xs:totalDigits value='\(digits)'/>"
        case .int32, .any: base = "xs:int"
        }
        return "<xs:simpleType><xs:restriction base='\(base)'>\(facets)</xs:restriction></xs:simpleType>"
    }
}
