import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { AdmissionFact } from './admissionEvents.ts'
import type { Draft } from './contract.ts'

const refuse = refusals({
  NOT_PREQUALIFIED: {
    status: 403,
    zh: '未通过本标段资格预审，不具有投标资格',
    en: 'only those who passed the prequalification may bid here',
  },
  NOT_INVITED: {
    status: 403,
    zh: '本标段采用邀请招标，仅限收到投标邀请书者获取招标文件和投标',
    en: 'this tender is by invitation: only those invited fetch the document and bid',
  },
  ADMISSION_STANDS: {
    status: 409,
    zh: '有投标资格者已经确定，不得更改',
    en: 'who may bid is fixed and cannot be changed',
  },
})

/** Who may bid, where not everybody may: keyed hashes, from which nobody tells whom. */
export interface Admission {
  tender: string
  by: 'prequalification' | 'invitation'
  tags: string[]
  at: number
  /** whether it is void and another follows */
  void?: boolean
}

/** The only place where an admission changes: it is fixed once, unless an order voids it. */
export function evolveAdmission(before: Admission | undefined, fact: AdmissionFact): Admission {
  if (fact.type === 'admission.fixed') return before && !before.void ? before : fact.data
  if (!before) throw new Error(`${fact.type} before anybody was admitted`)
  return { ...before, tags: [], void: true }
}

type Restricted = Pick<Draft, 'method' | 'prequalification'>

/** Whether only some may bid for a tender. */
export const restricted = ({ method, prequalification }: Restricted): boolean =>
  method === 'invited' || prequalification !== undefined

/** Refuses a second list of those who may bid. */
export function notYetAdmitted(before: Admission | undefined): void {
  if (before && !before.void) throw refuse('ADMISSION_STANDS', { at: before.at })
}

/**
 * Refuses whoever is not among those who may bid.
 *
 * @param tag the asker's own, made from its code
 */
export function admittedOnly(
  tender: Restricted,
  admission: Admission | undefined,
  tag: string,
  law: Pick<Rulebook, 'passersOnly' | 'fewestInvited'>,
): void {
  if (!restricted(tender) || admission?.tags.includes(tag)) return
  throw tender.method === 'invited'
    ? refuse('NOT_INVITED', {}, law.fewestInvited)
    : refuse('NOT_PREQUALIFIED', {}, law.passersOnly)
}
