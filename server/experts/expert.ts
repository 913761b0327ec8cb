import { refusals } from '../law/refusal.ts'
import { ExpertEnrolled, type ExpertFact } from './expertEvents.ts'

const refuse = refusals({
  EXPERT_CERTIFICATE: {
    status: 422,
    zh: '专家须使用本人的个人签名证书入库',
    en: 'an expert is entered by a personal signing certificate of a trusted authority',
  },
  EXPERT_TWICE: { status: 422, zh: '同一专家在名单中出现两次', en: 'the same expert is twice in the list' },
})

export { refuse as refuseExpert }

/** Somebody of the pool. Who it is, only the platform's key tells: name, certificate and employer are sealed. */
export interface Expert {
  id: string
  sealed: string
  specialties: string[]
  region: string
  /** tags of the employer's code and name: equal tags are the same employer */
  employer: string[]
  standing: 'active' | 'suspended'
}

/** What is sealed in an expert's row. */
export interface ExpertIdentity {
  certificate: string
  fingerprint: string
  name: string
  employer: { code?: string | undefined; name: string } | null
}

/** Whether an expert is of a specialty: of it, or of a branch of it. `A08` holds `A0801`. */
export const isOf = (expert: Pick<Expert, 'specialties'>, specialty: string): boolean =>
  expert.specialties.some((one) => one.startsWith(specialty))

/** Enters an expert into the pool; the same content again changes nothing. */
export function enrolExpert(before: Expert | undefined, expert: Omit<Expert, 'standing'>) {
  const same =
    before &&
    before.region === expert.region &&
    String(before.specialties) === String(expert.specialties) &&
    String(before.employer) === String(expert.employer)
  return same ? [] : [ExpertEnrolled(expert)]
}

/** The only place where an expert changes. */
export function evolveExpert(before: Expert | undefined, fact: ExpertFact): Expert {
  return { ...fact.data, standing: before?.standing ?? 'active' }
}
