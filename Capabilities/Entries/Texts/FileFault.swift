import Kernel
import Uploads

/// Why a document that came whole and is of a type that is taken is not taken all the same.
enum FileFault: Sendable, Hashable {
    case damaged
    case tiny(Int)
    case bomb
    case pixels(Int)
    case tangled
    case pages(Int)
    case locked
    case active
    case embedded
    case infected

    init(_ trouble: DocumentShape.Trouble) {
        switch trouble {
        case .unreadable: self = .damaged
        case .tiny: self = .tiny(DocumentShape.leastSide)
        case .bomb: self = .bomb
        case .pixels: self = .pixels(DocumentShape.mostPixels / 1_000_000)
        case .tangled: self = .tangled
        case .pages: self = .pages(DocumentShape.mostPages)
        case .locked: self = .locked
        case .active: self = .active
        case .embedded: self = .embedded
        case .infected: self = .infected
        }
    }

    /// One of each.
    static let all: [FileFault] = [
        .damaged, .tiny(DocumentShape.leastSide), .bomb,
        .pixels(DocumentShape.mostPixels / 1_000_000), .tangled, .pages(DocumentShape.mostPages),
        .locked, .active, .embedded, .infected,
    ]

    func fault(at path: String) -> Fault {
        Fault(code: "entries.field-file-" + word, path: path, message: message, fix: fix)
    }

    private var word: String {
        switch self {
        case .damaged: "damaged"
        case .tiny: "tiny"
        case .bomb: "bomb"
        case .pixels: "pixels"
        case .tangled: "tangled"
        case .pages: "pages"
        case .locked: "locked"
        case .active: "active"
        case .embedded: "embedded"
        case .infected: "infected"
        }
    }

    private var message: Localized {
        switch self {
        case .damaged:
            Localized(
                zh: "文件不完整或已损坏，或其中的内容无法检查。",
                en: "The file is broken off or damaged, or cannot be looked into.")
        case .tiny(let least):
            Localized(
                zh: "图片的宽或高不足 \(least) 像素，看不清内容。",
                en: "The picture has fewer than \(least) pixels on a side: nothing can be read.")
        case .bomb:
            Localized(
                zh: "文件展开后过大。", en: "The file unpacks to too much.")
        case .pixels(let most):
            Localized(
                zh: "图片超过 \(most) 百万像素。",
                en: "A picture has more than \(most) million pixels.")
        case .tangled:
            Localized(
                zh: "文件的内部结构过于零碎或层层嵌套，没有全部检查完就停止了。",
                en: "It has so many parts, or parts so nested in each other, that looking into it "
                    + "was given up.")
        case .pages(let most):
            Localized(zh: "文件超过 \(most) 页。", en: "The file has more than \(most) pages.")
        case .locked:
            Localized(
                zh: "文件已加密或限制了权限，无法检查其内容。",
                en: "The file is encrypted or its use restricted: nobody can look into it.")
        case .active:
            Localized(
                zh: "文件中含有脚本、启动程序的动作或带脚本的表单。",
                en: "The file holds a script, an action that starts a program, or a form with "
                    + "scripts.")
        case .embedded:
            Localized(zh: "文件中嵌有其他文件。", en: "Other files are embedded in the file.")
        case .infected:
            Localized(
                zh: "病毒检查发现文件含有恶意内容。",
                en: "The scanner for viruses found something harmful in the file.")
        }
    }

    private var fix: Localized {
        switch self {
        case .damaged:
            Localized(
                zh: "重新扫描或导出，确认能打开后再附上。",
                en: "Scan or export it anew, and see that it opens.")
        case .tiny: Localized(zh: "附上清晰的扫描件。", en: "Attach a scan that can be read.")
        case .bomb: Localized(zh: "缩小或重新导出后再附上。", en: "Make it smaller, or export it anew.")
        case .pixels:
            Localized(
                zh: "降低分辨率（例如每英寸 300 点）后重新扫描或导出。",
                en: "Scan or export it at a lower resolution, such as 300 dots an inch.")
        case .tangled:
            Localized(
                zh: "打印为新的 PDF（或扫描成图片）后再附上。",
                en: "Print it to a new PDF, or scan it, and attach that.")
        case .pages:
            Localized(zh: "只附与本批货物有关的部分。", en: "Attach the pages about these goods.")
        case .locked:
            Localized(
                zh: "取消密码和权限限制，重新导出后再附上。",
                en: "Take password and restrictions off and export it anew.")
        case .active:
            Localized(
                zh: "打印为新的 PDF（脚本不会保留）后再附上。",
                en: "Print it to a new PDF, which leaves scripts out, and attach that.")
        case .embedded:
            Localized(
                zh: "去掉嵌入的文件，需要的另作一份材料附上。",
                en: "Take them out; attach what is needed as a paper of its own.")
        case .infected:
            Localized(
                zh: "检查本机是否感染病毒，重新扫描纸质原件后再附上。",
                en: "Look whether your computer is infected; scan the paper itself anew and attach "
                    + "that.")
        }
    }
}
