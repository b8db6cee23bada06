import Kernel

/// Why a file of the watched folder was not even looked into. The order of the cases is the order
/// of precedence.
enum FolderRefusal: Refusal, Hashable {
    /// The folder it lies in is not named after a registered enterprise.
    case unknownEnterprise(folder: String)
    case suspended(folder: String)
    /// A link, a folder or a device with the name of a message.
    case notAFile
    case tooLarge(megabytes: Int)

    /// One of each, for the pages about problems.
    static let all: [FolderRefusal] = [
        .unknownEnterprise(folder: "…"), .suspended(folder: "…"), .notAFile,
        .tooLarge(megabytes: 10),
    ]

    var code: String {
        switch self {
        case .unknownEnterprise: "declarations.folder-unknown-enterprise"
        case .suspended: "declarations.folder-enterprise-suspended"
        case .notAFile: "declarations.folder-not-a-file"
        case .tooLarge: "declarations.folder-file-too-large"
        }
    }

    var status: Int {
        switch self {
        case .unknownEnterprise, .suspended: 403
        case .notAFile: 422
        case .tooLarge: 413
        }
    }

    var message: Localized {
        switch self {
        case .unknownEnterprise(let folder):
            Localized(
                zh: "目录名“\(folder)”不是已登记企业的代码",
                en: "The folder's name \"\(folder)\" is no code of a registered enterprise")
        case .suspended(let folder):
            Localized(
                zh: "企业 \(folder) 已暂停，暂不接收其报文",
                en: "Enterprise \(folder) is suspended; nothing is taken from it")
        case .notAFile:
            Localized(
                zh: "不是普通文件（可能是链接），不予读取",
                en: "This is no ordinary file (a link, perhaps) and is not read")
        case .tooLarge(let megabytes):
            Localized(
                zh: "文件超过 \(megabytes) MiB，不予读取",
                en: "The file has more than \(megabytes) MiB and is not read")
        }
    }

    var fix: Localized {
        switch self {
        case .unknownEnterprise:
            Localized(
                zh: "目录名须为统一社会信用代码、海关注册编码或电商平台代码；登记后把文件重新放入",
                en: "Name the folder by a code of the enterprise (credit code, customs "
                    + "registration, platform code) and put the file there again")
        case .suspended:
            Localized(
                zh: "恢复企业状态后，把文件重新放入", en: "Once it is active again, put the file there again")
        case .notAFile:
            Localized(zh: "放入报文文件本身", en: "Put the message file itself there")
        case .tooLarge:
            Localized(zh: "拆分为多个报文后重新放入", en: "Split it into several messages and put them there")
        }
    }
}
