import { expect } from 'chai'
import { hex } from '../../crypto/bytes.ts'
import { Undecided } from '../../server/archive/verify/report.ts'
import { judgeShares, type Material } from '../../server/archive/verify/shares.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { anOpening, DEADLINE, forged, TAGS } from './releasing.ts'

/** Everything is made by the programs of the product; each test changes one thing. */
for (const { kind, suite, other } of [
  { kind: 'rsa', suite: 'intl', other: 'gm' },
  { kind: 'sm2', suite: 'gm', other: 'intl' },
] as const)
  describe(`Who opened the bids, as the verifier judges an archive (${suite})`, function () {
    this.timeout(60_000)
    let of: Awaited<ReturnType<typeof anOpening>>
    let tenderer: Fact
    let centre: Fact
    before(async () => {
      of = await anOpening(kind)
      tenderer = await of.released({ as: 'tenderer' })
      centre = await of.released({ as: 'centre' })
    })

    const judge = (facts: Fact[], changes: Partial<Material> = {}): Promise<string> =>
      judgeShares({ ...of, facts, ...changes }, of.check)
    const problem = (facts: Fact[], changes: Partial<Material> = {}): Promise<Error> =>
      judge(facts, changes).then(
        (found) => new Error(`valid: ${found}`),
        (error) => error as Error,
      )
    /** It is invalid, and the report says why and whose release it is. */
    const invalid = async (facts: Fact[], ...words: string[]): Promise<void> => {
      const found = await problem(facts)
      expect(found).not.to.be.instanceOf(Undecided)
      for (const word of words) expect(found.message).to.include(word)
    }
    let told: Record<string, string> = {}
    beforeEach(() => {
      told = { ...of.letters.keys }
    })
    afterEach(() => {
      of.letters.keys = told // without those of releases that were made for one test
    })

    it('holds with two of the three, and with all three, each named', async () => {
      const found = await judge([of.announced(), tenderer, centre])
      expect(found).to.include('2 of 3 needed').and.include('tenderer 单位').and.include('centre 单位')
      const third = await of.released({ as: 'supervisor' })
      expect(await judge([of.announced(), tenderer, centre, third])).to.include('supervisor 单位')
    })

    it('does not with one, nor with one that released twice', async () => {
      await invalid([of.announced(), centre], '1 of the 2 needed', 'centre 单位')
      await invalid([of.announced(), centre, centre], '1 of the 2 needed')
      await invalid([of.announced()], '0 of the 2 needed', 'nobody')
    })

    it('does not count what was released for an earlier key, was refused, or came after the reading', async () => {
      const later = of.announced(2, 'later')
      await invalid([of.announced(), tenderer, centre, later], '0 of the 2 needed')
      const refused = of.fact('opening.shareRefused', DEADLINE + 3000, { role: 'centre', code: 'SHARE_MISMATCH' })
      await invalid([of.announced(), tenderer, centre, refused], '1 of the 2 needed')
      const read = of.fact('opening.bidsRead', DEADLINE + 3000, {})
      await invalid([of.announced(), tenderer, read, centre], '1 of the 2 needed')
    })

    it('names who released before the deadline; at the very deadline is in time', async () => {
      const at = async (when: number) => [of.announced(), tenderer, await of.released({ as: 'centre', at: when })]
      await invalid(await at(DEADLINE - 1), 'centre 单位', 'before the deadline')
      expect(await judge(await at(DEADLINE))).to.include('centre 单位')
    })

    it('names whose signature is forged, even where enough others are good', async () => {
      const third = await of.released({ as: 'supervisor' })
      await invalid([of.announced(), tenderer, centre, forged(third)], 'supervisor 单位', 'SIGNATURE')
    })

    it('names the seat for which somebody else signed: a stranger, or another officer', async () => {
      for (const by of ['stranger', 'tenderer']) {
        const facts = [of.announced(), tenderer, await of.released({ as: 'centre', by })]
        await invalid(facts, 'centre 单位', 'somebody else')
      }
    })

    it('names the officer whose certificate was no longer good at that moment', async () => {
      const facts = [of.announced(), tenderer, await of.released({ as: 'centre', by: 'expired' })]
      await invalid(facts, 'centre 单位', 'CERTIFICATE_EXPIRED')
    })

    it('names who has no seat in this ceremony', async () => {
      const holds = await of.ownShares('supervisor')
      const facts = [...[of.announced(), tenderer, centre], await of.released({ as: 'notary', by: 'stranger', holds })]
      await invalid(facts, 'notary', 'no officer of this ceremony')
    })

    it('finds a letter that was put in the place of the one that was signed', async () => {
      const other = await of.released({ as: 'centre' })
      const swapped = structuredClone(centre) as Fact<string, { letter: unknown }>
      swapped.data.letter = (other as typeof swapped).data.letter
      await invalid([of.announced(), tenderer, swapped], 'centre 单位', 'what was signed is not this release')
    })

    it('finds a release that was signed for the key of another opening', async () => {
      await invalid([of.announced(1, 'later'), tenderer, centre], 'what was signed is not this release')
      await invalid([tenderer, centre], 'a key that was not announced')
    })

    it('names whose shares are not those that the header commits to', async () => {
      const own = await of.ownShares('centre')
      const [one, other] = TAGS
      const wrong = [
        { ...own, [one]: own[other] },
        { ...own, [one]: { box: '', parts: {} } },
        await of.ownShares('supervisor'),
      ]
      for (const holds of wrong) {
        const facts = [of.announced(), tenderer, await of.released({ as: 'centre', holds })]
        await invalid(facts, 'centre 单位', 'SHARE_')
      }
    })

    it('finds a key that is told for a letter and does not fit it', async () => {
      const letters = { epoch: 1, keys: { ...of.letters.keys, centre: hex(new Uint8Array(32)) } }
      const found = await problem([of.announced(), tenderer, centre], { letters })
      expect(found).not.to.be.instanceOf(Undecided)
      expect(found.message).to.include('centre 单位').and.include('UNWRAP_FAILED')
    })

    it('finds a letter that says another suite than the key of the opening asks for', async () => {
      await invalid(
        [of.announced(), tenderer, await of.released({ as: 'centre', says: other })],
        'centre 单位',
        'UNWRAP_FAILED',
      )
    })

    it('finds bids that were sealed for other officers, or for fewer of them', async () => {
      const [tag] = TAGS
      const header = of.headers.get(tag)!
      const [first, second, third] = header.officers
      for (const changed of [
        { ...header, k: 3 },
        { ...header, officers: [second!, first!, third!] },
        { ...header, officers: [first!, second!, { ...third!, key: 'f'.repeat(64) }] },
      ]) {
        const found = await problem([of.announced(), tenderer, centre], { headers: new Map([[tag, changed]]) })
        expect(found.message).to.include('sealed for other officers')
      }
    })

    it('cannot decide without the keys of the letters, and says whose lack', async () => {
      const facts = [of.announced(), tenderer, centre]
      const { tenderer: known = '' } = of.letters.keys
      for (const letters of [undefined, { epoch: 1, keys: { tenderer: known } }, { ...of.letters, epoch: 2 }]) {
        const found = await problem(facts, { letters })
        expect(found, found.message).to.be.instanceOf(Undecided)
        expect(found.message).to.include('centre 单位')
      }
      const third = await of.released({ as: 'supervisor' })
      const without = { epoch: 1, keys: { tenderer: known, centre: of.letters.keys['centre'] ?? '' } }
      expect(await judge([...facts, third], { letters: without }), 'two are known').to.include('2 of 3 needed')
    })
  })
