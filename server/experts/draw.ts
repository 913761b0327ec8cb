import { hex } from '../../crypto/bytes.ts'
import {
  commitment as commitmentOf,
  type DrawRules,
  type Entry,
  freezeRoot,
  rulesHash,
  sorted,
} from '../../crypto/draw.ts'
import { refusals } from '../law/refusal.ts'
import { PARTIES, type PartyRole } from './contract.ts'
import {
  DrawCommitted,
  type DrawFact,
  DrawFailed,
  DrawFrozen,
  type DrawHappening,
  type DrawPurpose,
  DrawRevealed,
  DrawShareOpened,
} from './drawEvents.ts'

const refuse = refusals({
  DRAW_LIMITS: { status: 422, zh: '抽取各环节的时限次序不正确', en: 'the limits of the draw are not in order' },
  DRAW_EMPTY: { status: 409, zh: '没有可供抽取的对象', en: 'there is nobody to draw from' },
  DRAW_NOT_PARTY: { status: 403, zh: '当前身份不是本次抽取的参与方', en: 'this role is no party to the draw' },
  DRAW_STAGE: { status: 409, zh: '本次抽取当前环节不允许此操作', en: 'the draw is not at the step for that' },
  DRAW_COMMITTED: { status: 409, zh: '承诺已提交，不能更改', en: 'the commitment stands and cannot be changed' },
  DRAW_ESCROW: { status: 422, zh: '须将随机数份额分别加密给其余各方', en: 'a share goes to each of the other parties' },
  COMMITMENT_MISMATCH: { status: 422, zh: '公开的随机数与承诺不符', en: 'the value is not the one committed to' },
  DRAW_LATE: { status: 409, zh: '已超过本环节时限', en: 'the limit of this step has passed' },
  DRAW_TOO_EARLY: { status: 409, zh: '未到可代为公开的时间', en: 'the silent party still has time' },
})

/** Who takes part in a draw. `spki` is the key under which the others' shares reach this party. */
export interface Party {
  role: PartyRole
  organisation: string | null
  spki: string | null
}

/** One numbered draw: a list that is frozen, parties who commit and reveal, a seed. */
export interface Draw {
  id: string
  purpose: DrawPurpose
  of: string
  number: number
  parties: Party[]
  entries: Entry[]
  root: string
  rules: DrawRules
  rulesHash: string
  commitUntil: number
  revealUntil: number
  openUntil: number
  stage: 'committing' | 'revealing' | 'drawn' | 'failed'
  commitments: Partial<Record<PartyRole, { commitment: string; escrow: { to: PartyRole; wrapped: string }[] }>>
  values: Partial<Record<PartyRole, string>>
  /** shares of a silent party's value, by who opened them */
  shares: Partial<Record<PartyRole, Partial<Record<PartyRole, string>>>>
  seed: string | null
  platform: string | null
  certificate: string | null
  failure: { reason: string; parties: PartyRole[] } | null
}

/** What freezing takes. */
export type Freezing = Pick<
  Draw,
  'id' | 'purpose' | 'of' | 'number' | 'parties' | 'entries' | 'rules' | 'commitUntil' | 'revealUntil'
>

/** Whether a party's value is shared among the others: only where each of them has a key. */
const shared = (parties: Party[]): boolean => parties.length === PARTIES.length && parties.every((one) => one.spki)

/** Freezes list, rules and limits. After the limit to reveal the others have as long again to open a silent party. */
export function freezeDraw(of: Freezing, now: number): DrawHappening[] {
  if (!(now < of.commitUntil && of.commitUntil < of.revealUntil)) throw refuse('DRAW_LIMITS', { now })
  if (!of.entries.length) throw refuse('DRAW_EMPTY')
  const entries = sorted(of.entries)
  const openUntil = of.revealUntil + (shared(of.parties) ? of.revealUntil - of.commitUntil : 0)
  const { id, ...rest } = of
  const frozen = { root: hex(freezeRoot(entries)), rulesHash: rulesHash(of.rules), openUntil }
  return [DrawFrozen({ ...rest, draw: id, entries, ...frozen })]
}

/** What a party signs when it commits. */
export const commitStatement = (draw: Draw, party: PartyRole, commitment: string, escrowHash: string) => ({
  draw: draw.id,
  root: draw.root,
  rules: draw.rulesHash,
  party,
  commitment,
  escrow: escrowHash,
})

/** Takes a party's commitment, once, before the limit. */
export function commitToDraw(
  draw: Draw,
  of: { party: PartyRole; commitment: string; escrow: { to: PartyRole; wrapped: string }[] },
  signature: { statement: string; cms: string; certificate: string },
  now: number,
): DrawHappening[] {
  const { party, commitment, escrow } = of
  const there = draw.commitments[party]
  if (there?.commitment === commitment) return []
  if (there) throw refuse('DRAW_COMMITTED', { party })
  if (draw.stage !== 'committing') throw refuse('DRAW_STAGE', { stage: draw.stage })
  if (now >= draw.commitUntil) throw refuse('DRAW_LATE', { limit: draw.commitUntil })
  if (!draw.parties.some((one) => one.role === party)) throw refuse('DRAW_NOT_PARTY', { party })
  const others = draw.parties.filter((one) => one.role !== party).map((one) => one.role)
  const wanted = shared(draw.parties) ? others : []
  if (String(escrow.map((one) => one.to).sort()) !== String([...wanted].sort())) throw refuse('DRAW_ESCROW', { wanted })
  return [DrawCommitted({ draw: draw.id, party, commitment, escrow, signature })]
}

/** Takes a party's value once all have committed: not before, for who knows another's value could choose its own. */
export function revealValue(draw: Draw, party: PartyRole, value: string, now: number): DrawHappening[] {
  if (draw.values[party] === value) return []
  if (draw.stage !== 'revealing') throw refuse('DRAW_STAGE', { stage: draw.stage, missing: notCommitted(draw) })
  if (now >= draw.openUntil) throw refuse('DRAW_LATE', { limit: draw.openUntil })
  if (!fits(draw, party, value)) throw refuse('COMMITMENT_MISMATCH', { party })
  return [DrawRevealed({ draw: draw.id, party, value, by: 'itself' })]
}

/** Parties that have let the limit to reveal pass, and whose value this party holds a share of: with the others' it opens. */
export const silentFor = (
  draw: Pick<Draw, 'stage' | 'parties' | 'values' | 'commitments' | 'revealUntil' | 'openUntil'>,
  by: PartyRole,
  now: number,
): PartyRole[] =>
  draw.stage === 'revealing' && now >= draw.revealUntil && now < draw.openUntil
    ? notRevealed(draw).filter((one) => draw.commitments[one]?.escrow.some(({ to }) => to === by))
    : []

/** Takes one other party's share of a silent party's value, after the limit to reveal. */
export function openShare(
  draw: Draw,
  of: { party: PartyRole; by: PartyRole; share: string },
  now: number,
): DrawHappening[] {
  const { party, by, share } = of
  if (draw.stage !== 'revealing' || draw.values[party]) throw refuse('DRAW_STAGE', { stage: draw.stage })
  if (party === by || !draw.commitments[party]?.escrow.some((one) => one.to === by))
    throw refuse('DRAW_NOT_PARTY', { by })
  if (now < draw.revealUntil) throw refuse('DRAW_TOO_EARLY', { limit: draw.revealUntil })
  if (now >= draw.openUntil) throw refuse('DRAW_LATE', { limit: draw.openUntil })
  if (draw.shares[party]?.[by] === share) return []
  return [DrawShareOpened({ draw: draw.id, party, by, share })]
}

/** What the others' shares came to: the silent party's value, or proof that its shares were false. */
export const openSilentParty = (draw: Draw, party: PartyRole, value: string): DrawHappening[] =>
  fits(draw, party, value)
    ? [DrawRevealed({ draw: draw.id, party, value, by: 'others' })]
    : [DrawFailed({ draw: draw.id, reason: 'falseEscrow', parties: [party] })]

/** Ends an attempt whose limit has passed, naming the silent. */
export function lapseDraw(draw: Draw, now: number): DrawHappening[] {
  if (draw.stage === 'committing' && now >= draw.commitUntil)
    return [DrawFailed({ draw: draw.id, reason: 'notCommitted', parties: notCommitted(draw) })]
  if (draw.stage === 'revealing' && now >= draw.openUntil)
    return [DrawFailed({ draw: draw.id, reason: 'notRevealed', parties: notRevealed(draw) })]
  return []
}

/** Parties that have not committed. */
export const notCommitted = (draw: Draw): PartyRole[] =>
  draw.parties.map((one) => one.role).filter((role) => !draw.commitments[role])
/** Parties whose value is not open. */
export const notRevealed = (draw: Pick<Draw, 'parties' | 'values'>): PartyRole[] =>
  draw.parties.map((one) => one.role).filter((role) => !draw.values[role])

/** The commitment to a value in this draw. */
export const commitmentIn = (draw: Draw, party: PartyRole, value: string): string =>
  commitmentOf({ draw: draw.id, root: draw.root, rules: draw.rulesHash, party, value })

const fits = (draw: Draw, party: PartyRole, value: string): boolean =>
  commitmentIn(draw, party, value) === draw.commitments[party]?.commitment

/** The only place where a draw changes. */
export function evolveDraw(draw: Draw | undefined, fact: DrawFact): Draw {
  if (fact.type === 'draw.frozen') {
    const { draw: id, ...rest } = fact.data
    return {
      ...rest,
      ...{ id, stage: 'committing', commitments: {}, values: {}, shares: {} },
      ...{ seed: null, platform: null, certificate: null, failure: null },
    }
  }
  if (!draw) throw new Error(`${fact.type} before the draw was frozen`)
  switch (fact.type) {
    case 'draw.committed': {
      const { party, commitment, escrow } = fact.data
      const after = { ...draw, commitments: { ...draw.commitments, [party]: { commitment, escrow } } }
      return notCommitted(after).length ? after : { ...after, stage: 'revealing' }
    }
    case 'draw.revealed':
      return { ...draw, values: { ...draw.values, [fact.data.party]: fact.data.value } }
    case 'draw.shareOpened': {
      const { party, by, share } = fact.data
      return { ...draw, shares: { ...draw.shares, [party]: { ...draw.shares[party], [by]: share } } }
    }
    case 'draw.drawn': {
      const { seed, platform, certificate } = fact.data
      return { ...draw, stage: 'drawn', seed, platform, certificate }
    }
    case 'draw.failed':
      return { ...draw, stage: 'failed', failure: { reason: fact.data.reason, parties: fact.data.parties } }
  }
}
