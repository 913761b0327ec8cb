import { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { defineEvent, type Fact, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'

const refuse = refusals({
  ARCHIVE_INCOMPLETE: { status: 409, zh: '归档材料不齐全', en: 'the archive would be incomplete' },
  ARCHIVE_UNSIGNED: {
    status: 409,
    zh: '尚有文书未由其载明的签署人签署，请先签署，或者书面说明情况后归档',
    en: 'papers lack signatures of those whom they name: have them signed, or say in writing why not',
  },
  ARCHIVE_STAGE: { status: 409, zh: '合同签订后方可归档', en: 'a tender is archived once its contract is made' },
})

/** Papers that lack a signature, by title, with the reason in writing. */
const Unsigned = z.strictObject({ papers: z.array(z.string()), reason: z.string() })

/** The file is complete; nothing is added to it after this. */
export const ArchiveClosed = defineEvent('archive.closed', {
  v: 1,
  zh: '归档材料已齐全并封存',
  en: 'archive closed',
  data: z.strictObject({
    tender: z.string(),
    facts: z.number().int(),
    keptYears: z.union([z.number().int(), z.string()]),
    /** papers that somebody whom they name did not sign, and why the file is closed all the same; absent: all have */
    unsigned: Unsigned.optional(),
    /** how far the trust list was that belongs to the package; absent in files closed before it was said */
    trust: z.strictObject({ facts: z.number().int().positive(), last: z.string() }).optional(),
  }),
  seenBy: officers,
})

/** The package was made: one file that anyone can verify without us. */
export const ArchiveMade = defineEvent('archive.made', {
  v: 1,
  zh: '归档包已生成',
  en: 'archive package made',
  data: z.strictObject({ tender: z.string(), file: z.string(), sha256: z.string(), bytes: z.number().int() }),
  seenBy: officers,
})

export const archiveEvents = [ArchiveClosed, ArchiveMade]
export type ArchiveFact = FactOf<(typeof archiveEvents)[number]>
export type ArchiveHappening = HappeningOf<(typeof archiveEvents)[number]>

/** The archive of a tender. */
export interface Archive {
  tender: string
  closedAt: number
  /** papers that lack a signature; absent: none */
  unsigned?: z.infer<typeof Unsigned>
  package: { file: string; sha256: string; bytes: number } | null
}

/** The only place where an archive changes. */
export function evolve(archive: Archive | undefined, fact: ArchiveFact): Archive {
  if (fact.type === 'archive.closed') {
    const { tender, unsigned } = fact.data
    return { tender, closedAt: fact.at, ...(unsigned ? { unsigned } : {}), package: null }
  }
  if (!archive) throw new Error('a package before the archive was closed')
  const { file, sha256, bytes } = fact.data
  return { ...archive, package: { file, sha256, bytes } }
}

/** The facts without which a tender's file is not complete, with the document each stands for. */
const NEEDED: [type: string, zh: string][] = [
  ['tender.published', '招标公告与招标文件'],
  ['tender.noticeIssued', '招标公告文件'],
  ['bid.sealed', '投标文件'],
  ['opening.recorded', '开标记录'],
  ['draw.drawn', '专家抽取记录'],
  ['panel.seated', '评标委员会组成'],
  ['evaluation.reportSigned', '评标报告'],
  ['award.publicityIssued', '中标候选人公示'],
  ['award.noticesIssued', '中标通知书与结果通知书'],
  ['award.contracted', '合同'],
]

const DRAW_RECORD = '在场监督人员和采购人签署的随机抽取供应商书面记录'

/** What a prequalification adds to them. */
const ADMITTING: [type: string, zh: string][] = [
  ['prequalification.concluded', '资格预审结果'],
  ['application.resultIssued', '资格预审结果通知书'],
]

/** What is still missing from the file, in words. */
export function missing(facts: Pick<Fact, 'type'>[]): string[] {
  const here = new Set(facts.map((fact) => fact.type))
  // an invitation has letters in place of a notice
  const letters = here.has('invitation.letterSent')
  const needed = [...NEEDED, ...(here.has('prequalification.published') ? ADMITTING : [])]
  return needed.filter(([type]) => !here.has(type) && !(letters && type === 'tender.noticeIssued')).map(([, zh]) => zh)
}

/**
 * Closes a complete file of a tender whose contract is made.
 *
 * @param of.drawSigned whether the record of a draw of invitees is signed by all whom it needs
 * @param of.trust how far the trust list is, which the package carries
 * @param of.unsigned titles of papers that lack a signature; without a reason in writing they hold the closing
 */
export function closeArchive(
  of: {
    tender: string
    stage: string
    facts: Pick<Fact, 'type'>[]
    drawSigned: boolean
    trust: { facts: number; last: string }
    unsigned?: string[]
    reason?: string
  },
  law: Rulebook,
): ArchiveHappening[] {
  if (of.stage !== 'contracted') throw refuse('ARCHIVE_STAGE', { stage: of.stage })
  if (!of.drawSigned) throw refuse('ARCHIVE_INCOMPLETE', { missing: [DRAW_RECORD] }, law.invitationRecord)
  const lacking = missing(of.facts)
  if (lacking.length) throw refuse('ARCHIVE_INCOMPLETE', { missing: lacking }, law.signedDocuments)
  const { tender, facts, trust, unsigned = [], reason } = of
  if (unsigned.length && !reason) throw refuse('ARCHIVE_UNSIGNED', { papers: unsigned }, law.signedDocuments)
  const left = unsigned.length ? { unsigned: { papers: unsigned, reason: reason ?? '' } } : {}
  return [ArchiveClosed({ tender, facts: facts.length, keptYears: law.archiveYears.value, trust, ...left })]
}
