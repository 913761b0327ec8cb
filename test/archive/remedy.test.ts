import { expect } from 'chai'
import { judgeRemedy } from '../../server/archive/verify/remedy.ts'
import { Undecided } from '../../server/archive/verify/report.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { anOpening, DEADLINE, forged, TAGS } from './releasing.ts'
import { aRemedy, ENDS, NAMED, TAG } from './remedying.ts'

/** Everything is made by the programs of the product; each test changes one thing. */
describe('The remedy of a bid, as the verifier judges an archive', function () {
  this.timeout(60_000)
  let of: Awaited<ReturnType<typeof anOpening>>
  let its: Awaited<ReturnType<typeof aRemedy>>
  let [tenderer, centre, supervisor]: Fact[] = []
  let told: Record<string, string> = {}
  before(async () => {
    of = await anOpening()
    its = await aRemedy(of)
    tenderer = await its.decided({ as: 'tenderer' })
    centre = await its.decided({ as: 'centre' })
    supervisor = await its.decided({ as: 'supervisor' })
    told = { ...of.letters.keys }
  })
  afterEach(() => {
    of.letters.keys = { ...told }
  })

  const judge = (facts: (Fact | undefined)[], changes: object = {}) =>
    judgeRemedy(
      {
        ...{ facts: facts as Fact[], tag: TAG, header: of.headers.get(TAG)!, letters: of.letters },
        ...{ tender: { ...of.tender, remedy: 'code' }, ...changes },
      },
      of.check,
    )
  const problem = (facts: (Fact | undefined)[], changes: object = {}): Promise<Error> =>
    judge(facts, changes).then(
      (found) => new Error(`valid: ${found}`),
      (error) => error as Error,
    )
  const invalid = async (facts: (Fact | undefined)[], ...words: string[]): Promise<void> => {
    const found = await problem(facts)
    expect(found).not.to.be.instanceOf(Undecided)
    for (const word of words) expect(found.message).to.include(word)
  }
  const begun = () => [of.announced(), its.named, its.consent, its.asked()]
  const whole = (...decisions: (Fact | undefined)[]) => [...begun(), ...decisions, its.read]

  it('holds with the bidder’s consent and the agreement of every officer', async () => {
    expect(await judge(whole(tenderer, centre, supervisor))).to.equal(true)
    expect(await judge([of.announced(), its.named, its.read]), 'opened by the key').to.equal(false)
  })

  it('holds in the suite gm, and not where a letter is of the other suite than the opening’s key', async () => {
    const gm = await anOpening('sm2')
    const own = await aRemedy(gm)
    const decided = await Promise.all(['tenderer', 'centre', 'supervisor'].map((as) => own.decided({ as })))
    const facts = [gm.announced(), own.named, own.consent, own.asked(), ...decided, own.read]
    const whole = {
      tender: { ...gm.tender, remedy: 'code' },
      header: gm.headers.get(TAG)!,
      tag: TAG,
      letters: gm.letters,
    }
    expect(await judgeRemedy({ ...whole, facts }, gm.check)).to.equal(true)
    const other = await own.decided({ as: 'centre', says: 'intl' })
    const wrong = judgeRemedy({ ...whole, facts: facts.map((one) => (one === decided[1] ? other : one)) }, gm.check)
    expect(await wrong.catch(String))
      .to.include('centre 单位')
      .and.include('UNWRAP_FAILED')
  })

  it('does not with one officer missing, named, nor with one that refused', async () => {
    await invalid(whole(tenderer, centre), 'supervisor 单位')
    const refused = await its.decided({ as: 'supervisor', reason: '不同意' })
    await invalid(whole(tenderer, centre, refused), 'supervisor 单位')
    const { read } = its.read.data as { read: { tag: string }[] }
    const shut = { ...its.read, data: { ...(its.read.data as object), read: read.filter(({ tag }) => tag !== TAG) } }
    expect(await judge([...begun(), tenderer, centre, refused, shut]), 'and stayed shut').to.equal(false)
  })

  it('finds a remedy where the document allows none, or that was not sealed', async () => {
    const without = { tender: of.tender }
    expect((await problem(whole(), without)).message).to.include('does not allow')
    const { remedy: _none, ...header } = of.headers.get(TAG)!
    expect((await problem(whole(tenderer, centre, supervisor), { header })).message).to.include('not sealed')
  })

  it('finds a consent that is somebody else’s, forged, late, or for another key', async () => {
    const rest = [its.asked(), tenderer, centre, supervisor, its.read]
    const with_ = (consent: Fact) => [of.announced(), its.named, consent, ...rest]
    await invalid(with_(await its.consented({ by: 'stranger' })), 'somebody else than the bidder')
    await invalid(with_(forged(its.consent)), 'SIGNATURE')
    await invalid(with_({ ...its.consent, at: ENDS }), 'outside the window')
    await invalid([of.announced(1, 'later'), its.named, its.consent, ...rest], 'is not this consent')
    await invalid([of.announced(), its.named, its.asked(), tenderer, centre, supervisor, its.read], 'without a consent')
  })

  it('finds a decision that is forged, somebody else’s, twice, late, on another bid or another consent; the officer is named', async () => {
    const with_ = (decision: Fact | undefined) => whole(tenderer, decision, supervisor)
    await invalid(with_(forged(centre!)), 'centre 单位', 'SIGNATURE')
    await invalid(with_(await its.decided({ as: 'centre', by: 'supervisor' })), 'centre 单位', 'somebody else')
    await invalid(whole(tenderer, centre, centre, supervisor), 'centre 单位', 'decided twice')
    await invalid(with_(await its.decided({ as: 'centre', at: ENDS })), 'centre 单位', 'outside the window')
    await invalid(with_(await its.decided({ as: 'centre', tag: TAGS[1] })), 'centre 单位', 'not this decision')
    await invalid(with_(await its.decided({ as: 'centre', consent: 'a'.repeat(64) })), 'centre 单位', 'no consent')
    await invalid(with_(await its.decided({ as: 'notary', by: 'stranger', share: '' })), 'notary', 'no officer')
    expect(await judge(with_(await its.decided({ as: 'centre', at: ENDS - 1 })))).to.equal(true)
  })

  it('does not count agreements to an earlier key, nor before the officers were asked, nor when not all were', async () => {
    const all = [tenderer, centre, supervisor]
    await invalid([...begun(), ...all, of.announced(2, 'later'), its.consent, its.read], 'remedy does not hold')
    await invalid([of.announced(), its.named, its.consent, ...all, its.asked(), its.read], 'decided on no consent')
    await invalid(
      [of.announced(), its.named, its.consent, its.asked({ seats: ['centre'] }), ...all, its.read],
      'not all',
    )
  })

  it('counts the time in which the hall stood, and no more', async () => {
    const pause = (since: number, at: number) => [
      of.fact('opening.paused', since, { pause: 'p', since }),
      of.fact('opening.resumed', at, { pause: 'p', at }),
    ]
    const late = await its.decided({ as: 'centre', at: ENDS + 4999 })
    const stood = [...begun(), ...pause(NAMED + 2500, NAMED + 7500), tenderer, late, supervisor, its.read]
    expect(await judge(stood)).to.equal(true)
    await invalid(
      [...begun(), ...pause(NAMED + 2500, NAMED + 7499), tenderer, late, supervisor, its.read],
      'outside the window',
    )
  })

  it('finds a share that is not the committed one, unless it was refused and given again', async () => {
    const wrong = await its.decided({ as: 'centre', share: await its.shareOf('centre', TAGS[1]) })
    await invalid(whole(tenderer, wrong, supervisor), 'centre 单位', 'SHARE_MISMATCH')
    const data = { tender: '', role: 'centre', code: 'SHARE_MISMATCH', tag: TAG }
    const refused = of.fact('opening.shareRefused', DEADLINE + 9000, data)
    const again = await its.decided({ as: 'centre' })
    expect(await judge(whole(tenderer, wrong, refused, again, supervisor))).to.equal(true)
    await invalid(whole(tenderer, wrong, refused, supervisor), 'centre 单位')
  })

  it('cannot decide without the keys of the letters, and says whose lack', async () => {
    const found = await problem(whole(tenderer, centre, supervisor), { letters: undefined })
    expect(found).to.be.instanceOf(Undecided)
    expect(found.message).to.include('centre 单位')
  })
})
