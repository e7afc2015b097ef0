// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "tidings-benchmarks",
  dependencies: [
    .package(name: "tidings", path: ".."),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
  ],
  targets: [
    // SQLite's C interface comes as GRDB links it, so that floor and store run on the same library.
    .executableTarget(
      name: "storage-bench",
      dependencies: [
        .product(name: "Storage", package: "tidings"), .product(name: "Tracking", package: "tidings"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict)
  ]
)
