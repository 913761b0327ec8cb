import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { newKey } from '../../crypto/authority.ts'
import { base64, unbase64, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { parseVerifier } from '../../crypto/checkpoint.ts'
import { openPromise } from '../../crypto/promise.ts'
import { checkDetached } from '../../crypto/signature.ts'
import { checkTimestamp } from '../../crypto/timestamp.ts'
import { type BoxedBid, evolve } from '../../server/bids/bid.ts'
import { type BidFact, BidWithdrawn } from '../../server/bids/events.ts'
import type { WithdrawalReceipt } from '../../server/bids/withdrawalViews.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { attachmentOf } from '../../server/documents/read.ts'
import { rows } from '../../server/ledger/store.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { run } from '../cli/tool.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { bidDeadline } from './deadline.ts'
import { packed } from './packed.ts'

interface Mine {
  stage: string
  sequence: number
  withdrawal: WithdrawalReceipt | null
}

describe('A bid that is taken back', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  let given: WithdrawalReceipt
  const ME = 'bidder-1'
  const path = (): string => `/tenders/${running.world.tender}/bid`
  const mine = (person = ME) => running.world.as(person).get<Mine>(path())

  async function submit(person: string): Promise<void> {
    const one = await packed(running.world, person)
    await one.send()
    await one.handIn()
  }
  async function withdraw(person: string, sequence: number): Promise<WithdrawalReceipt> {
    const client = running.world.as(person)
    const cms = await client.sign('bid.withdraw', { tender: running.world.tender, sequence })
    return client.post<WithdrawalReceipt>(`${path()}/withdraw`, { sequence, cms })
  }

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-withdrawal-'))
    await publishNotice(running.world)
    await deposits(running.world)
    await submit(ME)
    given = await withdraw(ME, 1)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is answered at once by a receipt that the platform signed and that the log promised to hold', async () => {
    const { certificate } = await checkDetached(unbase64(given.cms), utf8(canonical(given.receipt)))
    expect(certificate.fingerprint).to.equal(running.platform.signer.certificate.fingerprint)
    expect(given.receipt).to.include({ kind: 'bid.withdrawal', tender: running.world.tender, sequence: 1 })
    expect(given.receipt.bidder.code).to.equal(running.world.as(ME).person.organisation?.code)
    const { verifier } = await running.world.as(ME).get<{ verifier: string }>('/log/verifier')
    const promised = await openPromise(given.promise, [parseVerifier(verifier)])
    expect(promised.commitment).to.equal(given.receipt.commitment)
  })

  it('gets its time stamp and its way into the log later, and they are over this withdrawal', async () => {
    const { token } = await running.world.until('the stamp', async () => {
      const { withdrawal } = await mine()
      return withdrawal?.token ? withdrawal : undefined
    })
    await checkTimestamp(unbase64(token ?? ''), unhex(given.receipt.commitment))
    const proved = await running.world.until('the proof', () =>
      running.world
        .as(ME)
        .get<{ fact: { type: string; data: { withdrawnAt: number } } }>(`/facts/${given.receipt.fact}/proof`)
        .catch(() => undefined),
    )
    expect(proved.fact.type).to.equal('bid.withdrawn')
    expect(new Date(proved.fact.data.withdrawnAt).toISOString()).to.equal(given.receipt.withdrawnAt)
  })

  it('gives a paper that carries the receipt for machines', async () => {
    const pdf = await running.world.as(ME).bytes(`${path()}/withdrawal.pdf`)
    const attached = await attachmentOf(pdf, 'receipt.json')
    const { receipt } = JSON.parse(Buffer.from(attached ?? []).toString()) as WithdrawalReceipt
    expect(receipt).to.deep.equal(given.receipt)
  })

  it('is verified offline by the tool for receipts; one that was edited is not', async () => {
    const { withdrawal } = await mine()
    const { verifier } = await running.world.as(ME).get<{ verifier: string }>('/log/verifier')
    const write = (name: string, value: object): void => writeFileSync(join(folder, name), JSON.stringify(value))
    const receipt = { ...withdrawal!.receipt, withdrawnAt: '2026-01-01T00:00:00.000Z' }
    write('withdrawal.json', withdrawal!)
    write('edited.json', { ...withdrawal!, receipt })
    const { fingerprint } = running.platform.signer.certificate
    const root = (await running.platform.trust()).roots.find(
      (one) => canonical(one.subject) === canonical(running.platform.signer.certificate.issuer),
    )
    const anchors = ['--platform', fingerprint, '--verifier', verifier, ...(root ? ['--root', root.fingerprint] : [])]
    const verdicts = async (file: string) => {
      const ended = await run('yangguang-verify', ['receipt', file, ...anchors, '--json'], { cwd: folder })
      const { checks } = ended.json() as { checks: { id: string; verdict: string }[] }
      return new Map(checks.map(({ id, verdict }) => [id, verdict]))
    }
    const good = await verdicts('withdrawal.json')
    for (const id of ['signature', 'platform', 'promise']) expect(good.get(id), id).to.equal('valid')
    expect([...good.values()]).to.not.include('invalid')
    expect((await verdicts('edited.json')).get('signature')).to.equal('invalid')
    const compared = ['receipt', 'withdrawal.json', ...anchors, '--package', 'withdrawal.json']
    expect((await run('yangguang-verify', compared, { cwd: folder })).code, 'it has no package').to.equal(2)
  })

  it('has its receipt still when another bid was handed in after it, whenever its stamp comes', () => {
    const facts = [
      { type: 'bid.sealed', data: { sequence: 1, header: 'h1' } },
      { type: 'bid.withdrawn', data: { sequence: 1, withdrawnAt: 7, clock: null } },
      { type: 'bid.sealed', data: { sequence: 2, header: 'h2' } },
      { type: 'bid.withdrawalStamped', data: { sequence: 1, token: 't' } },
    ].map((fact, n) => ({ ...fact, id: `f${n + 1}` }) as unknown as BidFact)
    const bid = facts.reduce<BoxedBid | undefined>((before, fact) => evolve(before, fact), undefined)
    const withdrawal = { sequence: 1, header: 'h1', at: 7, fact: 'f2', token: 't', clock: null }
    expect(bid).to.deep.include({ stage: 'sealed', sequence: 2, token: null, withdrawal })
  })

  it('has none where nothing was taken back, and is nobody else\u2019s to fetch', async () => {
    await submit('bidder-2')
    await submit('bidder-3')
    expect((await mine('bidder-2')).withdrawal).to.equal(null)
    expect(await codeOf(running.world.as('bidder-2').bytes(`${path()}/withdrawal.pdf`))).to.equal('WITHDRAWAL_ABSENT')
  })

  it('is not taken back twice, nor in another version than the one that stands: nothing is written', async () => {
    const before = await running.facts()
    expect(await codeOf(withdraw(ME, 1))).to.equal('BID_ABSENT')
    expect(await codeOf(withdraw('bidder-2', 2))).to.equal('BID_SEQUENCE')
    expect(await codeOf(withdraw('bidder-5', 1))).to.equal('BID_ABSENT')
    expect(await running.facts()).to.equal(before)
  })

  it('closes its statement by the suite of the officers, as the bid itself was', async () => {
    const { database } = running.platform
    const table = rows(database, tenderStream.kind)
    const id = running.world.tender
    const row = (await table.findByPk(id, { raw: true })) as unknown as { state: string }
    const tender = JSON.parse(row.state) as Tender
    for (const key of Object.values(tender.officerKeys)) key.spki = base64((await newKey('sm2')).spki)
    await table.update({ state: canonical(tender) }, { where: { id } })
    await withdraw('bidder-2', 1)
    const [found] = await database.query('SELECT data FROM events WHERE type = :type ORDER BY seq', {
      replacements: { type: BidWithdrawn.type },
    })
    const suites = (found as { data: string }[]).map(({ data }) => JSON.parse(JSON.parse(data).box).suite)
    expect(suites).to.deep.equal(['intl', 'gm'])
    await table.update({ state: row.state }, { where: { id } })
  })

  it('is not possible at the deadline any more', async () => {
    await running.world.moveTo(bidDeadline(running.world))
    expect(await codeOf(withdraw('bidder-3', 1))).to.equal('BID_LATE')
  })
})
