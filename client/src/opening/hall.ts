import { hex, random } from '../../../crypto/bytes.ts'
import { seatOf } from '../../../server/access/parties.ts'
import { formatYuan } from '../../../server/law/units.ts'
import { questionClock, unlockClock } from '../../../server/opening/clock.ts'
import type { ReadField } from '../../../server/opening/hallEvents.ts'
import type { OpenedBid, Opening } from '../../../server/opening/opening.ts'
import { pausesOf } from '../../../server/opening/pausing.ts'
import type { Officer } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import type { Session } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'

/** All that a card in the hall looks at. */
export interface HallView {
  tender: Tender
  opening: Opening
  session: Session
  /** the tag of the one at this screen, for bidders */
  tag: string | null | undefined
  reload(): void
}

/** The steps of an opening, as the hall shows them. */
export const HALL_STEPS = ['shares', 'unlock', 'read', 'record', 'finished'] as const
export type HallStep = (typeof HALL_STEPS)[number]

/** Where an opening is. */
export function stepOf(opening: Opening): HallStep {
  if (opening.stage === 'unsealing') return opening.named ? 'unlock' : 'shares'
  return opening.stage === 'read' ? 'read' : opening.stage === 'recorded' ? 'record' : 'finished'
}

/** A step by its name. */
export const stepName = (step: HallStep): string =>
  ({
    shares: say('释放密钥份额', 'Shares released'),
    unlock: say('投标人解密', 'Bidders unlock'),
    read: say('唱标', 'Read out'),
    record: say('签署记录', 'Record signed'),
    finished: say('开标结束', 'Finished'),
  })[step]

/** Bids in one order for all screens: by the code of the bidder once it is known, by tag (which says nothing) before. */
export const inOrder = (opening: Opening): OpenedBid[] =>
  Object.values(opening.bids).sort((a, b) => ((a.bidder?.code ?? a.tag) < (b.bidder?.code ?? b.tag) ? -1 : 1))

/** The office that the one at this screen holds in this tender. */
export const officeOf = ({ tender, session }: Pick<HallView, 'tender' | 'session'>): Officer | undefined =>
  seatOf(session, tender)

/** Whether the one at this screen runs the opening: the tenderer or its agent. */
export const hosts = ({ tender, session }: Pick<HallView, 'tender' | 'session'>): boolean =>
  (session.role === 'tenderer' && tender.tenderer.code === session.organisation) ||
  (session.role === 'agent' && tender.agent?.code === session.organisation)

/** Whether the opening stands: paused, or the whole tender suspended. Nothing is released or unlocked meanwhile. */
export const standing = ({ tender, opening }: Pick<HallView, 'tender' | 'opening'>): boolean =>
  pausesOf(opening).length > 0 || (tender.suspensions ?? []).length > 0

/** The bid of the one at this screen. */
export const myBid = ({ opening, tag }: Pick<HallView, 'opening' | 'tag'>): OpenedBid | undefined =>
  tag ? opening.bids[tag] : undefined

/** Why bids stay shut, in words. */
export const causeWord = (cause: 'bidder' | 'platform' | 'third-party'): string =>
  ({
    bidder: say('投标人原因', 'the bidder'),
    platform: say('平台原因', 'the platform'),
    'third-party': say('其他原因', 'a third party'),
  })[cause]

/** Why an attempt to open a bid failed, in words with its code. */
export const failureWord = (code: string): string => {
  const known: Record<string, string> = {
    UNWRAP_FAILED: say('证书打不开密钥', 'the certificate does not open the keys'),
    KEY_MISMATCH: say('密钥与承诺值不符', 'the key is not the one committed to'),
    SHARE_MISMATCH: say('密钥份额与承诺值不符', 'a share is not the one committed to'),
  }
  return known[code] ? `${known[code]}（${code}）` : code
}

/** An attempt that failed, as evidence: who found it, and why. */
export const attemptWord = ({ code, found }: OpenedBid['attempts'][number]): string =>
  `${found === 'by-bidder' ? say('投标人端上报：', 'reported by the bidder: ') : say('平台端发现：', 'found by the platform: ')}${failureWord(code)}`

/** Does a deed in the hall: what is sent is what is signed. */
export async function signedDeed(tender: string, path: string, what: string, fields: object): Promise<void> {
  const cms = await signStatement(what, { tender, ...fields })
  await api.post(`/tenders/${tender}/opening/${path}`, { ...fields, cms })
}

/** A new id for something that this screen begins. */
export const freshId = (): string => hex(random(13))

/** The clocks of the hall at a moment of the platform's time. */
export const clocksOf = ({ opening, tender }: Pick<HallView, 'opening' | 'tender'>, now: number) => ({
  unlock: unlockClock(opening, tender, now),
  questions: questionClock(opening, tender, now),
})

/** How bidders speak up in the hall. */
export const matterWord = (kind: 'objection' | 'inquiry' | 'avoidance'): string =>
  ({
    objection: say('异议', 'Objection'),
    inquiry: say('询问', 'Inquiry'),
    avoidance: say('回避申请', 'Request to stand aside'),
  })[kind]

/** What an answer comes to. */
export const outcomeWord = (outcome: 'upheld' | 'dismissed' | 'explained'): string =>
  ({
    upheld: say('成立', 'upheld'),
    dismissed: say('不成立', 'dismissed'),
    explained: say('已说明', 'explained'),
  })[outcome]

/** A field that is read out. */
export const fieldWord = (field: ReadField): string =>
  ({
    price: say('投标报价', 'Price'),
    durationDays: say('工期', 'Days'),
    quality: say('质量', 'Quality'),
    leader: say('项目负责人', 'Leader'),
  })[field]

/** A figure that was read out, in words: a price in yuan. */
export const figureText = (field: ReadField, value: string): string =>
  field === 'price' ? `${formatYuan(BigInt(value))} ${say('元', 'yuan')}` : value
