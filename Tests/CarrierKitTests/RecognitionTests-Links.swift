import CarrierKit
import Testing
import Tracking

/// The public tracking links of all carriers: each form that shops, carriers and clients are known to write.
@Suite("Links of the project's carriers")
struct CarrierLinkTests {
  let recognizer: Recognizer

  init() throws { recognizer = try Recognizer(Project.loaded.catalog) }

  /// Carrier, number (ours) and link, one a line.
  static let known = """
    dhl 00340434772511004814 https://nolp.dhl.de/nextt-online-public/report?lang=de&id=00340434772511004814
    dhl 00340434772511004814 https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode=00340434772511004814
    dhl 00340434772511004814 https://www.dhl.de/de/privatkunden.html?piececode=00340434772511004814
    dhl 00340434772511004814 https://www.dhl.de/de/privatkunden/kundenkonto/meine-sendungen.html?piececode=00340434772511004814&verfuegen_selected_tab=FIRST
    dhl 00340434772511004814 https://www.dhl.com/home/tracking.html?tracking-id=00340434772511004814
    dhl-express 4170288011 https://www.dhl.com/de-de/home/tracking.html?brand=DHL&AWB=4170288011
    dhl 00340434772511004814 https://www.dhl.com/de-en/home/tracking/tracking-parcel.html#/00340434772511004814
    dhl 00340434772511004814 https://track.dhlparcel.co.uk/?con=00340434772511004814
    dhl 00340434772511004814 https://www.logistics.dhl/de-de/home/sendungsverfolgung.html?tracking-id=00340434772511004814
    deutschepost RR417028803DE https://www.deutschepost.de/sendung/simpleQueryResult.html?form.sendungsnummer=RR417028803DE&form.einlieferungsdatum_tag=3&form.einlieferungsdatum_monat=3&form.einlieferungsdatum_jahr=2026
    deutschepost RR417028803DE https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode=RR417028803DE
    ups 1Z999AA10417028804 https://www.ups.com/track?loc=de_DE&tracknum=1Z999AA10417028804&requester=ST/trackdetails
    ups 1Z999AA10417028804 https://www.ups.com/track?trackingNumber=1Z999AA10417028804
    ups 1Z999AA10417028804 https://www.ups.com/WebTracking/track?track=yes&trackNums=1Z999AA10417028804
    ups 1Z999AA10417028804 https://www.ups.com/WebTracking/processInputRequest?InquiryNumber1=1Z999AA10417028804
    ups 1Z999AA10417028804 https://wwwapps.ups.com/WebTracking/track?tracknum=1Z999AA10417028804
    ups 1Z999AA10417028804 https://www.ups.com/deliverychange?trackingNumber=1Z999AA10417028804
    fedex 417028801234 https://www.fedex.com/fedextrack/?trknbr=417028801234
    fedex 417028801234 https://www.fedex.com/apps/fedextrack/?tracknumbers=417028801234
    fedex 417028801234 https://www.fedex.com/Tracking?tracknumbers=417028801234
    fedex 417028801234 https://www.fedex.com/wtrk/track/?tracknumbers=417028801234
    usps 9400111899223417028801 https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111899223417028801
    usps 9400111899223417028801 https://tools.usps.com/go/TrackConfirmAction_input?qtc_tLabels1=9400111899223417028801
    usps 9400111899223417028801 https://tools.usps.com/go/TrackConfirmAction?tRef=fullpage&tLabels=9400111899223417028801
    usps 9400111899223417028801 https://tools.usps.com/go/TrackConfirmAction.action?origTrackNum=9400111899223417028801
    usps 9400111899223417028801 https://tools.usps.com/go/TrackConfirmAction.action?selectedTrckNum=9400111899223417028801
    austrianpost 1041702880123456789012 https://www.post.at/sv/sendungsdetails?snr=1041702880123456789012
    austrianpost 1041702880123456789012 https://www.post.at/s/sendungsdetails?snr=1041702880123456789012
    austrianpost 1041702880123456789012 https://www.post.at/sv/sendungssuche?snr=1041702880123456789012
    postnl 3SSMPL417028801 https://www.postnl.nl/tracktrace/?B=3SSMPL417028801&P=1234AB&D=NL&T=C
    postnl 3SSMPL417028801 https://jouw.postnl.nl/track-and-trace/3SSMPL417028801-NL-1234AB
    postnl 3SSMPL417028801 https://jouw.postnl.nl/track-and-trace/3SSMPL417028801/NL/1234AB
    bpost 323212417028801234567890 https://track.bpost.be/btr/web/#/search?itemCode=323212417028801234567890&lang=nl&postalCode=1000
    bpost 323212417028801234567890 https://track.bpost.cloud/btr/web/#/search?itemCode=323212417028801234567890&lang=en
    laposte 6A04170288012 https://www.laposte.fr/outils/suivre-vos-envois?code=6A04170288012
    laposte 6A04170288012 https://www.colissimo.fr/portail_colissimo/suivre.do?colispart=6A04170288012
    chronopost XT417028801FR https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=XT417028801FR
    royalmail RB417028803GB https://www.royalmail.com/track-your-item/?trackNumber=RB417028803GB
    royalmail RB417028803GB https://www.royalmail.com/track-your-item#/tracking-results/RB417028803GB
    inpost 641702880123456789012345 https://inpost.pl/sledzenie-przesylek?number=641702880123456789012345
    postnord 00370724417028801234 https://www.postnord.se/vara-verktyg/spara-brev-paket-och-pall?search=00370724417028801234
    postnord 00370724417028801234 https://tracking.postnord.com/?id=00370724417028801234
    postnord 00370724417028801234 https://www.postnord.dk/varktojer/track-trace?shipmentId=00370724417028801234
    canadapost 4170288012345670 https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=4170288012345670
    canadapost 4170288012345670 https://www.canadapost-postescanada.ca/track-reperage/en#/details/4170288012345670
    tnt 417028801 https://www.tnt.com/express/de_de/site/tracking.html?searchType=con&cons=417028801
    correos PQ4170288012345678901 https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=PQ4170288012345678901
    correosexpress 4170288012345678 https://s.correosexpress.com/c?n=4170288012345678
    correosexpress 4170288012345678 https://www.correosexpress.com/url/v?s=4170288012345678
    gls-es 41702880123 https://mygls.gls-spain.es/e/41702880123/28001/es
    gls-es 41702880123 https://www.gls-spain.es/en/receiving-parcels/shipping-tracking/?match=41702880123&international=1
    gls-es 41702880123 https://www.gls-portugal.pt/pt/seguimento-envio/?match=41702880123
    posteitaliane CW417028803IT https://www.poste.it/cerca/index.html#/risultati-spedizioni/CW417028803IT
    brt 067417028801234 https://www.mybrt.it/it/mybrt/my-parcels/incoming?parcelNumber=067417028801234
    bring 370417028800000013 https://tracking.bring.com/tracking/370417028800000013
    bring 370417028800000013 https://tracking.bring.no/tracking/370417028800000013
    bring 370417028800000013 https://tracking.bring.se/tracking/370417028800000013
    bring 370417028800000013 https://tracking.bring.dk/tracking/370417028800000013
    bring 370417028800000013 https://sporing.posten.no/sporing/370417028800000013
    bring 370417028800000013 https://sporing.posten.no/tracking/370417028800000013
    bring 370417028800000013 https://tracking.bring.com/tracking.html?q=370417028800000013
    bring 370417028800000013 https://sporing.bring.no/sporing/370417028800000013
    budbee SAMPLE417028 https://track.budbee.com/SAMPLE417028
    budbee SAMPLE417028 https://track.instabox.io/SAMPLE417028
    omniva CC417028803EE https://www.omniva.ee/era/jalgimine?barcode=CC417028803EE
    omniva CC417028803EE https://www.omniva.lv/private/track_and_trace?barcode=CC417028803EE
    omniva CC417028803EE https://mano.omniva.lt/track/CC417028803EE
    venipak V41702E8800123 https://venipak.com/lt/track/V41702E8800123
    venipak V41702E8800123 https://go.venipak.lt/ws/tracking.php?type=1&output=html&code=V41702E8800123
    pocztapolska PX4170288012 https://emonitoring.poczta-polska.pl/?numer=PX4170288012
    packeta Z4170288012 https://tracking.packeta.com/en/?id=Z4170288012
    packeta Z4170288012 https://tracking.packeta.com/en/Z4170288012
    packeta Z4170288012 https://www.zasilkovna.cz/vyhledavani?det=Z4170288012
    ceskaposta DR4170288012C https://www.postaonline.cz/trackandtrace/-/zasilka/cislo?parcelNumbers=DR4170288012C
    ceskaposta DR4170288012C https://www.balikovna.cz/cs/sledovat-balik/-/balik/DR4170288012C
    ppl 41702880123 https://www.ppl.cz/vyhledat-zasilku?shipmentId=41702880123
    slovenskaposta RR417028803SK https://www.posta.sk/en/tracking-of-items#parcel=RR417028803SK
    slovenskaposta RR417028803SK https://tandt.posta.sk/zasielky/RR417028803SK
    magyarposta RR417028803HU https://posta.hu/nyomkovetes/nyitooldal?searchvalue=RR417028803HU
    foxpost CLFOX4170288012 https://foxpost.hu/csomagkovetes/?code=CLFOX4170288012
    elta NR417028940GR https://www.elta-courier.gr/search?br=NR417028940GR
    acs 4170288012 https://www.acscourier.net/en/track-shipment/?trackingId=4170288012
    acs 4170288012 https://www.acscourier.net/el/web/greece/track?p_p_id=ACS&voucher=4170288012
    econt 1041702880123 https://www.econt.com/services/track-shipment/1041702880123
    econt 1041702880123 https://ee.econt.com/?target=EeActivityTraceParcell&shipment_num=1041702880123
    speedy 62417028801 https://www.speedy.bg/en/track-shipment?shipmentNumber=62417028801
    sameday 1ONB417028801 https://sameday.ro/track-awb?awb=1ONB417028801
    sameday 1ONB417028801 https://sameday.bg/track-awb?awb=1ONB417028801
    sameday 1ONB417028801 https://sameday.ro/#awb=1ONB417028801
    novapost 20417028801234 https://novaposhta.ua/tracking/20417028801234
    novapost 20417028801234 https://novapost.com/en-ua/tracking/20417028801234
    ukrposhta 0504170288012 https://track.ukrposhta.ua/tracking_EN.html?barcode=0504170288012
    ukrposhta 0504170288012 https://track.ukrposhta.ua/en/?barcode=0504170288012
    anpost CE417028803IE https://www.anpost.com/Post-Parcels/Track/History?item=CE417028803IE
    cainiao LP41702880123456 https://global.cainiao.com/detail.htm?mailNoList=LP41702880123456
    cainiao LP41702880123456 https://global.cainiao.com/newDetail.htm?mailNoList=LP41702880123456
    4px 4PX4170288012345CN https://track.4px.com/#/result/0/4PX4170288012345CN
    boxnow 4170288012 https://tracker.boxnow.bg/4170288012
    boxnow 4170288012 https://track.boxnow.hr/?track=4170288012
    lasership LA41702880 https://t.lasership.com/Track/LA41702880
    lasership LA41702880 https://www.ontrac.com/tracking/?number=LA41702880
    seko WFY9417028 https://track.omniparcel.com/WFY9417028
    purolator 417028801237 https://www.purolator.com/en/shipping/tracker?pin=417028801237
    dpd 05301180240911 https://www.dpdgroup.com/nl/mydpd/my-parcels/incoming?parcelNumber=05301180240911
    landmark LTN41702880N1 https://track.landmarkglobal.com/?search=LTN41702880N1
    """.split(separator: "\n").map(String.init)

  @Test("A carrier's link is read as that carrier's, number included", arguments: known)
  func link(line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    try #require(words.count == 3, "carrier, number, link")
    let first = try #require(recognizer.recognize(words[2]).first, "nobody's")
    #expect(first.carrier.rawValue == words[0] && first.number == words[1], "\(first.carrier) \(first.number)")
  }
}
