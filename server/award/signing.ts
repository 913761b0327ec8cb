import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award, Issued } from './award.ts'
import { NoticesIssued } from './events.ts'
import { type PaperKind, PaperSigned } from './letterEvents.ts'
import { signedIn, standing } from './letters.ts'

const refuse = refusals({
  PAPER_NOT_READY: { status: 404, zh: '文件正在生成，请稍后再试', en: 'the document is not ready yet' },
  PAPER_CHANGED: {
    status: 409,
    zh: '文件已有新的签章，请重新获取后再签署',
    en: 'somebody signed meanwhile: fetch the paper again',
  },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
  PAPER_OTHERS: { status: 403, zh: '该文件不由当前身份签署', en: 'that paper is not for this role to sign' },
  CONTRACT_UNSIGNED: {
    status: 409,
    zh: '请先在合同文本上加盖电子签章',
    en: 'the text of the contract is signed first',
  },
  CONTRACT_MEMBERS_UNSIGNED: {
    status: 409,
    zh: '联合体其他各方尚未全部签署合同文本，由牵头人最后签署',
    en: 'all other members of the consortium sign the text first, its leader last',
  },
  LETTERS_ABSENT: { status: 409, zh: '没有待签章的通知书', en: 'there are no notices to sign' },
  LETTERS_SENT: { status: 409, zh: '通知书已发出', en: 'the notices are out already' },
  LETTERS_INCOMPLETE: {
    status: 422,
    zh: '中标通知书与全部结果通知书须同时签章发出',
    en: 'the award notice and the notices to all others are signed and sent together',
  },
})

/** The place of a member of the consortium that won, by its number. */
export const memberField = (i: number): string => `member-${i + 1}`

/** Which place of which paper somebody signs: the tenderer every paper, the winner its contract, with all of its consortium. */
export function fieldFor(award: Award, paper: PaperKind, signer: { tenderer: boolean; tag: string }): string {
  if (signer.tenderer) return 'tenderer'
  if (paper === 'contract' && award.winner?.tag === signer.tag) return 'winner'
  const at = award.draft?.members?.findIndex(({ tag }) => tag === signer.tag) ?? -1
  if (paper === 'contract' && at >= 0) return memberField(at)
  throw refuse('PAPER_OTHERS', { paper })
}

/** The places of the contract, each with who signs there and since when it is signed. */
export function contractPlaces(award: Award): { field: string; name: string | null; at: number | null }[] {
  const joint = (award.draft?.members ?? []).map(({ name }, i) => ({ field: memberField(i), name }))
  const places = [{ field: 'tenderer', name: null }, { field: 'winner', name: award.winner?.name ?? null }, ...joint]
  const signed = award.stamped?.contract?.fields ?? []
  return places.map((one) => ({ ...one, at: signed.find(({ field }) => field === one.field)?.at ?? null }))
}

/** Refuses a side's word on the contract while its text lacks its signature; the winner's, while a member's is missing. */
export function textSigned(
  award: Award,
  side: 'tenderer' | 'winner',
  law: Pick<Rulebook, 'signedDocuments' | 'consortiumContract'>,
): void {
  const open = contractPlaces(award).filter(({ at }) => at === null)
  if (open.some(({ field }) => field === side)) throw refuse('CONTRACT_UNSIGNED', {}, law.signedDocuments)
  const missing = open.flatMap(({ field, name }) => (field.startsWith('member-') ? [name] : []))
  if (side === 'winner' && missing.length)
    throw refuse('CONTRACT_MEMBERS_UNSIGNED', { missing }, law.consortiumContract)
}

/** The version of a paper that somebody may sign now. */
export function signable(award: Award, paper: PaperKind, field: string): Issued {
  const found = standing(award, paper)
  if (!found) throw refuse('PAPER_NOT_READY')
  if (signedIn(award, paper).includes(field)) throw refuse('PAPER_SIGNED')
  return found
}

/** Notes a signature that was put into the present version of a paper. */
export function signPaper(
  award: Award,
  of: { paper: PaperKind; field: string; base: string; signed: Issued; certificate: string },
) {
  const { paper, field, base, signed, certificate } = of
  const now = signable(award, paper, field)
  if (now.sha256 !== base) throw refuse('PAPER_CHANGED', { sha256: now.sha256 })
  const tag = award.winner?.tag ?? ''
  const joint = paper === 'contract' ? award.draft?.members?.map((one) => ({ tag: one.tag })) : undefined
  const members = joint ? { members: joint } : {}
  return [PaperSigned({ tender: award.tender, paper, field, base, ...signed, certificate, tag, ...members })]
}

/** A notice that waits for the tenderer's signature. */
export interface Letter extends Issued {
  /** the loser it is for; null: the award notice */
  tag: string | null
}

/** All notices that wait for the tenderer's signature. */
export function lettersOf(award: Award): Letter[] {
  if (award.notice) throw refuse('LETTERS_SENT')
  if (!award.letters || !award.winner) throw refuse('LETTERS_ABSENT')
  return [{ tag: null, ...award.letters.notice }, ...award.letters.results]
}

/** Sends the award notice and the notices to all others, each signed: in one fact, so at the same moment. */
export function sendLetters(
  of: { tender: Tender; award: Award; signed: { draft: string; issued: Issued }[] },
  law: Pick<Rulebook, 'awardNotice'>,
) {
  const { tender, award, signed } = of
  const done = lettersOf(award).map((letter) => {
    const found = signed.find(({ draft }) => draft === letter.sha256)
    if (!found) throw refuse('LETTERS_INCOMPLETE', { missing: letter.sha256 }, law.awardNotice)
    return { tag: letter.tag, ...found.issued }
  })
  const notice = done.find(({ tag }) => tag === null)
  const contract = award.letters?.contract
  if (!notice) throw refuse('LETTERS_ABSENT')
  const results = done.flatMap(({ tag, file, sha256 }) => (tag === null ? [] : [{ tag, file, sha256 }]))
  const { file, sha256 } = notice
  return [NoticesIssued({ tender: tender.id, notice: { file, sha256 }, results, ...(contract ? { contract } : {}) })]
}
