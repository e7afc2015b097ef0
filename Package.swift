// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of ours. `needs` names targets below it; docs/ARCHITECTURE.md holds the permitted arrows
/// and Tests/ArchitectureTests asserts them.
func room(
  _ name: String, needs: [Target.Dependency] = [], exclude: [String] = [], links: [LinkerSetting] = []
) -> Target {
  .target(name: name, dependencies: needs, exclude: exclude, swiftSettings: strict, linkerSettings: links)
}

func tests(_ name: String, needs: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: needs, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
// SQLite's C interface as GRDB links it.
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "tidings",
  products: [
    .executable(name: "tidings", targets: ["tidings"]),
    // For Benchmarks/, a package of its own.
    .library(name: "CarrierKit", targets: ["CarrierKit"]),
    .library(name: "Polling", targets: ["Polling"]),
    .library(name: "Storage", targets: ["Storage"]),
    .library(name: "Tracking", targets: ["Tracking"]),
    .library(name: "Transport", targets: ["Transport"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.0"..<"5.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.20.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
  ],
  targets: [
    // system: C libraries with thin typed shims
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),

    // tools: small, know nothing of parcels
    room("StrictYAML", needs: [yams]),
    room("Markup"),

    // tier 1: pure; time comes in as an argument
    room("Tracking"),
    room("Foresight", needs: ["Tracking"]),

    // tier 2: one technology each
    room("CarrierKit", needs: ["Tracking", "StrictYAML", "CXML", "CPCRE2", crypto, httpTypes]),
    room("Storage", needs: ["Tracking", grdb, sqlite, crypto]),
    // CLDR's plural rules are in the ICU that Foundation carries.
    room("Localization", needs: ["Tracking", "StrictYAML"], links: [.linkedLibrary("_FoundationICU")]),
    room("Transport", needs: ["CCurl", httpTypes]),

    // tier 2b: what page and mail say and how they look; pure
    room("Presentation", needs: ["Tracking", "Localization", "Markup"]),

    // tier 3: services with run(); they meet in the database only
    room(
      "Polling",
      needs: ["Tracking", "Foresight", "CarrierKit", "Storage", httpTypes, lifecycle, log, metrics]),
    room(
      "Site",
      needs: [
        "Tracking", "StrictYAML", "CarrierKit", "Storage", "Localization", "Presentation", "Markup", hummingbird,
        hummingbirdCore,
        nioCore, nioExtras, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1, nioPosix, crypto, httpTypes, lifecycle, log,
        metrics,
      ]),
    room(
      "Outreach",
      needs: [
        "Tracking", "Storage", "Localization", "Presentation", "Markup", crypto, httpTypes, lifecycle, log, metrics,
      ]),
    room("Sandbox", needs: ["Tracking", hummingbird, lifecycle, log, httpTypes, nioCore, nioPosix]),

    // tier 4: the only place that knows all
    .executableTarget(
      name: "tidings",
      dependencies: [
        "Tracking", "Foresight", "CarrierKit", "Storage", "Localization", "Transport", "Presentation", "Polling",
        "Site",
        "Outreach", "Sandbox", "StrictYAML", argumentParser, crypto, lifecycle, log, metrics, httpTypes, unixSignals,
      ],
      swiftSettings: strict),

    // A clock for tests that drive services through days.
    .target(
      name: "VirtualTime", dependencies: ["Tracking", "Storage"], path: "Tests/VirtualTime", swiftSettings: strict),

    tests("StrictYAMLTests", needs: ["StrictYAML"]),
    tests("MarkupTests", needs: ["Markup"]),
    tests("TrackingTests", needs: ["Tracking"]),
    tests("ForesightTests", needs: ["Foresight", "Tracking"]),
    tests("CarrierKitTests", needs: ["CarrierKit", "Tracking", "StrictYAML", httpTypes]),
    tests("StorageTests", needs: ["Storage", "Tracking", crypto]),
    tests("LocalizationTests", needs: ["Localization", "StrictYAML", "Tracking"]),
    tests("TransportTests", needs: ["Transport", httpTypes]),
    tests("PresentationTests", needs: ["Presentation", "Localization", "Markup", "Tracking"]),
    tests(
      "PollingTests",
      needs: ["Polling", "CarrierKit", "Foresight", "Storage", "Tracking", "VirtualTime", httpTypes, lifecycle, log]),
    tests(
      "SiteTests",
      needs: [
        "Site", "Storage", "Tracking", "Transport", "Presentation", "Localization", "CarrierKit", crypto, httpTypes,
        lifecycle, log, nioCore,
      ]),
    tests(
      "OutreachTests",
      needs: [
        "Outreach", "Storage", "Localization", "Presentation", "Tracking", "Transport", crypto, httpTypes, lifecycle,
      ]),
    tests("SandboxTests", needs: ["Sandbox", "Transport", "Tracking", httpTypes, lifecycle, log]),
    tests("ArchitectureTests", needs: []),
    tests(
      "AcceptanceTests",
      needs: [
        "tidings", "Tracking", "Foresight", "CarrierKit", "Storage", "Localization", "Transport", "Sandbox", "Polling",
        "Site", "VirtualTime", crypto, httpTypes, lifecycle, log,
      ]),
  ]
)
