import Testing
import Tracking

@Suite("What the poll plan needs") struct PollDemandTests {
  @Test(
    "Polls a day follow the plan's intervals",
    arguments: [(.announced, 8), (.inTransit, 12), (.outForDelivery, 144), (.delivered, 2)]
      as [(ShipmentState, Double)])
  func perDay(_ state: ShipmentState, _ polls: Double) {
    #expect(PollPlan.pollsPerDay(in: state) == polls)
  }

  @Test("A mix is averaged by its counts; without shipments there is none")
  func mix() {
    #expect(PollPlan.pollsPerDay(ofMix: [.inTransit: 3, .announced: 1]) == 11)
    #expect(PollPlan.pollsPerDay(ofMix: [:]) == nil)
  }
}
