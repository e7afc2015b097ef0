import Foundation
import Storage
import Testing
import Tracking

@Suite("A copy of the database") struct BackupTests {
  @Test("It holds what was committed, is its owner's only, and replaces nothing")
  func copy() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/tb-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let now = InProcess.start
    let database = try await SQLiteDatabase.open(path: folder + "/a.sqlite", at: now)
    try await ShopStore(database).save(RunningDaemon.shop, at: now)
    try database.backUp(to: folder + "/b.sqlite")
    #expect(throws: StorageError.self) { try database.backUp(to: folder + "/b.sqlite") }
    try database.close()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(!files.contains { $0.hasSuffix(".part") })
    let rights = try FileManager.default.attributesOfItem(atPath: folder + "/b.sqlite")[.posixPermissions] as? Int
    #expect(rights == 0o600)
    let copy = try await SQLiteDatabase.open(path: folder + "/b.sqlite", at: now)
    #expect(try await ShopStore(copy).all().map(\.id) == [RunningDaemon.shop.id])
    try copy.close()
  }
}
