import { type Award, evolve } from '../../server/award/award.ts'
import { bindingOf, proposedText } from '../../server/award/contractComparison.ts'
import type { ContractText } from '../../server/award/contractText.ts'
import { draftContract, proposeContract } from '../../server/award/drawingUp.ts'
import type { AwardFact, AwardHappening } from '../../server/award/events.ts'
import { NoticesIssued } from '../../server/award/events.ts'
import { standing } from '../../server/award/letters.ts'
import { publicise, publicityHash, publicityOf } from '../../server/award/publicity.ts'
import { decide } from '../../server/award/rules.ts'
import { signPaper } from '../../server/award/signing.ts'
import type { Bid } from '../../server/bids/bid.ts'
import type { Result } from '../../server/evaluation/result.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'

export const tags = ['1', '2', '3', '4', '5'].map((n) => n.repeat(64))
export const signature = { statement: '{}', cms: '', certificate: '' }
const names = ['一', '二', '三', '四', '五']

/** Five opened bids. */
export const bids = tags.map(
  (tag, i): Bid => ({
    ...{
      tender: 'tender-1',
      tag,
      stage: 'unsealed',
      sequence: 1,
      header: '',
      parts: [],
      bytes: 1,
      upload: '',
      box: '',
    },
    ...{
      manifest: '',
      receivedAt: 0,
      fact: '',
      clock: null,
      token: null,
      files: [],
      keys: null,
      evidence: [],
    },
    bidder: { code: `91530100MA6K00BID${i}`, name: `投标人${names[i]}` },
    form: {
      price: String(760000000 + i),
      durationDays: 360,
      quality: '合格',
      leader: '李某',
      leaderCertificate: '云153',
    },
  }),
)

const ranked = (i: number) => ({
  ...{
    tag: tags[i]!,
    price: String(760000000 + i),
    factors: {},
    quality: 3000,
    deviation: 0,
    priceScore: 5500 - i * 100,
  },
  ...{ total: 8400 - i * 100, rank: i + 1 },
})

/** Four ranked, the fifth rejected by four of five. */
export const result: Result = {
  ranking: [0, 1, 2, 3].map(ranked),
  benchmark: '760000000',
  candidates: tags.slice(0, 3),
  undecided: [],
  rejections: [
    { bid: tags[4]!, clause: 'signed', zh: '签字盖章', ground: 'unsigned', against: 4, members: 5, findings: [] },
  ],
  competition: null,
}
export const publicity = publicityOf(result, bids)

/** The refusal of a deed. */
export function refused(deed: () => unknown): { code: string; article?: string; facts?: Record<string, unknown> } {
  try {
    deed()
  } catch (problem) {
    return problem as { code: string; article?: string }
  }
  return { code: 'done' }
}

/** What facts make of an award, written at a moment. */
export function becomes(award: Award | undefined, happenings: AwardHappening[], at: number): Award {
  const facts = happenings.map(
    (one, i) => ({ ...one, id: `f${i}`, stream: '', version: i, at, actor: { role: '' }, via: '' }) as AwardFact,
  )
  const last = facts.reduce<Award | undefined>(evolve, award)
  if (!last) throw new Error('nothing happened')
  return last
}

const law = rulebook('T-2025')

/** A publicity that began on Thursday 9 April 2026. */
export function anAward(): Award {
  const now = instantOf('2026-04-09T10:00')
  const tender = aTender({ stage: 'evaluating' })
  const of = { tender, publicity, signedHash: publicityHash(publicity), reportedAt: now, signature }
  return becomes(undefined, publicise(of, law, now, shippedCalendar), now)
}

/** What binds the contract with the first in rank, and the contract as the tenderer writes it. */
export const binding = bindingOf(
  aTender({
    texts: {
      ...{ contract: '合同价款按中标价确定', payment: '每月 25 日前支付上月进度款的 80%。', acceptance: '竣工验收' },
      ...{ breach: '承担赔偿损失责任', disputes: '向昆明市人民法院提起诉讼' },
    },
  }),
  { terms: publicity.candidates[0]!.terms },
  [],
)
export const contractText: ContractText = { ...proposedText(binding), notices: '通知送达平台登记的联系人' }

/** The same with the first in rank as winner, the notices out on Tuesday 14 April 2026 at 10:00. */
export function anAwarded(): Award {
  const now = instantOf('2026-04-14T10:00')
  const tender = aTender({ stage: 'publicised' })
  const decided = becomes(anAward(), decide({ tender, award: anAward(), winner: tags[0]!, signature }, law, now), now)
  const file = (name: string) => ({ file: name, sha256: name.repeat(64) })
  const notices = NoticesIssued({ tender: tender.id, notice: file('a'), results: [] })
  const noticed = becomes(decided, [notices], now)
  const of = { tender: aTender({ stage: 'awarded' }), award: noticed, binding, text: contractText, signature }
  const written = becomes(noticed, proposeContract(of, law), now)
  const drawn = draftContract(written, { proposal: written.proposal!.id, ...file('c') })
  return becomes(written, drawn, now)
}

/** The same with both sides' signatures in the text of the contract. */
export const aStampedAward = (award = anAwarded()): Award =>
  (['tenderer', 'winner'] as const).reduce((before, field, i) => {
    const base = standing(before, 'contract')?.sha256 ?? ''
    const signed = { file: `signed-${i}`, sha256: String(i + 7).repeat(64) }
    return becomes(before, signPaper(before, { paper: 'contract', field, base, signed, certificate: '' }), 0)
  }, award)
