import CCurl

/// A libcurl easy handle with what must live as long as its transfer. Used by the loop's thread only;
/// reset and reused, because making one costs more than a small request.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let words: UnsafeMutablePointer<CChar>
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init?() {
    guard let pointer = curl_easy_init() else { return nil }
    self.pointer = pointer
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(pointer)
    freeLists()
    words.deallocate()
  }

  /// Forgets all options; connections stay in the multi handle's pool.
  func reset() {
    curl_easy_reset(pointer)
    freeLists()
    words[0] = 0
  }

  func set(_ option: CURLoption, _ value: Int) { _ = ccurl_set_long(pointer, option, value) }
  func set(_ option: CURLoption, _ value: String) { _ = ccurl_set_string(pointer, option, value) }

  /// Sets a list that lives until the next reset. Nothing is set for an empty list.
  func set(_ option: CURLoption, list: [String]) {
    var head: UnsafeMutablePointer<curl_slist>?
    for entry in list {
      guard let next = curl_slist_append(head, entry) else { break }
      head = next
    }
    guard let head else { return }
    lists.append(head)
    _ = ccurl_set_list(pointer, option, head)
  }

  /// What every exchange has, whatever its protocol.
  func setCommon(_ configuration: TransportConfiguration, _ limits: TransferLimits) {
    _ = ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, words)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.curlMilliseconds)
    set(CURLOPT_TIMEOUT_MS, limits.total.curlMilliseconds)
    if limits.slowerThan > 0 {
      set(CURLOPT_LOW_SPEED_LIMIT, limits.slowerThan)
      set(CURLOPT_LOW_SPEED_TIME, max(1, limits.slowFor.curlMilliseconds / 1000))
    }
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // An empty name switches off the proxies that libcurl would take from the environment.
    set(CURLOPT_PROXY, configuration.proxy ?? "")
    if configuration.proxy != nil { set(CURLOPT_NOPROXY, "localhost,127.0.0.1,[::1]") }
    if let authorities = configuration.authorities { set(CURLOPT_CAINFO, authorities) }
    set(CURLOPT_RESOLVE, list: configuration.resolve)
  }

  /// libcurl's words for the failure: its message for this transfer, else the code's meaning.
  func explanation(_ code: CURLcode) -> String {
    words[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
  }

  func long(_ info: CURLINFO) -> Int {
    var value = 0
    return ccurl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
  }

  func string(_ info: CURLINFO) -> String? {
    var value: UnsafeMutablePointer<CChar>?
    guard ccurl_get_string(pointer, info, &value) == CURLE_OK, let value else { return nil }
    return String(cString: value)
  }

  private func freeLists() {
    for list in lists { curl_slist_free_all(list) }
    lists.removeAll(keepingCapacity: true)
  }
}
