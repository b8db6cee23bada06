import Kernel

/// Something people come here to do.
public struct TaskLink: Sendable, Hashable {
    let title: String
    let note: String
    let path: String

    /// - Parameter note: what comes of it, in a sentence.
    public init(_ title: String, note: String, path: String) {
        self.title = title
        self.note = note
        self.path = path
    }
}

extension HTML {
    /// The few things most people come for, large enough for a thumb.
    public static func taskLinks(_ tasks: [TaskLink]) -> HTML {
        let items = tasks.map { task -> HTML in
            """
            <li><a href="\(url: task.path)">\(task.title)</a><p>\(task.note)</p></li>

            """
        }
        return """
            <ul class="task-links">
            \(items)</ul>
            """
    }
}

extension ComponentGallery {
    static let taskLinks = Example(
        "task-links", Localized(zh: "主要任务", en: "Task links")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .taskLinks([
            TaskLink(
                word("上传报文", "Upload a message"),
                note: word("逐项检查，报送后立即得到回执。", "Every fault at its place; a receipt at once."),
                path: "#task-links"),
            TaskLink(
                word("查看申报", "See declarations"),
                note: word("进展、税款与回执。", "Progress, tax and receipts."), path: "#task-links"),
            TaskLink(
                word("查报文规范", "Message tables"),
                note: word("每个字段的类型、长度与取值。", "Type, length and values of every field."),
                path: "#task-links"),
        ])
    }
}
