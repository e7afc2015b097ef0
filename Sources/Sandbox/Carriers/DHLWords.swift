import Tracking

/// DHL's codes, `ICE_RIC_TTPRO`, as both of its APIs use them.
enum DHLWords {
  static let table: [Fact: Word] = [
    .announced: Word("PARCV_NRQRD_VA", header: "pre-transit", .announced),
    .handedOver: Word("PCKDU_PUBCR_AE", header: "transit", .inTransit),
    .sortedAtOrigin: Word("LDTMV_MVMTV_AA", header: "transit", .inTransit),
    .arrivedAtHub: Word("ASMVT_NRQRD_NB", header: "transit", .inTransit),
    .missedConnection: Word("LDEXC_OVRLD_BV", header: "transit", .delayed(.capacity)),
    .arrivedAtDepot: Word("ULFMV_UNLDD_EE", header: "transit", .inTransit),
    .outForDelivery: Word("SRTED_NRQRD_PO", header: "transit", .outForDelivery),
    .recipientAbsent: Word("NTDEL_NHOME_ZN", header: "failure", .attemptFailed, .recipientAbsent),
    .broughtToPickupPoint: Word("HLDCC_SERPT_ZF", header: "transit", .readyForPickup, .pickupPoint),
    .placedInLocker: Word("CNRFC_PCKST_ZF", header: "transit", .readyForPickup, .locker),
    .collected: Word("DLVRD_ACCPT_ZU", header: "delivered", .delivered),
    .collectedFromLocker: Word("DLVRD_ACCPK_ZU", header: "delivered", .delivered, .collected),
    .delivered: Word("DLVRD_ACCPT_ZU", header: "delivered", .delivered),
    .deliveredToNeighbor: Word("DLVRD_NGHBR_ZU", header: "delivered", .delivered, .neighbor),
    .leftInSafePlace: Word("DLVRD_SECPL_ZU", header: "delivered", .delivered, .safePlace),
    .damaged: Word("EXPHD_DMGED_BV", header: "failure", .exception, .damaged),
    .addressUnknown: Word("NTDEL_BDADD_ZN", header: "failure", .exception, .addressIncorrect),
    .refused: Word("NTDEL_RFUSD_ZN", header: "failure", .exception, .refused),
    .notCollected: Word("HLDCC_NTCCN_ZF", header: "failure", .exception, .notCollected),
    .returning: Word("RETRN_OTHER_ZN", header: "failure", .returning),
    .returnSorted: Word("LDTMV_MVMTV_AA", header: "transit", .inTransit),
    .returned: Word("DLVRD_ACCPT_ZU", header: "delivered", .delivered),
    .lost: Word("EXPHD_LOSTX_BV", header: "failure", .exception, .lost),
  ]
}

extension Word {
  /// DHL's code in its three parts: ICE, RIC, TTpro.
  var dhlParts: (ice: String, ric: String, standard: String) {
    let parts = (code ?? "").split(separator: "_").map(String.init)
    return parts.count == 3 ? (parts[0], parts[1], parts[2]) : ("", "", "")
  }
}
