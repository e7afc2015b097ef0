import Tracking

/// Numbers that look as the carriers' own do, right check digits included; the same serial gives the same number.
public enum SandboxNumbers {
  /// - Parameter serial: any number; its last seven digits count. Nil for a carrier that the sandbox does not play.
  public static func number(_ carrier: CarrierID, serial: Int) -> String? {
    let tail = seven(serial)
    switch carrier.rawValue {
    case "dhl": return "00" + checked("3404342" + "135" + tail)
    case "hermes": return checked("091200" + tail)
    case "dpd": return dpd(tail)
    case "gls": return "3630" + tail
    default: return nil
    }
  }

  /// DPD's 14 digits carry no check digit; where they happen to satisfy Hermes' one, a filler digit moves, so that
  /// a number alone tells the carrier.
  private static func dpd(_ tail: String) -> String {
    let plain = "0998" + "163" + tail
    return checked(String(plain.dropLast())) == plain ? "0998" + "164" + tail : plain
  }

  /// Digits with their mod 10 check digit (weights 3, 1 from the right) appended.
  static func checked(_ digits: String) -> String {
    let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
      sum + (Int(digit.element) - 48) * (digit.offset % 2 == 0 ? 3 : 1)
    }
    return digits + String((10 - sum % 10) % 10)
  }

  private static func seven(_ serial: Int) -> String {
    let digits = String(serial.magnitude % 10_000_000)
    return String(repeating: "0", count: 7 - digits.utf8.count) + digits
  }
}
