import CarrierKit
import HTTPTypes

/// An HTTP/1.1 message as fixtures hold it.
struct HTTPMessage {
  var first: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  init?(_ bytes: [UInt8]) {
    var lines: [String] = []
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      var line = bytes[index..<end]
      if line.last == 0x0D { line = line.dropLast() }
      index = min(end + 1, bytes.count)
      if line.isEmpty { break }
      lines.append(String(decoding: line, as: UTF8.self))
    }
    guard let first = lines.first else { return nil }
    self.first = first
    headers = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (String(line[..<colon]), line[line.index(after: colon)...].drop { $0 == " " }.description)
    }
    body = Array(bytes[index...])
  }

  /// Of an answer's first line.
  var status: Int? { first.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

  var answer: CarrierAnswer? {
    guard let status else { return nil }
    var fields = HTTPFields()
    for header in headers {
      if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
    }
    return CarrierAnswer(status: status, headers: fields, body: body)
  }

  static func text(_ request: CarrierRequest) -> String {
    var lines = ["\(request.request.method.rawValue) \(request.request.path ?? "/") HTTP/1.1"]
    lines.append("Host: \(request.request.authority ?? "")")
    for field in request.request.headerFields { lines.append("\(field.name.rawName): \(field.value)") }
    return lines.joined(separator: "\n") + "\n\n" + String(decoding: request.body, as: UTF8.self)
  }

  /// For comparing: headers in any order and letter case, a final line break of the body does not count.
  var comparable: String {
    var text = String(decoding: body, as: UTF8.self)
    while text.hasSuffix("\n") || text.hasSuffix("\r") { text.removeLast() }
    let fields = headers.map { "\($0.name.lowercased()): \($0.value)" }.filter { !$0.hasPrefix("content-length:") }
    return ([first] + fields.sorted() + ["", text]).joined(separator: "\n")
  }
}
