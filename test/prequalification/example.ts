import { instantOf } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { SealedApplication } from '../../server/prequalification/application.ts'
import { type Application, evolveApplication, sealApplication } from '../../server/prequalification/application.ts'
import type { ApplicationFact } from '../../server/prequalification/events.ts'
import { closeApplications, publishPrequalification } from '../../server/prequalification/publishing.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, signature } from '../tenders/world.ts'
import { requirements, times } from './playing.ts'

export const T = rulebook('T-2025')
export const G = rulebook('G-2026-02')
export const hash = (letter: string) => letter.repeat(64)
export const document = { title: '资格预审文件', file: 'f', bytes: 10, sha256: hash('d') }
export const keys = { role: 'tenderer' as const, organisation: '', name: '', spki: 'AAAA', backup: '' }
export const applied = instantOf('2026-03-20T10:00')

export const drafted = (changes: Partial<Tender> = {}): Tender => {
  const { tenderer, supervisor } = aTender()
  return aTender({
    ...{ stage: 'draft', published: null, stateFunded: false },
    prequalification: { ...times, requirements, instructions: '' },
    ...{ documentsFrom: instantOf('2026-04-01T09:00'), documentsUntil: instantOf('2026-04-08T09:00') },
    deadline: instantOf('2026-04-22T09:00'),
    officerKeys: {
      tenderer: { ...keys, organisation: tenderer.code },
      centre: { ...keys, role: 'centre' },
      supervisor: { ...keys, role: 'supervisor', organisation: supervisor.code },
    },
    ...changes,
  })
}
/** A tender whose prequalification is announced. */
export function announced(changes: Partial<Tender> = {}): Tender {
  const before = drafted(changes)
  const of = { draft: draftOf(before), documents: [document], signature, rulebook: 'T-2025' }
  const at = times.documentsFrom - 1
  return becomes(before, publishPrequalification(before, of, [], at), at)
}
export const sealedFor = (tender: Tender, of: Partial<SealedApplication> = {}): SealedApplication => ({
  ...{ header: hash('a'), root: hash('b'), bytes: 9, upload: 'u', box: '{}', manifest: hash('c'), previous: null },
  ...{ document: tender.prequal?.versions.at(-1)?.document ?? '', sequence: 1, ...of },
})
export const seal = (tender: Tender, now: number, before?: Application, of: Partial<SealedApplication> = {}) =>
  sealApplication({ tender, before, tag: hash('1'), sealed: sealedFor(tender, of) }, T, now)
export const sealed = (tender: Tender, now: number): Application =>
  seal(tender, now).reduce<Application | undefined>(
    (before, one) => evolveApplication(before, { ...one, id: 'f', at: now } as ApplicationFact),
    undefined,
  ) as Application

/** The same once its deadline has passed. */
export const closed = (changes: Partial<Tender> = {}): Tender => {
  const tender = announced(changes)
  return becomes(tender, closeApplications(tender, times.deadline), times.deadline)
}
