/// What somebody signed in with, as the browser names itself: enough to know one's own again, too
/// little to tell people apart by.
func deviceName(_ userAgent: String?) -> String {
    guard let userAgent else { return "" }
    func first(_ names: [(sign: String, name: String)]) -> String? {
        names.first { userAgent.contains($0.sign) }?.name
    }
    // Most browsers name others as well: the narrower sign stands first.
    let browser = first([
        ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ])
    let system = first([
        ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
        ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ])
    return [browser, system].compactMap { $0 }.joined(separator: " · ")
}
