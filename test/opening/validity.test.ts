import { expect } from 'chai'
import { clockItself, platformItself, tagOf } from '../../server/access/who.ts'
import { awardDomain } from '../../server/award/domain.ts'
import { bidders } from '../../server/cli/demo/people.ts'
import { depositsDomain } from '../../server/deposits/domain.ts'
import { DepositGuaranteed, DepositOpened } from '../../server/deposits/events.ts'
import { depositId, depositStream, depositsWhere } from '../../server/deposits/store.ts'
import { lastMomentOf } from '../../server/law/periods.ts'
import { entry } from '../../server/ledger/entry.ts'
import { openingDomain } from '../../server/opening/domain.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type Sitting, sitting } from '../evaluation/sitting.ts'
import { codeOf } from '../world/codes.ts'

const to = '2026-08-31'

describe('bids that are to stay valid for longer, over HTTP', function () {
  this.timeout(180_000)
  let panel: Sitting
  const send = async (person: string, what: string, at: string, fields: object) => {
    const { world, tender } = panel.room
    const cms = await world.as(person).sign(what, { tender: tender.id, ...fields })
    return world.as(person).post(`/tenders/${tender.id}${at}`, { ...fields, cms })
  }
  const ask = (person: string, day = to) =>
    send(person, 'tender.extendValidity', '/validity', { to: day, reason: '投诉处理期间不能定标' })
  const answer = (i: number, agrees: boolean) =>
    send(bidders[i]?.id ?? '', 'bid.answerValidity', '/validity/answer', { to, agrees })
  const seen = () => panel.room.world.as('supervisor').get<Tender>(`/tenders/${panel.room.tender.id}`)
  const end = () => {
    const { platform, tender } = panel.room
    const context = { platform, who: clockItself, now: platform.clock.now(), via: 'test' }
    return openingDomain.dues?.['tender.endValidity']?.(context, tender.id)
  }

  const tagFor = (i: number) =>
    tagOf(panel.room.platform.vault, 'bidder', panel.room.tender.id, bidders[i]?.organisation?.code ?? '')
  /** A bid that a guarantee secures until a day. */
  async function guaranteed(i: number, until: string): Promise<void> {
    const { platform, tender } = panel.room
    const whose = { tender: tender.id, tag: tagFor(i) }
    const opened = { required: tender.deposit, until: tender.deadline, account: '', payer: '', accountTag: whose.tag }
    const given = { kind: 'guarantee' as const, amount: tender.deposit, numberTag: whose.tag, evidence: '' }
    const context = { platform, who: platformItself, now: platform.clock.now(), via: 'test' }
    await entry(context, (e) =>
      e.append(depositStream(depositId(tender.id, whose.tag)), [
        DepositOpened({ ...whose, ...opened, nameTag: whose.tag }),
        DepositGuaranteed({ ...whose, ...given, validUntil: lastMomentOf(until) }),
      ]),
    )
  }
  const freed = async (i: number) => {
    const { platform, tender } = panel.room
    return (await depositsWhere({ platform }, { tender: tender.id })).find(({ tag }) => tag === tagFor(i))?.freed
  }

  before(async () => {
    panel = await sitting([depositsDomain, awardDomain])
    await guaranteed(0, to)
    await guaranteed(1, '2026-06-29')
    await guaranteed(2, '2026-08-30')
  })
  after(() => panel?.stop())

  it('the tenderer alone asks, for a day that there is and that is later', async () => {
    for (const person of ['agent', 'supervisor', bidders[0]?.id ?? ''])
      expect(await codeOf(ask(person)), person).to.equal('FORBIDDEN')
    expect(await codeOf(ask('tenderer', '2026-02-30'))).to.equal('INPUT_INVALID')
    expect(await codeOf(ask('tenderer', '2026-06-29'))).to.equal('VALIDITY_NOT_LATER')
    await ask('tenderer')
    expect((await seen()).extension).to.deep.include({ from: '2026-06-29', to })
    expect((await seen()).extension?.asked).to.have.length(4)
  })

  it('each bidder that was asked answers once for itself; one that did not bid does not', async () => {
    await answer(0, true)
    await answer(1, false)
    expect(await codeOf(answer(1, true))).to.equal('VALIDITY_ANSWERED')
    expect(await codeOf(answer(7, true))).to.equal('VALIDITY_NOT_ASKED')
    expect(await codeOf(answer(2, true)), 'a guarantee ends a day too early').to.equal('VALIDITY_GUARANTEE_SHORT')
    await end() // the old last day is not over
    expect((await seen()).extension?.ended).to.equal(null)
    expect(await freed(1), 'who refuses is bound, and secured, until the old end').to.equal(null)
  })

  it('after the old last day who refused and who kept silent is out, and nobody answers any more', async () => {
    await panel.room.world.moveTo('2026-06-30T00:00:00+08:00')
    expect(await codeOf(answer(2, true))).to.equal('VALIDITY_ANSWER_LATE')
    await end()
    const { lapsed, extension, stage } = await seen()
    expect(lapsed?.map(({ how }) => how).sort()).to.deep.equal(['refused', 'silent', 'silent'])
    expect([extension?.ended?.left, stage]).to.deep.equal([1, 'evaluating'])
    await panel.room.world.until('the guarantees to be given back', async () => (await freed(1)) && freed(2))
    expect([await freed(0), await freed(1), await freed(2)]).to.deep.equal([null, 'declined', 'declined'])
  })
})
