public import Kernel

extension HTML {
    /// A wide place to drop files on, or to choose them: the browser's own field, so that it works
    /// by keyboard and without script. The form must be `.upload`.
    ///
    /// - Parameter accept: kinds the chooser offers, for example `.xlsx,.csv`.
    public static func fileDrop(
        _ field: Field, accept: String? = nil, allowsSeveral: Bool = false, language: Language
    ) -> HTML {
        field.around(
            """
            <input class="input input-file input-drop" type="file"\(field.attributes)\
            \(attribute: "accept", accept)\(flag: "multiple", allowsSeveral)>
            """, language: language)
    }
}

extension ComponentGallery {
    static let fileDrop = Example("file-drop", Localized(zh: "文件拖放", en: "File drop")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .form(
            to: "/\(language.rawValue)/components", token: "example", .upload,
            content: .fileDrop(
                Field(
                    "drop-file", label: word("表格文件", "Spreadsheet"),
                    hint: word(
                        "把文件拖到框里，或点选文件。XLSX 或 CSV。",
                        "Drop a file into the box, or choose one. XLSX or CSV.")),
                accept: ".xlsx,.csv", language: language))
    }
}
