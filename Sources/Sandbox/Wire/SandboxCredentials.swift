import Tracking

/// The credentials that the sandbox takes. Published on purpose: they open nothing but the sandbox.
public enum SandboxCredentials {
  /// Header `DHL-API-Key`, and the user of HTTP Basic at Parcel DE Tracking.
  public static let dhlAPIKey = "sandbox-dhl-key"
  /// The password of HTTP Basic at Parcel DE Tracking.
  public static let dhlAPISecret = "sandbox-dhl-secret"
  /// The business portal's user inside the XML of Parcel DE Tracking.
  public static let dhlAppName = "sandbox-zt"
  /// The password beside it.
  public static let dhlPassword = "sandbox-zt-password"

  /// OAuth2 password grant of Hermes: client, its secret, user, password.
  public static let hermesClientID = "sandbox-hermes-client"
  public static let hermesClientSecret = "sandbox-hermes-client-secret"
  public static let hermesUser = "sandbox-hermes-user"
  public static let hermesPassword = "sandbox-hermes-password"

  /// LoginService of DPD: user and password.
  public static let dpdDelisID = "sandbox-delis"
  public static let dpdPassword = "sandbox-dpd-password"

  /// OAuth2 client credentials of GLS Group.
  public static let glsClientID = "sandbox-gls-client"
  public static let glsClientSecret = "sandbox-gls-client-secret"
  /// HTTP Basic of the classic API.
  public static let glsUser = "sandbox-gls-user"
  public static let glsPassword = "sandbox-gls-password"

  /// The same by the names that the manifests give their secrets.
  public static func secrets(for carrier: CarrierID) -> [String: String] {
    switch carrier.rawValue {
    case "dhl":
      ["api_key": dhlAPIKey, "api_secret": dhlAPISecret, "appname": dhlAppName, "password": dhlPassword]
    case "hermes":
      [
        "client_id": hermesClientID, "client_secret": hermesClientSecret, "username": hermesUser,
        "password": hermesPassword,
      ]
    case "dpd": ["delis_id": dpdDelisID, "password": dpdPassword]
    case "gls":
      ["client_id": glsClientID, "client_secret": glsClientSecret, "user": glsUser, "password": glsPassword]
    default: [:]
    }
  }
}
