import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, officers, partlyOpen, supervisors } from '../ledger/eye.ts'
import { Signature } from '../tenders/events.ts'
import { PARTIES } from './contract.ts'

const draw = z.string()
const party = z.enum(PARTIES)
const hash = z.string().length(64)

/** Somebody or something that can be drawn, under a salted id. */
export const Entry = z.strictObject({
  pid: hash,
  stratum: z.string(),
  specialty: z.string(),
  region: z.string(),
  employer: z.string(),
})

/** The rules of a draw, as `crypto/draw.ts` hashes them. */
export const Rules = z.strictObject({
  text: z.string(),
  /** hash of the whole register at that moment */
  register: hash,
  parties: z.array(z.string()),
  wanted: z.record(z.string(), z.number().int().positive()),
  exclusions: z.array(z.strictObject({ pid: hash, code: z.string() })),
  reasons: z.array(z.string()),
})

/**
 * What is drawn: a panel, a spot check, a coefficient of the price formula; one of several equal bids, which stands for
 * its brand or wins; a committee that prequalifies; whom to invite.
 */
export const DrawPurpose = z.enum(['panel', 'check', 'coefficient', 'brand', 'winner', 'committee', 'invitation'])
export type DrawPurpose = z.infer<typeof DrawPurpose>

/** Who may be drawn, by which rules and with whom: fixed before anybody chooses a value. */
export const DrawFrozen = defineEvent('draw.frozen', {
  v: 1,
  zh: '抽取范围与规则已冻结',
  en: 'the list and the rules of a draw are frozen',
  data: z.strictObject({
    draw,
    purpose: DrawPurpose,
    of: z.string(),
    number: z.number().int().positive(),
    parties: z.array(z.strictObject({ role: party, organisation: z.string().nullable(), spki: z.string().nullable() })),
    entries: z.array(Entry),
    root: hash,
    rules: Rules,
    rulesHash: hash,
    commitUntil: z.number().int(),
    revealUntil: z.number().int(),
    openUntil: z.number().int(),
  }),
  seenBy: partlyOpen((eye: Eye, { purpose }: { purpose?: string }) => purpose === 'coefficient' || supervisors(eye)), // the values of a coefficient name nobody
})

/** A party bound itself to a value nobody else knows. */
export const DrawCommitted = defineEvent('draw.committed', {
  v: 1,
  zh: '已提交随机数承诺',
  en: 'a party committed to its value',
  data: z.strictObject({
    draw,
    party,
    commitment: hash,
    /** the value's shares, wrapped to the other parties: together they can open it if this party falls silent */
    escrow: z.array(z.strictObject({ to: party, wrapped: z.string() })),
    signature: Signature,
  }),
  seenBy: officers,
})

/** A party's value; it is the one committed to. */
export const DrawRevealed = defineEvent('draw.revealed', {
  v: 1,
  zh: '已公开随机数',
  en: "a party's value is open",
  data: z.strictObject({ draw, party, value: hash, by: z.enum(['itself', 'others']) }),
  seenBy: officers,
})

/** One of the others opened its share of a silent party's value. */
export const DrawShareOpened = defineEvent('draw.shareOpened', {
  v: 1,
  zh: '已代为公开沉默方的份额',
  en: "a share of a silent party's value is open",
  data: z.strictObject({ draw, party, by: party, share: z.string() }),
  seenBy: officers,
})

/** The seed stands, and with it the order. */
export const DrawDrawn = defineEvent('draw.drawn', {
  v: 1,
  zh: '抽取种子已生成，次序已确定',
  en: 'the seed is fixed, and with it the order',
  data: z.strictObject({
    draw,
    purpose: DrawPurpose,
    of: z.string(),
    seed: hash,
    /** the platform's deterministic signature over all commitments, hex */
    platform: z.string(),
    certificate: hash,
  }),
  seenBy: officers,
})

/** The attempt came to nothing; the fact names those who did not do their part. */
export const DrawFailed = defineEvent('draw.failed', {
  v: 1,
  zh: '本次抽取失败，须重新编号抽取',
  en: 'this attempt failed; the next takes a new number',
  data: z.strictObject({
    draw,
    reason: z.enum(['notCommitted', 'notRevealed', 'falseEscrow']),
    parties: z.array(party),
  }),
  seenBy: officers,
})

export const drawEvents = [DrawFrozen, DrawCommitted, DrawRevealed, DrawShareOpened, DrawDrawn, DrawFailed]
export type DrawFact = FactOf<(typeof drawEvents)[number]>
export type DrawHappening = HappeningOf<(typeof drawEvents)[number]>
