import Foundation

/// Chosen by FUZZ_TARGET; the carriers are those of the working directory.
private let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"].flatMap(FuzzTarget.init(rawValue:))
private let world = FuzzWorld(carriers: "Carriers")

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let target, let world else {
    fatalError("set FUZZ_TARGET to one of \(FuzzTarget.allCases.map(\.rawValue)), and run from the project's folder")
  }
  if let broken = target.take(Array(UnsafeBufferPointer(start: start, count: count)), world) { fatalError(broken) }
  return 0
}
