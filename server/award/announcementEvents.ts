import { z } from 'zod'
import { BidItem } from '../bids/contract.ts'
import { defineEvent } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { Hash, InstantNumber } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { Terms } from './contract.ts'

const tender = z.string()
const Body = z.strictObject({ name: z.string(), address: z.string(), contact: z.string() })

/** The winner as it is announced: its own score and rank are for it alone. */
export const AnnouncedWinner = z.strictObject({
  rank: z.number().int().positive(),
  tag: Hash,
  code: z.string(),
  name: z.string(),
  /** the other members of its consortium, by name, where it leads one */
  members: z.array(z.string()).optional(),
  address: z.string(),
  terms: Terms,
  leaderCertificate: z.string(),
})

/** All that the law has the announcement of a result say. */
export const Announcement = z.strictObject({
  project: z.strictObject({ code: z.string(), name: z.string() }),
  purchaser: Body,
  agent: Body.nullable(),
  items: z.array(BidItem).min(1),
  /** names of those who evaluated; secret until this moment */
  experts: z.array(z.string()),
  /** bids that were not compared, and why: unqualified or invalid; absent: none, or not told then */
  invalid: z.array(z.strictObject({ name: z.string(), reason: z.string() })).optional(),
  /** whom the purchaser recommended in writing for the draw of the invitees, and why; absent: nobody was recommended */
  recommended: z.array(z.strictObject({ name: z.string(), code: z.string(), reason: z.string() })).optional(),
  /** how the winner was fixed, where it was not by rank alone */
  remark: z.string(),
  /** the tender documents, which are published with it */
  documents: z.array(z.strictObject({ title: z.string(), sha256: Hash })),
})
export type Announcement = z.infer<typeof Announcement>

/** The result of a purchase is public: who won what, and who evaluated. */
export const ResultAnnounced = defineEvent('award.announced', {
  v: 1,
  zh: '中标结果公告',
  en: 'result announced',
  data: z.strictObject({
    tender,
    winner: AnnouncedWinner,
    announcement: Announcement,
    from: InstantNumber,
    /** last moment of the notice period */
    until: InstantNumber,
    /** when the purchaser fixed the winner */
    fixedAt: InstantNumber,
    inTime: z.boolean(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The purchaser has found whether a challenge may move the result: while one may, the contract is not signed. */
export const ChallengeWeighed = defineEvent('award.challengeWeighed', {
  v: 1,
  zh: '已判断质疑是否可能影响中标结果',
  en: 'whether a challenge may move the result was found',
  data: z.strictObject({
    tender,
    objection: z.string(),
    tag: Hash,
    mayMove: z.boolean(),
    reason: z.string(),
    article: z.string(),
    signature: Signature,
  }),
  seenBy: (eye, data) =>
    eye.host || eye.role === 'centre' || eye.role === 'supervisor' || (eye.role === 'bidder' && eye.tag === data.tag),
})

export const announcementEvents = [ResultAnnounced, ChallengeWeighed]
