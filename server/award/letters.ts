import type { z } from 'zod'
import type { FactOf } from '../ledger/event.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import type { Award, Issued } from './award.ts'
import type { Bond } from './bond.ts'
import type { bondEvents } from './bondEvents.ts'
import type { AwardFact } from './events.ts'
import type { letterEvents, PaperKind } from './letterEvents.ts'

type LetterFact = FactOf<(typeof letterEvents)[number]> | FactOf<(typeof bondEvents)[number]>
type File = z.infer<typeof SignedDocument>

/** A paper with the signatures that were put into it since it was issued. */
export interface SignedPaper extends Issued {
  fields: { field: string; certificate: string; at: number }[]
}

/** A report to the supervisor. */
export interface Reported {
  about: 'tender' | 'contract'
  remarks: string
  files: File[]
  at: number
  inTime: boolean
  article: string
  file: Issued | null
}

/** Letters, bond and reports of an award. Absent members have not happened. */
export interface Lettered {
  /** drawn up, and not signed and sent yet */
  letters?: { notice: Issued; results: (Issued & { tag: string })[]; contract?: Issued }
  stamped?: Partial<Record<PaperKind, SignedPaper>>
  bond?: Bond
  report?: Reported
  contractPublic?: { at: number; inTime: boolean; withheld: string | null; shown: File | null }
}

/** The paper as it stands: with its signatures, if there are any. */
export const standing = (award: Award, paper: PaperKind): Issued | null =>
  award.stamped?.[paper] ?? issuedAs(award, paper)

/** The paper as the platform issued it. */
export function issuedAs(award: Award, paper: PaperKind): Issued | null {
  if (paper === 'publicity') return award.file
  return paper === 'contract' ? award.draft : (award.report?.file ?? null)
}

/** Who has signed a paper in its own place. */
export const signedIn = (award: Award, paper: PaperKind): string[] =>
  award.stamped?.[paper]?.fields.map(({ field }) => field) ?? []

/** What of letters, bond and reports ends with an award that is set aside; the publicity's signatures stay with it. */
export function withoutLetters(award: Award, publicityToo: boolean): Award {
  const { letters: _l, report: _r, contractPublic: _c, proposal: _p, stamped, ...rest } = award
  const stays = !publicityToo && stamped?.publicity ? { stamped: { publicity: stamped.publicity } } : {}
  return { ...rest, ...stays }
}

/** The part of `evolve` that concerns letters, bond and reports. */
export function evolveLetters(award: Award, fact: Extract<AwardFact, LetterFact>): Award {
  switch (fact.type) {
    case 'award.noticesDrafted': {
      const { notice, results, contract } = fact.data
      return { ...award, letters: { notice, results, ...(contract ? { contract } : {}) } }
    }
    case 'award.paperSigned': {
      const { paper, field, file, sha256, certificate } = fact.data
      const before = award.stamped?.[paper]?.fields ?? []
      const signed = { file, sha256, fields: [...before, { field, certificate, at: fact.at }] }
      return { ...award, stamped: { ...award.stamped, [paper]: signed } }
    }
    case 'award.reported': {
      const { about, remarks, files = [], inTime, article } = fact.data
      return { ...award, report: { about, remarks, files, at: fact.at, inTime, article, file: null } }
    }
    case 'award.reportIssued': {
      const { file, sha256 } = fact.data
      return award.report ? { ...award, report: { ...award.report, file: { file, sha256 } } } : award
    }
    case 'award.contractPublished': {
      const { at, inTime, withheld = null, shown = null } = fact.data
      return { ...award, contractPublic: { at, inTime, withheld, shown } }
    }
    case 'award.bondGiven': {
      const { tag, form, amount, reference, issuer = null, validUntil, files = [] } = fact.data
      return {
        ...award,
        bond: { tag, form, amount, reference, issuer, validUntil, files, at: fact.at, returned: null },
      }
    }
    case 'award.bondReturned': {
      const { reference, reason } = fact.data
      return award.bond ? { ...award, bond: { ...award.bond, returned: { reference, reason, at: fact.at } } } : award
    }
  }
}
