import Foundation

/// Chosen by FUZZ_TARGET; the carriers are those of the working directory.
private let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"].flatMap(FuzzTarget.init(rawValue:))
private let world = FuzzWorld(carriers: "Carriers")

/// libFuzzer's loop, called from our own main: SwiftPM gives every executable one.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
enum Fuzz {
  static func main() {
    guard target != nil, world != nil else {
      print("set FUZZ_TARGET to one of \(FuzzTarget.allCases.map(\.rawValue)), and run from the project's folder")
      exit(2)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments, takeOneInput))
  }
}

/// libFuzzer's archive asks for it by this name.
@_cdecl("LLVMFuzzerTestOneInput")
func takeOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let target, let world else { return 0 }
  if let broken = target.take(Array(UnsafeBufferPointer(start: start, count: count)), world) { fatalError(broken) }
  return 0
}
