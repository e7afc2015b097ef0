// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func tidings(_ name: String) -> Target.Dependency { .product(name: name, package: "tidings") }

let package = Package(
  name: "tidings-benchmarks",
  dependencies: [
    .package(name: "tidings", path: ".."),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CYAJL", pkgConfig: "yajl", providers: [.apt(["libyajl-dev"])]),
    // What a reader in C would do: the tree and the same expressions, nothing else.
    .target(name: "CFloor", dependencies: ["CLibXML", "CYAJL"]),
    // A carrier on loopback that answers as fast as epoll permits.
    .target(name: "CResponder"),
    // SQLite's C interface comes as GRDB links it, so that floor and store run on the same library.
    .executableTarget(
      name: "storage-bench",
      dependencies: [
        tidings("Storage"), tidings("Tracking"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    // Depends on the daemon so that one build makes both.
    .executableTarget(
      name: "tidings-bench",
      dependencies: [
        "CFloor", "CResponder", tidings("CarrierKit"), tidings("Polling"), tidings("Storage"), tidings("Tracking"),
        tidings("Transport"), tidings("tidings"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
  ]
)
