import Testing

@testable import Transport

@Suite struct NetworkAddressTests {
  static let special4: [[UInt8]] = [
    [0, 0, 0, 0], [0, 1, 2, 3], [10, 0, 0, 1], [10, 255, 255, 255], [100, 64, 0, 1], [100, 127, 255, 255],
    [127, 0, 0, 1],
    [127, 255, 0, 1], [169, 254, 169, 254], [172, 16, 0, 1], [172, 31, 255, 255], [192, 0, 0, 8], [192, 0, 2, 1],
    [192, 88, 99, 1], [192, 168, 1, 1], [198, 18, 0, 1], [198, 19, 255, 1], [198, 51, 100, 1], [203, 0, 113, 1],
    [224, 0, 0, 1], [239, 1, 1, 1], [240, 0, 0, 1], [255, 255, 255, 255],
  ]
  static let public4: [[UInt8]] = [
    [1, 1, 1, 1], [9, 255, 255, 255], [11, 0, 0, 0], [100, 63, 255, 255], [100, 128, 0, 0], [126, 255, 255, 255],
    [128, 0, 0, 1], [169, 253, 1, 1], [172, 15, 255, 255], [172, 32, 0, 0], [192, 0, 1, 1], [192, 167, 1, 1],
    [198, 17, 255, 255], [198, 20, 0, 0], [203, 0, 112, 1], [223, 255, 255, 255],
  ]

  @Test("IPv4 addresses for special purposes are not public", arguments: special4)
  func specialFour(bytes: [UInt8]) throws {
    #expect(!(try #require(NetworkAddress(bytes: bytes))).isPublicUnicast)
    #expect(!(try #require(NetworkAddress(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + bytes))).isPublicUnicast)
    #expect(
      !(try #require(NetworkAddress(bytes: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + bytes))).isPublicUnicast)
  }

  @Test("Their neighbors are public, also inside IPv6", arguments: public4)
  func publicFour(bytes: [UInt8]) throws {
    #expect(try #require(NetworkAddress(bytes: bytes)).isPublicUnicast)
    #expect(try #require(NetworkAddress(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + bytes)).isPublicUnicast)
    #expect(try #require(NetworkAddress(bytes: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + bytes)).isPublicUnicast)
  }

  static let six: [([UInt8], Bool)] = [
    ([0x20, 0x01, 0x48, 0x60], true), ([0x26, 0x06, 0x47, 0x00], true), ([0x2A, 0x00], true),
    ([0x20, 0x01, 0x02], true),
    ([], false), ([0x20, 0x01, 0x00, 0x00], false), ([0x20, 0x01, 0x01, 0xFF], false),
    ([0x20, 0x01, 0x0D, 0xB8], false), ([0x20, 0x02, 0x7F, 0x00, 0x00, 0x01], false), ([0x3F, 0xFF], false),
    ([0xFC], false), ([0xFD, 0x12], false), ([0xFE, 0x80], false), ([0xFE, 0xC0], false), ([0xFF, 0x02], false),
    ([0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01], false), ([0x01, 0x00], false), ([0x5F, 0x00], false),
  ]

  @Test("IPv6 is public only within global unicast, without its special networks", arguments: six)
  func judgesSix(start: [UInt8], isPublic: Bool) throws {
    let bytes = start + [UInt8](repeating: 0, count: 15 - start.count) + [1]
    #expect(try #require(NetworkAddress(bytes: bytes)).isPublicUnicast == isPublic)
  }

  @Test("Loopback is recognized in both families, and an address has 4 or 16 bytes")
  func loopbacks() throws {
    let six: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    #expect(try #require(NetworkAddress(bytes: [127, 9, 9, 9])).isLoopback)
    #expect(try #require(NetworkAddress(bytes: six)).isLoopback)
    #expect(try #require(NetworkAddress(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1])).isLoopback)
    #expect(!(try #require(NetworkAddress(bytes: [126, 0, 0, 1])).isLoopback))
    #expect(NetworkAddress(bytes: [1, 2, 3]) == nil)
  }
}
