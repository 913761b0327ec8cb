import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Authority, restoreAuthority } from '../../crypto/authority.ts'
import { base64, unbase64 } from '../../crypto/bytes.ts'
import { formatVerifier, newNoteKey, parseVerifier } from '../../crypto/checkpoint.ts'
import { parseCrl } from '../../crypto/crl.ts'
import { serveAuthorities } from '../../server/cli/demo/authorities.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import type { Trusted } from '../../server/cli/verify/anchors.ts'
import { checkBundle } from '../../server/cli/verify/bundle.ts'
import type { TrustFact } from '../../server/identity/trustList.ts'
import type { FailureBundle } from '../../server/opening/bundle.ts'
import type { TrustedAuthority } from '../../server/platform/platform.ts'
import { foundation, type TestWorld, world } from '../world/world.ts'
import { codeOf, playing } from './playing.ts'

/** Longer than a list that was fetched serves. */
const LATER = 11 * 60_000

describe('A failure’s bundle, judged again by what it carries', function () {
  this.timeout(300_000)
  let running: TestWorld
  let authority: Authority
  let services: Awaited<ReturnType<typeof serveAuthorities>>
  const revoked: { serial: string; at: number }[] = []
  const tags = new Map<string, string>()
  const { hall, bid, name, open, unlock, tagOf } = playing(() => running)
  const as = (person: string) => running.world.as(person)

  before(async () => {
    running = await world()
    const { folder } = await foundation()
    authority = await restoreAuthority(JSON.parse(readFileSync(join(folder, 'authority.json'), 'utf8')))
    await bid(['bidder-1', 'bidder-4', 'bidder-3', 'bidder-5'])
    await running.world.moveTo(Date.parse(DEADLINE) + 2000)
    await name()
    for (const person of ['bidder-1', 'bidder-4', 'bidder-3', 'bidder-5']) tags.set(person, await tagOf(person))
    services = await serveAuthorities({
      authorities: { ca: authority },
      stamps: (await as('centre').keys()).signer, // nobody asks it for stamps
      now: () => running.world.now(),
      revoked: async () => revoked,
    })
    await listed()
    await open('bidder-1')
  })
  after(async () => {
    await services?.close()
    await running?.stop()
  })

  /** Two people put the bidders' authority down with a list of its own. */
  async function listed(): Promise<void> {
    const [first, second] = [as('centre'), as('centre-2')]
    const { authorities } = await first.get<{ authorities: TrustedAuthority[] }>('/trust')
    const own = authorities.find(({ name: called }) => !called.includes('国密'))
    const change = { put: { ...own, crls: [`${services.url}/ca.crl`], whenSilent: 'refuse' } }
    const { fields } = await first.post<{ fields: Record<string, unknown> }>('/trust/difference', { change })
    const cms = await first.signAsPerson('trust.propose', fields)
    const { proposal } = await first.post<{ proposal: string }>('/trust/proposals', { change, cms })
    const { waiting } = await second.get<{ waiting: Record<string, unknown> }>('/trust')
    const confirmed = await second.signAsPerson('trust.confirm', waiting)
    await second.post(`/trust/proposals/${proposal}/confirm`, { cms: confirmed })
  }
  const later = async (): Promise<void> => running.world.moveTo(running.platform.clock.now() + LATER)
  const bundleOf = (person: string): Promise<FailureBundle> =>
    as('agent').get<FailureBundle>(`/tenders/${running.world.tender}/opening/bundles/${tags.get(person)}`)
  const trusted = (more: Partial<Trusted> = {}): Trusted => ({
    ...{ roots: [authority.root], crls: [], root: undefined, platform: [], certificates: [], log: undefined, ...more },
  })
  const standing = async (of: FailureBundle, by = trusted()) => {
    const { checks } = await checkBundle(of, by, ({ en }) => en)
    return checks.find(({ id }) => id === 'standing')
  }
  const changed = (of: FailureBundle, part: Partial<FailureBundle['bundle']>): FailureBundle => ({
    ...of,
    bundle: { ...of.bundle, ...part },
  })

  it('carries the list by which a certificate was good that signed, and without it nothing is decided or it is wrong', async () => {
    const fields = { code: 'UNWRAP_FAILED', certificate: await as('bidder-4').fingerprint() }
    const cms = await as('bidder-4').sign('opening.unlockFailed', { tender: running.world.tender, ...fields })
    await as('bidder-4').post(`/tenders/${running.world.tender}/opening/unlock-failed`, { ...fields, cms })
    const bundle = await bundleOf('bidder-4')
    expect(bundle.bundle.lists).to.have.lengthOf(1)
    const found = await standing(bundle)
    expect(found, found?.detail).to.include({ verdict: 'valid' })
    expect(await standing(changed(bundle, { lists: [] }))).to.include({ verdict: 'invalid' })
    const { lists: _lists, ...old } = bundle.bundle
    expect(await standing({ ...bundle, bundle: old as typeof bundle.bundle })).to.include({ verdict: 'indeterminate' })
    expect(await standing(bundle, trusted({ roots: [] }))).to.include({ verdict: 'indeterminate' })
  })

  it('carries the list by which a certificate was refused as revoked, and whoever changes it is found out', async () => {
    const { signer } = await as('bidder-3').keys()
    revoked.push({ serial: signer.certificate.serial, at: running.platform.clock.now() })
    await later()
    await unlock('bidder-3') // it is refused, and a program that is asked again goes on
    const bundle = await bundleOf('bidder-3')
    const [attempt] = bundle.bundle.attempts
    expect(attempt).to.include({ code: 'CERTIFICATE_REVOKED', found: 'at-signature' })
    expect(attempt?.known?.lists).to.deep.equal(bundle.bundle.lists.map((der) => parseCrl(unbase64(der)).fingerprint))
    expect(await standing(bundle)).to.include({ verdict: 'valid' })
    const now = running.platform.clock.now()
    const clean = await authority.crl([], now - 1000, now + LATER)
    const known = { ...attempt!.known!, lists: [parseCrl(clean).fingerprint] }
    const forged = changed(bundle, { lists: [base64(clean)], attempts: [{ ...attempt!, known }] })
    expect(await standing(forged), 'the list says nothing of the kind').to.include({ verdict: 'invalid' })
    const blamed = changed(bundle, { attempts: [{ ...attempt!, code: 'REVOCATION_UNKNOWN' }] })
    expect(await standing(blamed), 'the authority was not silent').to.include({ verdict: 'invalid' })
  })

  it('carries the trust list: by the log’s key alone it says who signed, and one that was changed is found', async () => {
    const bundle = await bundleOf('bidder-4')
    const { trust } = bundle.bundle
    const log = parseVerifier(trust!.verifier)
    const offline = trusted({ roots: [], log })
    expect(await standing(bundle, offline)).to.include({ verdict: 'valid' })
    const verdict = async (of: FailureBundle, by: Trusted) =>
      (await checkBundle(of, by, ({ en }) => en)).checks.find(({ id }) => id === 'trust-list')?.verdict
    expect([await verdict(bundle, offline), await verdict(bundle, trusted())]).to.deep.equal(['valid', 'valid'])
    expect((await standing(bundle, trusted({ roots: [] })))?.verdict, 'nothing in it is trusted by itself').to.equal(
      'indeterminate',
    )
    const [founded, ...rest] = trust!.facts
    const other = { ...founded!, fact: { ...(founded!.fact as object), at: 1 } }
    expect(await verdict(changed(bundle, { trust: { ...trust!, facts: [other, ...rest] } }), offline)).to.equal(
      'invalid',
    )
    const another = parseVerifier(formatVerifier(await newNoteKey(log.name)))
    expect(await verdict(bundle, trusted({ log: another }))).to.equal('invalid')
    const { trust: _trust, ...old } = bundle.bundle
    const before = { ...bundle, bundle: old as typeof bundle.bundle }
    expect([await verdict(before, trusted()), (await standing(before))?.verdict]).to.deep.equal([undefined, 'valid'])
  })

  it('is judged by who was taken for signatures then', async () => {
    const bundle = await bundleOf('bidder-4')
    const { authorities } = await as('centre').get<{ authorities: TrustedAuthority[] }>('/trust')
    const by = (uses: TrustedAuthority['uses']) => {
      const list = [
        { type: 'trust.founded', at: 0, data: { authorities: authorities.map((one) => ({ ...one, uses })) } },
      ]
      return standing(bundle, trusted({ list: list as unknown as readonly TrustFact[] }))
    }
    expect(await by(['sign'])).to.include({ verdict: 'valid' })
    const limited = await by(['timestamp'])
    expect([limited?.verdict, limited?.detail]).to.deep.equal(['invalid', 'AUTHORITY_LIMITED instead of good'])
  })

  it('shows that an authority was silent, whatever list the reader has by now', async () => {
    await services.close()
    await later()
    expect(await codeOf(() => unlock('bidder-5'))).to.equal('REVOCATION_UNKNOWN')
    const bundle = await bundleOf('bidder-5')
    expect(bundle.bundle.attempts[0]?.known).to.deep.include({ lists: [], answers: [] })
    expect(bundle.bundle.proposed).to.equal('third-party')
    expect(await standing(bundle)).to.include({ verdict: 'valid' })
    const now = running.platform.clock.now()
    const list = await authority.crl([], now - LATER, now + LATER)
    expect(await standing(bundle, trusted({ crls: [list] }))).to.include({ verdict: 'valid' })
    expect((await hall()).stage).to.equal('unsealing')
  })
})
