/// The credentials that the sandbox takes. Published on purpose: they open nothing but the sandbox.
public enum SandboxCredentials {
  public static let dhlAPIKey = "sandbox-dhl-key"
  public static let dhlAPISecret = "sandbox-dhl-secret"
  /// The business portal's user inside the XML of Parcel DE Tracking.
  public static let dhlAppName = "sandbox-zt"
  public static let dhlPassword = "sandbox-zt-password"

  public static let hermesClientID = "sandbox-hermes-client"
  public static let hermesClientSecret = "sandbox-hermes-client-secret"
  public static let hermesUser = "sandbox-hermes-user"
  public static let hermesPassword = "sandbox-hermes-password"

  public static let dpdDelisID = "sandbox-delis"
  public static let dpdPassword = "sandbox-dpd-password"

  public static let glsClientID = "sandbox-gls-client"
  public static let glsClientSecret = "sandbox-gls-client-secret"
  /// HTTP Basic of the classic API.
  public static let glsUser = "sandbox-gls-user"
  public static let glsPassword = "sandbox-gls-password"
}
