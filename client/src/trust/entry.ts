import { base64, unbase64 } from '../../../crypto/bytes.ts'
import { type Certificate, parseCertificate } from '../../../crypto/certificate.ts'
import type { CertificateUse } from '../../../crypto/chain.ts'
import { type CodeRule, ordinaryCode, organisationCodeIn } from '../../../crypto/organisationCode.ts'
import { AuthorityShape } from '../../../server/identity/trustEvents.ts'
import type { TrustedAuthority } from '../../../server/identity/trustList.ts'
import { say } from '../app/words.ts'
import { placeOf } from './authority.ts'

/** An entry while it is written: what stands in the fields of its form. */
export interface Draft {
  id: string
  name: string
  chain: readonly Certificate[]
  uses: CertificateUse[]
  /** a line each */
  policies: string
  crls: string
  ocsp: string
  noRevocation: string
  whenSilent: TrustedAuthority['whenSilent']
  code: CodeRule
  firstDay: string
  lastDay: string
}

/** The form of an entry as it is on the list, or of a new one from a day on. */
export function draftOf(before: TrustedAuthority | undefined, today: string): Draft {
  const { roots = [], intermediates = [], policies = [], crls = [] } = before ?? {}
  return {
    ...{ id: before?.id ?? '', name: before?.name ?? '' },
    chain: [...roots, ...intermediates].map((der) => parseCertificate(unbase64(der))),
    uses: before?.uses ?? ['sign', 'encrypt'],
    ...{ policies: policies.join('\n'), crls: crls.join('\n'), ocsp: before?.ocsp ?? '' },
    ...{ noRevocation: before?.noRevocation ?? '', whenSilent: before?.whenSilent ?? 'grace' },
    code: before?.code ?? ordinaryCode,
    ...{ firstDay: before?.firstDay ?? today, lastDay: before?.lastDay ?? '' },
  }
}

const linesOf = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** Whether the draft names a source of revocation. */
export const asksSources = ({ crls, ocsp }: Draft): boolean => linesOf(crls).length > 0 || ocsp.trim() !== ''

/** The entry that was written; instead what is missing or wrong, in words. */
export function entryOf(draft: Draft): { put: TrustedAuthority } | { missing: string } {
  const { chain, code, uses, whenSilent, firstDay } = draft
  const [roots, others] = [true, false].map((isRoot) =>
    chain.filter((one) => (placeOf(one) === 'root') === isRoot).map(({ der }) => base64(der)),
  ) as [string[], string[]]
  if (chain.some((one) => placeOf(one) === 'none'))
    return { missing: say('有不是机构证书的文件，请移除', 'one certificate is of no authority: take it out') }
  if (!roots.length) return { missing: say('还没有根证书（自签发的机构证书）', 'there is no root yet') }
  if (!asksSources(draft) && draft.noRevocation.trim().length < 4)
    return {
      missing: say(
        '没有填写吊销查询地址的，须写明为何不查询即可受理',
        'without a source of revocation, say why its certificates are taken',
      ),
    }
  const read = AuthorityShape.safeParse({
    ...{ id: draft.id.trim(), name: draft.name.trim(), uses, whenSilent, firstDay },
    ...{ roots, intermediates: others },
    ...{ policies: linesOf(draft.policies), crls: linesOf(draft.crls), ocsp: draft.ocsp.trim() || null },
    ...(asksSources(draft) ? {} : { noRevocation: draft.noRevocation.trim() }),
    code: { from: code.from, oid: code.oid.trim(), pattern: code.pattern },
    lastDay: draft.lastDay || null,
  })
  if (read.success) return { put: read.data }
  return { missing: FIELDS[String(read.error.issues[0]?.path[0])]?.() ?? say('还有未填写的', 'something is missing') }
}

const FIELDS: Record<string, () => string> = {
  id: () => say('代号须为小写字母、数字、连字符，2 至 40 位', 'the short name: lower-case letters, digits, hyphens'),
  name: () => say('还没有填写名称', 'the name is missing'),
  uses: () => say('至少选择一项用途', 'choose a use'),
  policies: () => say('证书策略须为对象标识符，每行一个', 'a policy is an object identifier, one a line'),
  crls: () => say('吊销列表地址须以 http:// 或 https:// 开头', 'a list lies at an address, http or https'),
  ocsp: () => say('在线查询地址须以 http:// 或 https:// 开头', 'a responder has an address, http or https'),
  code: () => say('信用代码读取规则不完整', 'the rule for the credit code is not complete'),
  firstDay: () => say('还没有填写起始日', 'the first day is missing'),
}

/** Which code the rule reads in a certificate of somebody; undefined: none. A pattern that is none reads nothing. */
export function codeRead(certificate: Certificate, rule: CodeRule): string | undefined {
  try {
    return organisationCodeIn(certificate, rule)
  } catch {
    return undefined
  }
}
