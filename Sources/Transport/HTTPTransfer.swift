import CCurl
import HTTPTypes

/// One HTTP request and its answer.
final class HTTPTransfer: Transfer, @unchecked Sendable {
  struct Answer: Sendable {
    var response: HTTPResponse
    var body: [UInt8]
    /// Where a redirect leads, made absolute by libcurl.
    var location: String?
  }

  /// The header as a whole; libcurl itself bounds a single line.
  static let headerLimit = 64 << 10

  private let target: Target
  private let request: HTTPRequest
  private let body: [UInt8]
  private let answered: @Sendable (Result<Answer, TransportFailure>) -> Void

  private var fields = HTTPFields()
  private var reason = ""
  private var headerBytes = 0
  /// The blank line has come. libcurl takes a connection that closes before it for an answer.
  private var isHeaderComplete = false
  private var received: [UInt8] = []

  init(
    _ request: HTTPRequest, target: Target, body: [UInt8], configuration: TransportConfiguration,
    limits: TransferLimits, answered: @escaping @Sendable (Result<Answer, TransportFailure>) -> Void
  ) {
    self.target = target
    self.request = request
    self.body = body
    self.answered = answered
    super.init(configuration: configuration, limits: limits, isPlain: target.isPlain)
  }

  override func prepare(_ handle: EasyHandle) {
    super.prepare(handle)
    handle.set(CURLOPT_URL, target.url)
    handle.set(CURLOPT_PROTOCOLS_STR, target.scheme)
    handle.set(CURLOPT_FOLLOWLOCATION, 0)
    handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Rather wait for a connection that can carry many requests than open many.
    if !target.isPlain { handle.set(CURLOPT_PIPEWAIT, 1) }
    handle.set(CURLOPT_ACCEPT_ENCODING, "")
    if !limits.isStatusEnough {
      _ = ccurl_set_size(handle.pointer, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limits.body))
    }
    prepareMethod(handle)
    handle.set(CURLOPT_HTTPHEADER, list: headerLines)
    _ = ccurl_set_pointer(handle.pointer, CURLOPT_HEADERDATA, context)
    _ = ccurl_set_data_callback(handle.pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      return HTTPTransfer.here(context).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    _ = ccurl_set_pointer(handle.pointer, CURLOPT_WRITEDATA, context)
    _ = ccurl_set_data_callback(handle.pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      return HTTPTransfer.here(context).takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
  }

  override func finish(_ failure: TransportFailure?) {
    if let failure, !(limits.isStatusEnough && hasStatus && failure.isOfTheBody) {
      return answered(.failure(failure))
    }
    guard isHeaderComplete else { return answered(.failure(.closed("the header was not complete"))) }
    guard let handle, case let code = handle.long(CURLINFO_RESPONSE_CODE), (100...999).contains(code) else {
      return answered(.failure(.garbled("no HTTP status")))
    }
    let status = HTTPResponse.Status(code: code, reasonPhrase: reason)
    let response = HTTPResponse(status: status, headerFields: fields)
    answered(
      .success(Answer(response: response, body: received, location: handle.string(CURLINFO_REDIRECT_URL))))
  }

  /// The header of the real answer is complete; one before it (1xx) does not count.
  private var hasStatus: Bool { isHeaderComplete && (handle?.long(CURLINFO_RESPONSE_CODE) ?? 0) >= 200 }

  private func prepareMethod(_ handle: EasyHandle) {
    if !body.isEmpty || request.method == .post {
      _ = ccurl_set_size(handle.pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      if body.isEmpty {
        handle.set(CURLOPT_COPYPOSTFIELDS, "")
      } else {
        _ = body.withUnsafeBytes { ccurl_set_bytes(handle.pointer, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
      }
    }
    switch request.method {
    case .get where body.isEmpty: handle.set(CURLOPT_HTTPGET, 1)
    case .head where body.isEmpty: handle.set(CURLOPT_NOBODY, 1)
    case .post: break
    default: handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
  }

  /// The request's fields as libcurl wants them: `Name;` for an empty value, `Name:` to leave a default out.
  private var headerLines: [String] {
    var lines = request.headerFields.map {
      $0.value.isEmpty ? "\($0.name.rawName);" : "\($0.name.rawName): \($0.value)"
    }
    if request.headerFields[.userAgent] == nil { lines.append("User-Agent: \(configuration.userAgent)") }
    if !body.isEmpty || request.method == .post {
      if request.headerFields[.contentType] == nil { lines.append("Content-Type:") }
      lines.append("Expect:")
    }
    return lines
  }

  /// One line of the header. A status line begins anew: answers 1xx come before the real one.
  private func takeHeader(_ line: UnsafeRawBufferPointer) -> Int {
    headerBytes += line.count
    guard headerBytes <= HTTPTransfer.headerLimit else {
      verdict = .tooLarge(limit: HTTPTransfer.headerLimit)
      return 0
    }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      fields = HTTPFields()
      isHeaderComplete = false
      let words = text.split(separator: " ", maxSplits: 2)
      reason = words.count == 3 ? words[2].filter { !$0.isNewline } : ""
    } else if text.allSatisfy(\.isNewline) {
      isHeaderComplete = true
    } else if let colon = text.firstIndex(of: ":"), let name = HTTPField.Name(String(text[..<colon])) {
      let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields.append(HTTPField(name: name, value: String(value.prefix { !$0.isNewline })))
    }
    return line.count
  }

  /// Decompressed bytes of the body; stops a transfer that grows beyond its limit, whatever its header promised.
  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard bytes.count <= limits.body - received.count else {
      verdict = .tooLarge(limit: limits.body)
      return 0
    }
    received.append(contentsOf: bytes)
    return bytes.count
  }

  private static func here(_ context: UnsafeMutableRawPointer) -> HTTPTransfer {
    Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
  }
}
