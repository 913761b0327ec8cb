import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { DrawRecordSigned, LetterReceived } from './events.ts'
import type { Invitation } from './invitation.ts'

const refuse = refusals({
  RECORD_ABSENT: {
    status: 404,
    zh: '随机抽取供应商的书面记录尚未生成',
    en: 'there is no record of a draw of the invitees yet',
  },
  NOT_A_WITNESS: {
    status: 403,
    zh: '仅限在场监督抽取的采购人工作人员本人签署',
    en: 'only for those of the purchaser’s staff who watched the draw',
  },
  WITNESS_IS_ANOTHER: {
    status: 403,
    zh: '在场监督人员须以本人证书签署',
    en: 'who watched signs with the certificate that bears the own name',
  },
  PAPER_CHANGED: {
    status: 409,
    zh: '文件已有新的签章，请重新获取后再签署',
    en: 'somebody signed meanwhile: fetch the paper again',
  },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
  LETTER_UNKNOWN: { status: 404, zh: '没有给贵单位的投标邀请书', en: 'there is no letter of invitation to you' },
})

/** Who is about to sign a record, and where: for its organisation (`unit`), or in the place of a witness. */
export interface RecordSigner {
  role: string
  place: string
}

/** The fields of the witnesses, in the order in which they were named. */
export const witnessFields = (witnesses: readonly string[]): { field: string; name: string }[] =>
  witnesses.map((name, i) => ({ field: `witness-${i + 1}`, name }))

/** The field that somebody signs, and the name of the person whose it is: that of an organisation has none. */
export function fieldOf(of: Invitation, { role, place }: RecordSigner): { field: string; person?: string } {
  if (place === 'unit') return { field: role === 'agent' ? 'agent' : 'tenderer' }
  const found = witnessFields(of.draw?.witnesses ?? []).find(({ field }) => field === place)
  if (role !== 'tenderer' || !found) throw refuse('NOT_A_WITNESS', { witnesses: of.draw?.witnesses ?? [] })
  return { field: found.field, person: found.name }
}

/** The version of a record that somebody may sign now, and where. */
export function signableRecord(of: Invitation | undefined, signer: RecordSigner) {
  const record = of?.record
  if (!of || !record) throw refuse('RECORD_ABSENT')
  const { field, person } = fieldOf(of, signer)
  if (record.signed.some((one) => one.field === field)) throw refuse('PAPER_SIGNED')
  return { record, field, person }
}

/** Refuses a signature in the place of a witness that another person of the same organisation made. */
export function itself(person: string | undefined, named: string | undefined): void {
  if (person !== undefined && named !== person) throw refuse('WITNESS_IS_ANOTHER', { witness: person })
}

/** Notes a signature that was put into the present version of the record. */
export function signRecord(
  of: Invitation,
  signer: RecordSigner,
  put: { base: string; signed: { file: string; sha256: string }; certificate: string },
) {
  const { record, field, person = '' } = signableRecord(of, signer)
  const { base, signed, certificate } = put
  if (record.sha256 !== base) throw refuse('PAPER_CHANGED', { sha256: record.sha256 })
  return [DrawRecordSigned({ tender: of.tender, field, person, base, ...signed, certificate })]
}

/** Whether the record of a draw is signed by all whom it needs: where nobody drew, or the law wants none, it needs nobody. */
export function recordWhole(
  of: Invitation | undefined,
  law: Pick<Rulebook, 'invitationRecord' | 'invitationWitnesses'>,
): boolean {
  if (!of?.draw || law.invitationRecord.value === 'none') return true
  const fields = (of.record?.signed ?? []).map(({ field }) => field)
  const watched = fields.filter((field) => field.startsWith('witness-')).length
  return watched >= law.invitationWitnesses.value && fields.some((field) => field === 'tenderer' || field === 'agent')
}

/** An invitee confirms its letter; the second time changes nothing. */
export function receiveLetter(
  of: Invitation | undefined,
  letter: { tag: string; sha256: string; evidence: string },
  now: number,
) {
  const found = of?.letters[letter.tag]
  if (!of || found?.sha256 !== letter.sha256) throw refuse('LETTER_UNKNOWN')
  if (found.received !== undefined) return []
  const { tag, evidence } = letter
  return [LetterReceived({ tender: of.tender, tag, evidence, at: now })]
}
