import { expect } from 'chai'
import readXlsx from 'read-excel-file/node'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { signDetached, softSigner } from '../../crypto/signature.ts'
import { platformItself } from '../../server/access/who.ts'
import { authorityOf, entry as issued } from '../../server/cli/demo/foundation.ts'
import { people } from '../../server/cli/demo/people.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { carryOut } from '../../server/cli/demo/steps/refunds.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import { depositsWhere } from '../../server/deposits/store.ts'
import { entry } from '../../server/ledger/entry.ts'
import { BiddingClosed } from '../../server/tenders/events.ts'
import { moveTender } from '../../server/tenders/rules.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { codeOf } from '../world/codes.ts'
import { foundation } from '../world/world.ts'
import { type RunningWorld, startWorld } from './running.ts'

interface Listed {
  items: { tag: string; status: string; refunds: { reason: string; paidAt: number | null }[] }[]
}
interface Books {
  zero: boolean
  sections: Record<'bank' | 'charges' | 'held' | 'uncounted' | 'payable' | 'kept', string>[]
}
interface Orders {
  orders: { amount: string; interest: string; transfers: { to: { name: string; account: string } | null }[] }[]
}

describe('a deposit that is kept, over HTTP', () => {
  let running: RunningWorld
  let tag = ''
  let batch = { id: '', digest: '' }
  const account = '530501234567890123'
  const centre = (id: string) => people.find((one) => one.id === id)
  const path = () => `/tenders/${running.world.tender}/deposits`
  const decision = {
    ...{ ground: 'revoked', decision: '投标截止后书面撤销投标文件，依法不予退还。', evidence: 'e'.repeat(64), account },
  }
  const keep = async (changes: Partial<typeof decision> = {}, as = 'tenderer', signer = as) => {
    const fields = { ...decision, ...changes }
    const cms = await running.world.as(signer).sign('deposit.keep', { tender: running.world.tender, tag, ...fields })
    return codeOf(running.world.as(as).post(`${path()}/${tag}/keep`, { ...fields, cms }))
  }
  const mine = () =>
    running.world.as('bidder-1').get<ReturnType<typeof forBidder>>(`/tenders/${running.world.tender}/deposit`)

  before(async function () {
    this.timeout(120_000)
    running = await startWorld()
    const { world } = running
    await publishNotice(world)
    await deposits(world)
    tag = await world.as('bidder-1').tag(world.tender)
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('is not kept while bids are still taken, whoever asks', async () => {
    expect(await keep()).to.equal('GROUND_NOT_OPEN')
    expect(await keep({}, 'bidder-2')).to.equal('FORBIDDEN')
  })

  it('is kept by the tenderer alone, on a ground that can have arisen, with a decision in words', async () => {
    const { world, platform } = running
    await entry({ platform, who: platformItself, now: platform.clock.now(), via: 'test' }, async (e) => {
      const tender = await e.hold(tenderStream(world.tender))
      await e.append(tenderStream(tender.id), [BiddingClosed({ tender: tender.id, deadline: tender.deadline })])
      await e.append(tenderStream(tender.id), moveTender({ ...tender, stage: 'opening' }, 'evaluating'))
    })
    const { items } = await world.as('tenderer').get<Listed & Record<string, unknown>>(path())
    expect(items).to.have.length(9)
    for (const other of ['agent', 'centre', 'supervisor'])
      expect(await keep({}, other, other), other).to.equal('FORBIDDEN')
    expect(await keep({}, 'tenderer', 'agent')).to.equal('SIGNER_IS_ANOTHER')
    expect(await keep({ ground: 'contractRefused' })).to.equal('GROUND_NOT_OPEN')
    expect(await keep({ decision: '撤销' })).to.equal('INPUT_INVALID')
    expect(await keep()).to.equal('done')
    expect(await keep()).to.equal('KEPT_ALREADY')
    const { kept, refunds } = await mine()
    expect(kept).to.include({ ground: 'revoked', article: '《招标投标法实施条例》第三十五条' })
    expect(refunds).to.deep.equal([])
  })

  it('stands in its section’s books, which add up to the fen, on the screen and as a table', async () => {
    const { world } = running
    const { sections, zero } = await world.as('centre').get<Books & Record<string, unknown>>('/money/reconciliation')
    const [{ bank = '', charges = '', held = '', uncounted = '', payable = '', kept = '' } = {}] = sections
    expect([zero, sections.length]).to.deep.equal([true, 1])
    const sum = (...amounts: string[]) => amounts.reduce((all, one) => all + BigInt(one), 0n)
    expect(sum(bank, charges)).to.equal(sum(held, uncounted, payable, kept))
    expect([held, payable]).to.deep.equal(['70000000', '10000000']) // eight by transfer, one of them kept
    const file = await world.as('supervisor').bytes('/money/reconciliation/table.xlsx')
    const [sheet] = await readXlsx(Buffer.from(file))
    const [head, row] = sheet?.data ?? []
    expect(head?.slice(3, 5)).to.deep.equal(['银行存款（元）', '在押（元）'])
    expect(row?.slice(3, 5)).to.deep.equal([800_000, 700_000])
  })

  it('is paid out by a batch that two proven people approve: a second certificate does not make a second person', async () => {
    const { world } = running
    const { organisation = { code: '', name: '' }, name = '' } = centre('centre') ?? {}
    const authority = await authorityOf((await foundation()).folder)
    /** Signs with a fresh certificate that names this person. */
    const signsAs = async (person: string, what: string, fields: Record<string, unknown>): Promise<string> => {
      const subject = { commonName: person, organisation: organisation.name, organisationCode: organisation.code }
      const { pkcs8, certificate, chain } = await issued(authority, 'person', 'p256', subject)
      const bytes = utf8(canonical({ ...fields, what }))
      return base64(await signDetached(bytes, softSigner({ pkcs8 }, certificate, chain), await world.now()))
    }
    const clerk = world.as('centre-3')
    const most = { most: 500 }
    expect(
      await codeOf(clerk.post('/refunds/batches', { ...most, cms: await clerk.sign('refund.prepare', most) })),
    ).to.equal('NOT_A_PERSON')
    batch = await clerk.post('/refunds/batches', { ...most, cms: await clerk.signAsPerson('refund.prepare', most) })
    const of = { batch: batch.id, digest: batch.digest }
    const approve = (cms: string, as = 'centre') =>
      codeOf(world.as(as).post(`/refunds/batches/${batch.id}/approval`, { digest: batch.digest, cms }))
    const preparer = centre('centre-3')?.name ?? ''
    expect(await approve(await signsAs(preparer, 'refund.approve', of))).to.equal('PREPARER_APPROVES')
    expect(await approve(await world.as('centre').signAsPerson('refund.approve', of))).to.equal('done')
    expect(await approve(await signsAs(name, 'refund.approve', of))).to.equal('ANOTHER_PERSON')
    expect(await approve(await signsAs(name, 'refund.approve', of), 'centre-2')).to.equal('ANOTHER_PERSON')
    expect((await world.as('bank').get<Orders & Record<string, unknown>>('/bank/orders')).orders).to.deep.equal([])
    expect(await approve(await world.as('centre-2').signAsPerson('refund.approve', of), 'centre-2')).to.equal('done')
  })

  it('goes to the tenderer\u2019s account, without interest, once; nothing of it goes back to the bidder', async () => {
    const { world, platform } = running
    const { orders } = await world.as('bank').get<Orders & Record<string, unknown>>('/bank/orders')
    expect(orders).to.have.length(1)
    expect(orders[0]).to.include({ amount: '10000000', interest: '0' })
    const tenderer = people.find(({ id }) => id === 'tenderer')?.organisation?.name
    expect(orders[0]?.transfers.map(({ to }) => to)).to.deep.equal([{ name: tenderer, account }])
    await carryOut(world)
    const { status, refunds } = await mine()
    expect([status, refunds]).to.deep.equal(['kept', []])
    const [deposit] = (await depositsWhere({ platform }, { tender: world.tender })).filter((one) => one.tag === tag)
    expect(Object.values(deposit?.lines ?? {}).every((sum) => sum === '0')).to.equal(true)
    const listed = (await world.as('supervisor').get<Listed & Record<string, unknown>>(path())).items
    expect(listed.find((one) => one.tag === tag)?.refunds[0]).to.include({ reason: 'kept' })
    expect(listed.find((one) => one.tag === tag)?.refunds[0]?.paidAt).to.be.a('number')
  })
})
