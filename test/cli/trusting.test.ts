import { expect } from 'chai'
import { createAuthority } from '../../crypto/authority.ts'
import { canonical } from '../../crypto/canonical.ts'
import { pem } from '../../crypto/certificate.ts'
import type { Evidenced } from '../../crypto/watch.ts'
import type { Bag } from '../../server/archive/bag.ts'
import { ArchiveClosed } from '../../server/archive/dossier.ts'
import {
  type ArchivedTrust,
  carriesList,
  checkCarried,
  checkList,
  listedFor,
  trustOf,
  unasked,
} from '../../server/archive/verify/trust.ts'
import { provenTrust, trustIn } from '../../server/cli/trusting.ts'
import type { TrustedAuthority, TrustFact } from '../../server/identity/trustList.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { AT, changedTrust, logged, type Signers, twoPeople } from '../world/loggedTrust.ts'

interface Shown {
  authorities: TrustedAuthority[]
  changes: { id: string }[]
}

describe('The trust list of a platform that may lie', () => {
  let people: Signers
  let put: TrustedAuthority
  let facts: TrustFact[]
  before(async () => {
    people = await twoPeople()
    const { root } = await createAuthority({ name: '第三认证中心', at: AT - 86_400_000 })
    put = { ...authorityFrom(root), id: 'third', noRevocation: '列表尚未发布', uses: ['sign'] }
    facts = await changedTrust(people, put)
  })

  /** A platform that shows a list and proves facts of its log. */
  async function platform(of: {
    log?: TrustFact[]
    show?: (shown: Shown) => Shown
    answer?: (one: Evidenced) => Evidenced
  }) {
    const all = of.log ?? facts
    const { evidence, checkpoint, verifier } = await logged(all)
    const first = all[0]!.data as { authorities: TrustedAuthority[] }
    const authorities = [...first.authorities, ...(all.length > 2 ? [put] : [])]
    const shown = { authorities, changes: all.map(({ id }) => ({ id })).reverse() }
    const answers: Record<string, unknown> = {
      '/trust': of.show?.(shown) ?? shown,
      '/log/checkpoint': checkpoint,
      ...Object.fromEntries(
        evidence.map((one) => [`/facts/${(one.fact as TrustFact).id}/proof`, of.answer?.(one) ?? one]),
      ),
    }
    return { get: async (path: string) => answers[path] as never, verifier, evidence }
  }
  const proven = async (of: Parameters<typeof platform>[0], trust: string[] = [], verifier?: string) => {
    const at = await platform(of)
    return provenTrust(at, { verifier: verifier ?? at.verifier, note: null, trust })
  }
  const codeOf = (deed: Promise<unknown>): Promise<string> =>
    deed.then(
      () => 'taken',
      ({ code }) => code,
    )

  it('is made anew, and what was seen is kept', async () => {
    const { authorities, seen, evidence } = await proven({})
    expect(authorities.map(({ id }) => id)).to.deep.equal(['first', 'third'])
    expect(seen.trust).to.deep.equal(['f1', 'f2', 'f3'])
    expect((await trustIn(evidence, seen.verifier)).map(({ id }) => id)).to.deep.equal(seen.trust)
    expect(seen.note).to.be.a('string')
  })

  it('is refused where another is shown than the log makes', async () => {
    const stranger = { ...put, id: 'more' }
    const lies: ((shown: Shown) => Shown)[] = [
      (of) => ({ ...of, authorities: [...of.authorities, stranger] }),
      (of) => ({ ...of, authorities: of.authorities.slice(1) }),
      (of) => ({ ...of, authorities: of.authorities.map((one) => ({ ...one, uses: ['timestamp'] })) }),
      (of) => ({ ...of, changes: of.changes.slice(1) }),
      (of) => ({ ...of, changes: of.changes.filter(({ id }) => id !== 'f2') }),
      (of) => ({ ...of, changes: [] }),
    ]
    for (const show of lies) expect(await codeOf(proven({ show }))).to.be.oneOf(['TRUST_UNPROVED', 'TRUST_HELD_BACK'])
  })

  it('is refused where a fact is not the one that the log holds, or it is another log', async () => {
    const answer = (one: Evidenced): Evidenced => ({ ...one, fact: { ...(one.fact as TrustFact), at: AT - 1 } })
    expect(await codeOf(proven({ answer }))).to.equal('PROOF_INVALID')
    const { verifier } = await logged(facts)
    expect(await codeOf(proven({}, [], verifier))).to.equal('NOTE_SIGNATURE_INVALID')
  })

  it('is refused where one person signed for both, or somebody whom no listed authority knows', async () => {
    const alone = await changedTrust(people, put, people.wei)
    expect(await codeOf(proven({ log: alone }))).to.equal('TRUST_UNPROVED')
    const strangers = await twoPeople()
    const unknown = await changedTrust({ ...people, qin: strangers.qin }, put)
    expect(await codeOf(proven({ log: unknown }))).to.equal('PATH_NOT_FOUND')
  })

  it('is refused where a change that was seen is not shown any more', async () => {
    const before = facts.slice(0, 1)
    expect(await codeOf(proven({ log: before }))).to.equal('taken')
    expect(await codeOf(proven({ log: before }, ['f1', 'f2', 'f3']))).to.equal('TRUST_HELD_BACK')
    expect(await codeOf(proven({}, ['f1']))).to.equal('taken')
  })

  describe('in an archive', () => {
    async function bagOf(lines: (of: Evidenced[]) => unknown[], roots = [people.authority.root.der]) {
      const { evidence, head } = await logged(facts)
      const files: Record<string, string> = {
        'data/trust/list.jsonl': lines(evidence)
          .map((one) => `${canonical(one)}\n`)
          .join(''),
        ...Object.fromEntries(roots.map((root, i) => [`data/trust/root-${i}.pem`, pem(root)])),
      }
      const bag = { paths: Object.keys(files), text: async (path: string) => files[path] ?? '' } as unknown as Bag
      return { bag, head, trust: await trustOf(bag) }
    }
    const whole = (of: Evidenced[]) => of.map(({ fact, salt, proof }) => ({ fact, salt, proof }))

    it('is made anew from what the package carries', async () => {
      const { bag, trust, head } = await bagOf(whole)
      expect(await checkList(bag, trust, head)).to.have.lengthOf(3)
    })

    it('does not hold with a fact missing or changed, without a head, or with a root that it never had', async () => {
      const stranger = (await createAuthority({ name: '另一家', at: AT })).root.der
      for (const [lines, roots] of [
        [(of: Evidenced[]) => whole(of).slice(1)],
        [(of: Evidenced[]) => [whole(of)[0], whole(of)[2]]],
        [(of: Evidenced[]) => whole(of).map((one) => ({ ...one, fact: { ...(one.fact as object), at: 1 } }))],
        [whole, [people.authority.root.der, stranger]],
      ] as const) {
        const { bag, trust, head } = await bagOf(lines as typeof whole, roots as Uint8Array[] | undefined)
        expect(await codeOf(checkList(bag, trust, head))).to.not.equal('taken')
      }
      const { bag, trust } = await bagOf(whole)
      expect(await codeOf(checkList(bag, trust, undefined))).to.not.equal('taken')
    })

    it('is missed where it was taken out or cut after the file was closed; one from before it was in still holds', async () => {
      const closing = (trust?: { facts: number; last: string }): Fact[] => [
        { ...ArchiveClosed({ tender: 't', facts: 9, keptYears: 15, ...(trust ? { trust } : {}) }), id: 'c' } as Fact,
      ]
      const bound = closing({ facts: 3, last: 'f3' })
      const { bag, trust, head } = await bagOf(whole)
      const without = { ...bag, paths: bag.paths.filter((path) => !path.endsWith('list.jsonl')) }
      expect(await checkCarried(bag, bound, trust, head)).to.have.lengthOf(3)
      expect(await checkCarried(bag, closing({ facts: 1, last: 'f1' }), trust, head), 'it grew since').to.have.lengthOf(
        3,
      )
      expect(await checkCarried(bag, closing(), trust, head), 'from before it was said').to.have.lengthOf(3)
      expect(carriesList(without, closing()), 'from before it was in').to.equal(false)
      for (const facts of [bound, []]) {
        expect(carriesList(without, facts)).to.equal(true)
        expect(await codeOf(checkCarried(without, facts, trust, head))).to.not.equal('taken')
      }
      const cut = await bagOf((of) => whole(of).slice(0, 1))
      expect(await checkList(cut.bag, cut.trust, cut.head), 'as far as it goes it holds').to.have.lengthOf(1)
      expect(await codeOf(checkCarried(cut.bag, bound, cut.trust, cut.head))).to.not.equal('taken')
    })

    it('says who was taken for what use, and names who is relied on without revocation', async () => {
      const { trust } = await bagOf(whole)
      const of: ArchivedTrust = { ...trust, list: facts }
      const path = { chain: [people.authority.root], policies: { valid: 'any', required: false } } as never
      const found = listedFor(of, path, { use: 'timestamp', at: AT })
      expect(found?.id).to.equal('first')
      expect(unasked([found, found, undefined]))
        .to.include('2 × 第一认证中心')
        .and.to.include('列表尚未发布')
      const day = 86_400_000
      expect(() => listedFor(of, path, { use: 'timestamp', at: AT - 40 * day })).to.throw('did not take')
      expect(listedFor({ ...trust }, path, { use: 'timestamp', at: AT - 40 * day })).to.equal(undefined)
    })
  })
})
