// swift-tools-version: 6.1
import PackageDescription

// A package of its own: the daemon's build needs no fuzzer, and everything here is built with its instruments.
let package = Package(
  name: "tidings-fuzzing",
  dependencies: [
    .package(name: "tidings", path: "..")
  ],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "CarrierKit", package: "tidings"), .product(name: "Tracking", package: "tidings"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")])
  ]
)
