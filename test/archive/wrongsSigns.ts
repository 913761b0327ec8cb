import { BidRejected, BidReviewed, EvaluationBegun, ReviewClosed } from '../../server/evaluation/reviewEvents.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { LikenessReported } from '../../server/opening/likenessEvents.ts'
import { BidQualified } from '../../server/qualification/events.ts'
import type { Doctor, Log } from './doctors.ts'
import { at, members, signature, TENDER, tags } from './lawfulLog.ts'

const [first = '', second = ''] = tags
const { id, zh, ground } = rulebook('T-2025').colludingBids.value

/** Facts come just before the evaluation begins, or just behind it. */
const around =
  (before: Parameters<typeof at>[2][], behind: Parameters<typeof at>[2][] = []): Doctor =>
  (log: Log) => {
    const place = log.findIndex(({ type }) => type === EvaluationBegun.type)
    const when = log[place]?.at ?? 0
    const fact = (happening: Parameters<typeof at>[2]) => at(when, `evaluation/${TENDER}`, happening)
    return [
      ...log.slice(0, place),
      ...before.map(fact),
      ...log.slice(place, place + 1),
      ...behind.map(fact),
      ...log.slice(place + 1),
    ]
  }

const report = (kind: 'sameMac' | 'sameHead' | 'sameAddress') =>
  LikenessReported({
    ...{ tender: TENDER, bids: 3, files: 3, threshold: 8000, more: 0, unread: [], undeclared: [], unavailable: [] },
    findings: [{ kind, bids: [first, second], value: 'x', where: [], article: null }],
  })

/** The panel is asked about the two bids. */
const asked: Doctor = (log) =>
  log.map((fact) => {
    if (fact.type !== EvaluationBegun.type) return fact
    const { bids, ...data } = fact.data as { bids: { tag: string }[] }
    const byLaw = [{ id, zh, ground, sign: true as const }]
    const of = (tag: string) => bids.find((one) => one.tag === tag) ?? { tag, price: '100' }
    const others = bids.filter(({ tag }) => tag !== first && tag !== second)
    return {
      ...fact,
      data: { ...data, bids: [...[first, second].map((tag) => ({ ...of(tag), byLaw })), ...others] },
    }
  })

/** So many members find the first bid’s sign good, the second’s nobody; the review goes on with these bids. */
const voted = (against: number, valid: readonly string[], voters = members) =>
  around(
    [],
    [
      ...[first, second].flatMap((bid) =>
        voters.map((member, i) => {
          const pass = bid === second || i >= against
          return BidReviewed({
            tender: TENDER,
            member,
            bid,
            votes: [{ clause: id, pass, ...(pass ? {} : { reason: '同一网卡' }) }],
          })
        }),
      ),
      ...(valid.includes(first)
        ? []
        : [
            BidRejected({
              ...{ tender: TENDER, panel: members, bid: first },
              clauses: [{ bid: first, clause: id, zh, ground, against, members: 5, findings: [] }],
            }),
          ]),
      ReviewClosed({ tender: TENDER, panel: members, valid: [...valid], minority: [] }),
    ],
  )

const reported = (kind: Parameters<typeof report>[0]): Doctor => around([report(kind)])
const then =
  (...doctors: Doctor[]): Doctor =>
  (log) =>
    doctors.reduce((before, doctor) => doctor(before), [...log])

/** Courses in which signs were judged as the law wants it. */
export const judgedSigns: [title: string, doctor: Doctor][] = [
  ['three of five find it good and the bid is out', then(voted(3, tags.slice(1)), asked, reported('sameMac'))],
  ['two of five find it good and the bid goes on', then(voted(2, tags), asked, reported('sameMac'))],
  ['an address alone is asked of nobody', reported('sameAddress')],
]

/** Ways in which signs were not judged. */
export const signWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'signs.judged': [
    ['a sign was reported and the panel not asked', reported('sameMac')],
    ['a member’s vote on a sign is missing', then(voted(2, tags, members.slice(1)), asked, reported('sameMac'))],
    ['a bid went on against three of five', then(voted(3, tags), asked, reported('sameMac'))],
  ],
}

const judgement = (clauses: string[]) =>
  BidQualified({
    ...{ tender: TENDER, bid: first, qualified: true, signature: signature('qualification.judge') },
    findings: clauses.map((clause) => ({ clause, pass: true })),
  })
/** The same of a purchase whose purchaser judges qualification. */
export const purchaseSignWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'signs.relations': [
    ['the purchaser passed over a sign of relations', around([report('sameHead'), judgement(['capacity'])])],
  ],
}
export const judgedRelations: Doctor = around([report('sameHead'), judgement(['capacity', 'law-relations'])])
