import { unbase64 } from '../../../crypto/bytes.ts'
import { type Certificate, fromPem, parseCertificate } from '../../../crypto/certificate.ts'
import type { CertificateUse } from '../../../crypto/chain.ts'
import type { CodeRule } from '../../../crypto/organisationCode.ts'
import type {
  Heard,
  TrustDifference,
  TrustedAuthority,
  TrustFact,
  TrustList,
  TrustProposal,
} from '../../../server/identity/trustList.ts'
import { say } from '../app/words.ts'
import { Stopped } from '../net/http.ts'
import type { ChangedLine } from '../pieces/Differences.tsx'

/** A change as the platform tells of it, the newest first. */
export type Changed = Pick<TrustFact, 'id' | 'at' | 'type' | 'data'>

/** What the platform answers when it is asked whom it trusts. */
export interface Shown {
  authorities: TrustedAuthority[]
  heard: Record<string, Heard[]>
  proposal: TrustProposal | null
  changes: Changed[]
}

/** The list as the rules of the domain take it. */
export const listOf = ({ authorities, proposal }: Shown): TrustList => ({ authorities, former: [], proposal })

/** Who put an entry as it is, who confirmed it, and since when it holds; without people where it was there from the beginning. */
export interface Provenance {
  by: string | null
  confirmedBy: string | null
  since: number
  fact: string
}

/** Of each authority on the list, who entered and who confirmed what the list says of it now. */
export function provenance(changes: readonly Changed[]): ReadonlyMap<string, Provenance> {
  const found = new Map<string, Provenance>()
  let waiting: { id: string | undefined; by: string } | undefined
  for (const change of [...changes].reverse() as TrustFact[]) {
    const { id: fact, at } = change
    if (change.type === 'trust.founded')
      for (const { id } of change.data.authorities) found.set(id, { by: null, confirmedBy: null, since: at, fact })
    if (change.type === 'trust.proposed') waiting = { id: change.data.put?.id, by: change.data.by.name }
    if (change.type === 'trust.confirmed' && waiting?.id !== undefined)
      found.set(waiting.id, { by: waiting.by, confirmedBy: change.data.by.name, since: at, fact })
  }
  return found
}

const MEMBERS: Record<string, readonly [zh: string, en: string]> = {
  id: ['代号', 'Short name'],
  name: ['名称', 'Name'],
  roots: ['根证书（SHA-256）', 'Roots (SHA-256)'],
  intermediates: ['中级证书、吊销查询签名证书（SHA-256）', 'Between, and those that sign lists or answers (SHA-256)'],
  uses: ['用途', 'Uses'],
  policies: ['证书策略', 'Policies'],
  crls: ['吊销列表地址', 'Revocation lists'],
  ocsp: ['在线查询地址（OCSP）', 'Responder (OCSP)'],
  noRevocation: ['不查询吊销的理由', 'Why revocation is not asked for'],
  whenSilent: ['查询无应答时', 'While its sources are silent'],
  code: ['信用代码读取规则', 'Where the credit code stands'],
  firstDay: ['起始日', 'First day'],
  lastDay: ['截止日', 'Last day'],
}

const ORDER = Object.keys(MEMBERS)

/** What a member of an entry is called. */
export const memberWord = (member: string): string => say(...(MEMBERS[member] ?? [member, member]))

/** What certificates are used for, in words. */
export const purposeWord = (use: CertificateUse): string =>
  ({ sign: say('签名', 'signing'), encrypt: say('加密', 'encryption'), timestamp: say('时间戳', 'time stamps') })[use]

/** What happens while the sources of an authority are silent. */
export const silenceWord = (when: TrustedAuthority['whenSilent']): string =>
  when === 'grace'
    ? say('沿用最近一次有效的查询结果，至其有效期止', 'the last answer holds until its next update')
    : say('一律不予受理', 'nothing is taken')

/** Where the credit code stands, in words. */
export const codeWords = ({ from, oid, pattern }: CodeRule): string =>
  `${from === 'subject' ? say('主题属性', 'attribute') : say('扩展项', 'extension')} ${oid} · ${pattern}`

const LISTS = /^(roots|intermediates|uses|policies|crls)$/

const linesOf = (member: string, text: string | null): string[] => {
  if (text === null || text === '') return [say('无', 'none')]
  if (member === 'uses') return text.split(',').map((use) => purposeWord(use as CertificateUse))
  if (member === 'whenSilent') return [silenceWord(text as TrustedAuthority['whenSilent'])]
  if (member === 'code') return [codeWords(JSON.parse(text) as CodeRule)]
  return LISTS.test(member) ? text.split(/[ ,]/) : [text]
}

/** A difference of the list as it is shown. */
export const shownDifference = (difference: readonly TrustDifference[]): ChangedLine[] =>
  [...difference]
    .sort((a, b) => ORDER.indexOf(a.member) - ORDER.indexOf(b.member))
    .map(({ member, before, after }) => ({
      ...{ name: memberWord(member), before: linesOf(member, before), after: linesOf(member, after) },
    }))

const PEM = /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?-----END [A-Z0-9 ]+-----/g

/** The certificates of a file or of pasted text: one in DER, or any number in PEM. Throws Stopped, in words. */
export function certificatesIn(bytes: Uint8Array): Certificate[] {
  const text = new TextDecoder().decode(bytes)
  const blocks = text.match(PEM)
  try {
    if (blocks) return blocks.map((one) => parseCertificate(fromPem(one)))
    return [parseCertificate(bytes[0] === 0x30 ? bytes : unbase64(text.replace(/\s/g, '')))]
  } catch {
    throw new Stopped('读不出证书：请选择 PEM 或 DER 格式的证书文件', 'no certificate in there: PEM or DER is read')
  }
}

/** What a certificate is to an authority: it is one, it signs lists or answers for one, or it is nothing to it. */
export function placeOf({ ca, usage, subjectKey, issuerKey }: Certificate): 'root' | 'between' | 'revocation' | 'none' {
  if (ca && usage.certSign) return subjectKey === issuerKey ? 'root' : 'between'
  return usage.crlSign || usage.ocspSigning ? 'revocation' : 'none'
}

/** What an authority's certificate imposes on those below it, in words. */
export function limitWords({ pathLength, limits, policies }: Certificate): string[] {
  const { names, requireExplicit, inhibitMapping, inhibitAny } = limits
  return [
    ...(pathLength === undefined ? [] : [say(`其下至多 ${pathLength} 级机构`, `${pathLength} authorities below`)]),
    ...(names ? [say('限定所签名称的范围', 'limits the names below')] : []),
    ...(requireExplicit === undefined ? [] : [say('要求有认可的策略', 'requires a policy')]),
    ...(inhibitMapping === undefined && inhibitAny === undefined ? [] : [say('限制策略映射或通配', 'limits policies')]),
    ...(policies.length ? [say(`策略 ${policies.join('、')}`, `policies ${policies.join(', ')}`)] : []),
  ]
}
