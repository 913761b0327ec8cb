import { expect } from 'chai'
import { hex, random } from '../../crypto/bytes.ts'
import { Refused } from '../../server/cli/demo/client.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { release, unlock } from '../../server/cli/demo/steps/opening.ts'
import { decideRemedy, handInCode } from '../../server/cli/demo/steps/remedy.ts'
import { DEADLINE, park } from '../../server/cli/demo/tender.ts'
import { checkBundle } from '../../server/cli/verify/bundle.ts'
import type { FailureBundle } from '../../server/opening/bundle.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { THREE } from '../../server/tenders/seats.ts'
import { type TestWorld, world } from '../world/world.ts'

const nobody = { roots: [], crls: [], root: undefined, platform: [], certificates: [], log: undefined }

/** Two unlock with their keys; the officers agree to the third, refuse the fourth, and one of them is silent on the fifth. */
const PEOPLE = ['bidder-1', 'bidder-2', 'bidder-7', 'bidder-4', 'bidder-5']

describe('An opening whose tender document allows a remedy code', function () {
  this.timeout(240_000)
  let running: TestWorld
  const path = () => `/tenders/${running.world.tender}/opening`
  const hallNow = () => running.world.as('agent').get<Opening>(path())
  const codeOf = async (deed: () => Promise<unknown>): Promise<string> => {
    try {
      await deed()
    } catch (problem) {
      if (problem instanceof Refused) return problem.code
      throw problem
    }
    return 'done'
  }
  const bidOf = async (person: string) =>
    (await hallNow()).bids[await running.world.as(person).tag(running.world.tender)]

  before(async () => {
    running = await world()
    const { world: of } = running
    await publishNotice(of, { ...park, remedy: 'code' })
    await deposits(of)
    await of.moveTo('2026-04-07T09:00:00+08:00')
    for (const person of PEOPLE) await submitBid(of, person)
    await of.moveTo(Date.parse(DEADLINE) + 2000)
    await of.until('a key is announced', async () => (await hallNow().catch(() => undefined))?.spki)
  })
  after(() => running?.stop())

  it('says on the notice what a bidder may do', async () => {
    const { origins, tender } = running.world
    const page = await (await fetch(`${origins.public}/projects/${tender}`)).text()
    const notice = /href="(\/notices\/[^"]+)"/.exec(page)?.[1] ?? `/notices/${tender}`
    expect(await (await fetch(`${origins.public}${notice}`)).text()).to.include('解密失败的补救方案')
  })

  it('takes no code before the bidders are named', async () => {
    const of = running.world
    const opening = await hallNow()
    expect(await codeOf(() => handInCode(of, of.as('bidder-7'), opening))).to.equal('UNLOCK_TOO_EARLY')
    for (const role of ['tenderer', 'supervisor'] as const) await release(of, role, opening)
    await of.until('the bidders are named', async () => (await hallNow()).named)
  })

  it('takes no code without the bidder’s own signature', async () => {
    const of = running.world
    const opening = await hallNow()
    const [client, stranger] = [of.as('bidder-7'), of.as('bidder-1')]
    const sign = client.sign.bind(client)
    client.sign = stranger.sign.bind(stranger)
    const code = await codeOf(() => handInCode(of, client, opening))
    client.sign = sign
    expect(code).to.equal('SIGNER_IS_ANOTHER')
    expect((await bidOf('bidder-7'))?.status).to.equal('waiting')
  })

  it('opens nothing by another code, and shows what was handed in', async () => {
    const of = running.world
    const wrong = hex(random(32))
    await handInCode(of, of.as('bidder-7'), await hallNow(), wrong)
    await of.until('it was tried', async () => (await bidOf('bidder-7'))?.attempts.length)
    const bid = await bidOf('bidder-7')
    expect(bid).to.include({ status: 'waiting' })
    expect(bid?.attempts[0]).to.include({ code: 'KEY_MISMATCH', found: 'by-platform' })
    expect(bid?.attempts[0]?.given?.[0]).to.include({ part: 'remedy', value: wrong })
  })

  it('takes the right code and puts it before the officers, who see nothing of it until then', async () => {
    const of = running.world
    const early = { tag: await of.as('bidder-7').tag(of.tender) }
    expect(await codeOf(() => decideRemedy(of, 'centre', early))).to.equal('REMEDY_NOT_ASKED')
    for (const person of ['bidder-1', 'bidder-2']) await unlock(of, of.as(person), await hallNow())
    for (const person of ['bidder-7', 'bidder-4', 'bidder-5']) await handInCode(of, of.as(person), await hallNow())
    for (const person of ['bidder-7', 'bidder-4', 'bidder-5'])
      await of.until(`${person} is before the officers`, async () => (await bidOf(person))?.status === 'deciding')
    expect(await codeOf(async () => handInCode(of, of.as('bidder-7'), await hallNow()))).to.equal('REMEDY_PENDING')
    expect((await bidOf('bidder-7'))?.remedy?.seats).to.deep.equal([...THREE])
  })

  it('takes no decision from who is no officer, by another’s signature, or on another bid', async () => {
    const of = running.world
    const { epoch } = await hallNow()
    const tag = await of.as('bidder-7').tag(of.tender)
    const consent = (await bidOf('bidder-7'))?.remedy?.consent
    const path = `/tenders/${of.tender}/opening/remedy/decisions`
    const decision = { agreed: false, reason: '不同意补救' }
    const sent = (as: string, by: string, changes: object = {}) =>
      codeOf(async () => {
        const said = {
          tender: of.tender,
          as: 'centre',
          epoch,
          bid: tag,
          consent,
          decision: 'refuse',
          reason: decision.reason,
        }
        const cms = await of.as(by).sign('opening.remedyDecision', said)
        return of.as(as).post(path, { tag, epoch, consent, decision, cms, ...changes })
      })
    expect(await sent('bidder-1', 'bidder-1')).to.equal('FORBIDDEN')
    expect(await sent('agent', 'agent')).to.equal('FORBIDDEN')
    expect(await sent('centre', 'supervisor')).to.be.oneOf(['SIGNATURE_REFUSED', 'SIGNER_IS_ANOTHER'])
    expect(await sent('centre', 'centre')).to.equal('SIGNATURE_REFUSED') // over less than the deed says
    expect(await codeOf(() => decideRemedy(of, 'centre', { tag: 'b'.repeat(64) }))).to.equal('done') // its client stops
    expect((await bidOf('bidder-7'))?.remedy?.decisions).to.deep.equal({})
  })

  it('names the officer whose share is not the committed one, and lets it decide again', async () => {
    const of = running.world
    const tag = await of.as('bidder-7').tag(of.tender)
    await decideRemedy(of, 'centre', { tag, share: hex(random(33)) })
    await of.until('the share is refused', async () => {
      const { facts } = await of
        .as('agent')
        .get<{ facts: { type: string; data: object }[] }>(`/tenders/${of.tender}/facts`)
      return facts.some((fact) => fact.type === 'opening.shareRefused' && 'tag' in fact.data && fact.data.tag === tag)
    })
    const hall = await hallNow()
    expect(hall.bids[tag]?.remedy?.decisions).to.deep.equal({})
    expect(Object.keys(hall.officers).sort(), 'its other release stays').to.deep.equal(['supervisor', 'tenderer'])
  })

  it('opens the very bid when the last officer has agreed, not when k have', async () => {
    const of = running.world
    const tag = await of.as('bidder-7').tag(of.tender)
    for (const role of ['centre', 'tenderer'] as const) await decideRemedy(of, role, { tag })
    expect((await bidOf('bidder-7'))?.status).to.equal('deciding')
    expect(await codeOf(() => decideRemedy(of, 'centre', { tag }))).to.equal('REMEDY_DECIDED')
    await decideRemedy(of, 'supervisor', { tag })
    await of.until('it is open', async () => (await bidOf('bidder-7'))?.status === 'ready')
    expect(await bidOf('bidder-7')).to.include({ by: 'remedy' })
    expect(await codeOf(() => decideRemedy(of, 'supervisor', { tag }))).to.equal('ALREADY_READ')
  })

  it('ends with one refusal, whatever the others say', async () => {
    const of = running.world
    const tag = await of.as('bidder-4').tag(of.tender)
    await decideRemedy(of, 'tenderer', { tag })
    await decideRemedy(of, 'supervisor', { tag, reason: '提交同意的人身份存疑' })
    expect((await bidOf('bidder-4'))?.status).to.equal('waiting')
    expect(await codeOf(() => decideRemedy(of, 'centre', { tag }))).to.equal('REMEDY_REFUSED')
    expect(await codeOf(async () => handInCode(of, of.as('bidder-4'), await hallNow()))).to.equal('REMEDY_REFUSED')
  })

  it('is not given to whom one officer has not answered when the window ends', async () => {
    const of = running.world
    const tag = await of.as('bidder-5').tag(of.tender)
    for (const role of ['tenderer', 'supervisor'] as const) await decideRemedy(of, role, { tag })
    await of.moveTo(((await hallNow()).windowEnds ?? 0) + 1000)
    await of.until('all is read out', async () => (await hallNow()).stage === 'read')
    expect(await codeOf(() => decideRemedy(of, 'centre', { tag }))).to.be.oneOf(['OPENING_STAGE', 'UNLOCK_WINDOW_OVER'])
    const statuses = await Promise.all(PEOPLE.map(async (person) => (await bidOf(person))?.status))
    expect(statuses).to.deep.equal(['read', 'read', 'read', 'unopened', 'unopened'])
    expect((await bidOf('bidder-7'))?.form?.price).to.equal('1899900000')
    expect(await bidOf('bidder-1')).not.to.have.property('by')
    expect(running.errors()).to.deep.equal([])
  })

  it('tells in the bundle of a failure who agreed, refused or was silent, for anybody to judge again offline', async () => {
    const of = running.world
    const bundleOf = async (person: string) => {
      const tag = await of.as(person).tag(of.tender)
      return of.as('agent').get<FailureBundle>(`/tenders/${of.tender}/opening/bundles/${tag}`)
    }
    const judged = async (bundle: FailureBundle) =>
      (await checkBundle(bundle, nobody, ({ en }) => en)).checks
        .filter(({ id, verdict }) => id !== 'signature' && verdict === 'invalid')
        .map(({ id }) => id)
    for (const [person, words] of [
      ['bidder-4', ['监督部门拒绝（提交同意的人身份存疑）', '交易中心未作决定']],
      ['bidder-5', ['交易中心未作决定']],
    ] as const) {
      const found = await bundleOf(person)
      expect(found.bundle.proposed).to.equal('bidder')
      for (const word of words) expect(found.bundle.grounds).to.include(word)
      expect(found.bundle.grounds).not.to.include('招标人')
      expect(found.bundle.remedy?.decisions.map(({ role, agreed }) => `${role} ${agreed}`)).to.deep.equal([
        'tenderer true',
        `supervisor ${person === 'bidder-5'}`,
      ])
      expect(await judged(found)).to.deep.equal([])
    }
    const { bundle, cms } = await bundleOf('bidder-5')
    const change = (of: (remedy: NonNullable<FailureBundle['bundle']['remedy']>) => object) =>
      judged({ bundle: { ...bundle, remedy: { ...bundle.remedy!, ...of(bundle.remedy!) } }, cms })
    const one = (changes: object) =>
      change(({ decisions: [first, ...rest] }) => ({ decisions: [{ ...first!, ...changes }, ...rest] }))
    expect(await one({ agreed: false, reason: '改写' })).to.include('remedy')
    expect(await one({ role: 'centre' })).to.include('remedy')
    expect(await one({ at: bundle.remedy?.endsAt ?? 0 }), 'late').to.include('remedy')
    expect(await change(() => ({ consent: 'a'.repeat(64) }))).to.include('remedy')
  })
})
