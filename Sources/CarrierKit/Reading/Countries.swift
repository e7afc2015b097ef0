import Foundation

/// Reads what carriers write for a country: alpha-2, alpha-3, numeric (ISO 3166-1), or an English or German name.
enum Countries {
  static func isKnown(_ alpha2: String) -> Bool { alpha2Codes.contains(alpha2) }

  /// The alpha-2 code; nil for anything that is not surely a country.
  static func code(of text: String) -> String? {
    if text.utf8.count == 2 {
      let upper = text.uppercased()
      if upper == "UK" { return "GB" }
      return alpha2Codes.contains(upper) ? upper : nil
    }
    if text.utf8.count == 3, let code = others[text.uppercased()] { return code }
    return names[text.lowercased()]
  }

  /// Alpha-2, alpha-3 and numeric code of each country (ISO 3166-1; XK as the European Union uses it).
  private static let table = """
    ADAND020 AEARE784 AFAFG004 AGATG028 AIAIA660 ALALB008 AMARM051 AOAGO024
    AQATA010 ARARG032 ASASM016 ATAUT040 AUAUS036 AWABW533 AXALA248 AZAZE031
    BABIH070 BBBRB052 BDBGD050 BEBEL056 BFBFA854 BGBGR100 BHBHR048 BIBDI108
    BJBEN204 BLBLM652 BMBMU060 BNBRN096 BOBOL068 BQBES535 BRBRA076 BSBHS044
    BTBTN064 BWBWA072 BYBLR112 BZBLZ084 CACAN124 CCCCK166 CDCOD180 CFCAF140
    CGCOG178 CHCHE756 CICIV384 CKCOK184 CLCHL152 CMCMR120 CNCHN156 COCOL170
    CRCRI188 CUCUB192 CVCPV132 CWCUW531 CXCXR162 CYCYP196 CZCZE203 DEDEU276
    DJDJI262 DKDNK208 DMDMA212 DODOM214 DZDZA012 ECECU218 EEEST233 EGEGY818
    EHESH732 ERERI232 ESESP724 ETETH231 FIFIN246 FJFJI242 FKFLK238 FMFSM583
    FOFRO234 FRFRA250 GAGAB266 GBGBR826 GDGRD308 GEGEO268 GFGUF254 GGGGY831
    GHGHA288 GIGIB292 GLGRL304 GMGMB270 GNGIN324 GPGLP312 GQGNQ226 GRGRC300
    GTGTM320 GUGUM316 GWGNB624 GYGUY328 HKHKG344 HNHND340 HRHRV191 HTHTI332
    HUHUN348 IDIDN360 IEIRL372 ILISR376 IMIMN833 ININD356 IQIRQ368 IRIRN364
    ISISL352 ITITA380 JEJEY832 JMJAM388 JOJOR400 JPJPN392 KEKEN404 KGKGZ417
    KHKHM116 KIKIR296 KMCOM174 KNKNA659 KPPRK408 KRKOR410 KWKWT414 KYCYM136
    KZKAZ398 LALAO418 LBLBN422 LCLCA662 LILIE438 LKLKA144 LRLBR430 LSLSO426
    LTLTU440 LULUX442 LVLVA428 LYLBY434 MAMAR504 MCMCO492 MDMDA498 MEMNE499
    MFMAF663 MGMDG450 MHMHL584 MKMKD807 MLMLI466 MMMMR104 MNMNG496 MOMAC446
    MPMNP580 MQMTQ474 MRMRT478 MSMSR500 MTMLT470 MUMUS480 MVMDV462 MWMWI454
    MXMEX484 MYMYS458 MZMOZ508 NANAM516 NCNCL540 NENER562 NFNFK574 NGNGA566
    NINIC558 NLNLD528 NONOR578 NPNPL524 NRNRU520 NUNIU570 NZNZL554 OMOMN512
    PAPAN591 PEPER604 PFPYF258 PGPNG598 PHPHL608 PKPAK586 PLPOL616 PMSPM666
    PNPCN612 PRPRI630 PSPSE275 PTPRT620 PWPLW585 PYPRY600 QAQAT634 REREU638
    ROROU642 RSSRB688 RURUS643 RWRWA646 SASAU682 SBSLB090 SCSYC690 SDSDN729
    SESWE752 SGSGP702 SHSHN654 SISVN705 SJSJM744 SKSVK703 SLSLE694 SMSMR674
    SNSEN686 SOSOM706 SRSUR740 SSSSD728 STSTP678 SVSLV222 SXSXM534 SYSYR760
    SZSWZ748 TCTCA796 TDTCD148 TGTGO768 THTHA764 TJTJK762 TKTKL772 TLTLS626
    TMTKM795 TNTUN788 TOTON776 TRTUR792 TTTTO780 TVTUV798 TWTWN158 TZTZA834
    UAUKR804 UGUGA800 USUSA840 UYURY858 UZUZB860 VAVAT336 VCVCT670 VEVEN862
    VGVGB092 VIVIR850 VNVNM704 VUVUT548 WFWLF876 WSWSM882 XKXKX983 YEYEM887
    YTMYT175 ZAZAF710 ZMZMB894 ZWZWE716
    """

  private static let rows = table.split { $0 == " " || $0 == "\n" }.map(String.init)

  private static let alpha2Codes = Set(rows.map { String($0.prefix(2)) })

  /// Alpha-3 and numeric codes.
  private static let others: [String: String] = rows.reduce(into: [:]) { table, row in
    let code = String(row.prefix(2))
    table[String(row.dropFirst(2).prefix(3))] = code
    table[String(row.suffix(3))] = code
  }

  /// Lower-case names in English and German from Foundation's own tables, with what carriers write besides.
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for identifier in ["en", "de"] {
      let locale = Locale(identifier: identifier)
      for code in alpha2Codes {
        if let name = locale.localizedString(forRegionCode: code) { names[name.lowercased()] = code }
      }
    }
    for (name, code) in [
      ("usa", "US"), ("czech republic", "CZ"), ("tschechische republik", "CZ"), ("the netherlands", "NL"),
      ("holland", "NL"), ("great britain", "GB"), ("großbritannien", "GB"), ("vereinigtes königreich", "GB"),
      ("slovak republic", "SK"), ("russian federation", "RU"), ("turkey", "TR"), ("hong kong", "HK"),
    ] { names[name] = code }
    return names
  }()
}
