internal import CCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One exchange: sets libcurl up, runs it on the present thread and collects the answer.
final class OutgoingTransfer {
    private let request: OutgoingHTTP.Request
    private let options: OutgoingHTTP.Options
    fileprivate let stop: OutgoingStop
    fileprivate var head: [OutgoingHTTP.Header] = []
    fileprivate var headBytes = 0
    fileprivate var body: [UInt8] = []
    fileprivate var isTooLarge = false
    fileprivate var refused: OutgoingAddress?

    init(
        _ request: OutgoingHTTP.Request, _ options: OutgoingHTTP.Options, _ stop: OutgoingStop
    ) {
        self.request = request
        self.options = options
        self.stop = stop
    }

    fileprivate var reach: OutgoingReach { options.reach }
    fileprivate var mostBytes: Int { options.mostBytes }

    func run(on handle: UnsafeMutableRawPointer) throws(OutgoingFault) -> OutgoingHTTP.Answer {
        var lines: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(lines) }
        // An empty value for `Expect`: no waiting for a 100 before the body.
        for line in request.headers.map({ "\($0.name): \($0.value)" }) + ["Expect:"] {
            guard let longer = curl_slist_append(lines, line) else { throw .broken("no memory") }
            lines = longer
        }
        tw_curl_set_list(handle, CURLOPT_HTTPHEADER, lines)
        var known: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(known) }
        for line in options.known {
            guard let longer = curl_slist_append(known, line) else { throw .broken("no memory") }
            known = longer
        }
        if known != nil { tw_curl_set_list(handle, CURLOPT_RESOLVE, known) }
        setLimits(handle)
        setSinks(handle)
        tw_curl_set_string(handle, CURLOPT_URL, request.url)
        let code = request.body.withUnsafeBytes { sent in
            setMethod(handle, sent)
            return curl_easy_perform(handle)
        }
        var status = 0
        tw_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        if isTooLarge { throw .tooLarge(status: status) }
        guard code == CURLE_OK else { throw fault(code) }
        return OutgoingHTTP.Answer(status: status, headers: head, body: body)
    }

    private func setLimits(_ handle: UnsafeMutableRawPointer) {
        tw_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        tw_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        tw_curl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        tw_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        tw_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        tw_curl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        tw_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, options.connectMilliseconds)
        let total = min(
            options.totalMilliseconds, request.totalMilliseconds ?? options.totalMilliseconds)
        tw_curl_set_long(handle, CURLOPT_TIMEOUT_MS, max(1, total))
        tw_curl_set_string(handle, CURLOPT_USERAGENT, "tradewind")
        // Through a proxy the checked address would be the proxy's: none where addresses count.
        if options.reach != .anywhere { tw_curl_set_string(handle, CURLOPT_PROXY, "") }
    }

    /// The callbacks find this object by the pointer; it outlives them, for they run inside
    /// `curl_easy_perform` only.
    private func setSinks(_ handle: UnsafeMutableRawPointer) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        tw_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, takeBody)
        tw_curl_set_pointer(handle, CURLOPT_WRITEDATA, me)
        tw_curl_set_sink(handle, CURLOPT_HEADERFUNCTION, takeHead)
        tw_curl_set_pointer(handle, CURLOPT_HEADERDATA, me)
        tw_curl_set_opener(handle, openChecked)
        tw_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, me)
        tw_curl_set_progress(handle, goOn)
        tw_curl_set_pointer(handle, CURLOPT_XFERINFODATA, me)
        tw_curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
    }

    private func setMethod(_ handle: UnsafeMutableRawPointer, _ sent: UnsafeRawBufferPointer) {
        switch request.method {
        case "GET" where sent.isEmpty: tw_curl_set_long(handle, CURLOPT_HTTPGET, 1)
        case "HEAD": tw_curl_set_long(handle, CURLOPT_NOBODY, 1)
        default:
            tw_curl_set_long(handle, CURLOPT_POST, 1)
            tw_curl_set_long(handle, CURLOPT_POSTFIELDSIZE, sent.count)
            let start = UnsafeMutableRawPointer(mutating: sent.baseAddress)
            tw_curl_set_pointer(handle, CURLOPT_POSTFIELDS, start)
            tw_curl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func fault(_ code: CURLcode) -> OutgoingFault {
        if let refused { return .addressRefused(refused.text) }
        let words = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return .cancelled
        case CURLE_COULDNT_RESOLVE_HOST: return .nameNotFound
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
            return .notSecure(words)
        case CURLE_COULDNT_CONNECT, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
            CURLE_PARTIAL_FILE, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return .notReached(words)
        default: return .broken(words)
        }
    }
}

private func transfer(_ pointer: UnsafeMutableRawPointer?) -> OutgoingTransfer? {
    pointer.map { Unmanaged<OutgoingTransfer>.fromOpaque($0).takeUnretainedValue() }
}

private func takeBody(
    _ start: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ me: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = transfer(me), let start else { return 0 }
    let bytes = UnsafeRawBufferPointer(start: start, count: size * count)
    guard transfer.body.count + bytes.count <= transfer.mostBytes else {
        transfer.isTooLarge = true
        return 0
    }
    transfer.body.append(contentsOf: bytes)
    return bytes.count
}

/// Headers come line by line; a status line begins a new head, as after `100 Continue`.
private func takeHead(
    _ start: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ me: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = transfer(me), let start else { return 0 }
    let bytes = UnsafeRawBufferPointer(start: start, count: size * count)
    transfer.headBytes += bytes.count
    guard transfer.headBytes <= 64 * 1024 else {
        transfer.isTooLarge = true
        return 0
    }
    if bytes.starts(with: Array("HTTP/".utf8)) { transfer.head.removeAll() }
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
        let name = String(decoding: bytes[..<colon], as: UTF8.self)
        let value = bytes[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        let end = value.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? value.startIndex
        transfer.head.append(
            OutgoingHTTP.Header(
                name, String(decoding: value[value.startIndex..<end], as: UTF8.self)))
    }
    return bytes.count
}

/// Opens the socket for the very address that was checked: a name that resolves to another address
/// the next time gains nothing.
private func openChecked(
    _ me: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
    _ target: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let transfer = transfer(me), let target, let start = tw_curl_address(target) else {
        return -1
    }
    let asked = target.pointee
    let address = OutgoingAddress(
        socketAddress: start, family: asked.family, length: Int(asked.addrlen))
    guard let address, transfer.reach.allows(address) else {
        transfer.refused = address ?? OutgoingAddress(bytes: [0, 0, 0, 0])
        return -1
    }
    // A later address of the same name may be allowed after an earlier one was refused.
    transfer.refused = nil
    return socket(asked.family, asked.socktype | Int32(SOCK_CLOEXEC.rawValue), asked.protocol)
}

/// Not zero ends the transfer; libcurl asks at least once a second.
private func goOn(
    _ me: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
    transfer(me)?.stop.isAsked.load(ordering: .relaxed) ?? true ? 1 : 0
}
