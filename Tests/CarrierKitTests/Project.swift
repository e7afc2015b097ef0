import CarrierKit
import Foundation
import Tracking

/// Files of the working tree.
enum Project {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static let loaded = CarrierCatalog.load(directories: ["\(root)/Carriers"])

  static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }

  static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  static func folders(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
      !$0.hasPrefix(".") && (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + $0)) != nil
    }.sorted()
  }
}
