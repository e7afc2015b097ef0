import Testing

@testable import Sandbox

@Suite("The sandbox's mail server") struct SMTPDialogueTests {
  private func steps(_ pieces: [String]) -> [SMTPDialogue.Step] {
    var dialogue = SMTPDialogue()
    return pieces.flatMap { dialogue.read(Array($0.utf8)) }
  }

  @Test("a mail is taken as it was before its dots were stuffed, however its bytes arrive")
  func takes() {
    let talk =
      "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nQUIT\r\n"
    let mail = ReceivedMail(recipients: ["c@d.example"], bytes: Array("Subject: x\r\n\r\n.dot\r\n".utf8))
    let whole = steps([talk])
    #expect(whole.contains(.take(mail)))
    #expect(whole.last == .hangUp)
    #expect(steps(talk.map { String($0) }) == whole)
  }

  @Test("content without a recipient and unknown commands are refused, a flood is cut off")
  func refuses() {
    #expect(steps(["DATA\r\n"]) == [.say("503 to whom?")])
    #expect(steps(["VRFY a\r\n"]) == [.say("502 not known")])
    #expect(steps([String(repeating: "x", count: SMTPDialogue.mostBytes + 1)]).last == .hangUp)
  }

  @Test("the text of a part is read as it was written")
  func parts() {
    let text =
      "Content-Type: multipart/alternative; boundary=\"=_x\"\r\n\r\n--=_x\r\nContent-Type: text/plain; "
      + "charset=utf-8\r\n\r\nGr=C3=BC=\r\n=C3=9Fe\r\n--=_x--\r\n"
    let mail = ReceivedMail(recipients: [], bytes: Array(text.utf8))
    #expect(mail.part("text/plain") == "Grüße")
    #expect(mail.part("text/html") == nil)
  }
}
