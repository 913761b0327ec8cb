import { base64 } from '../../../crypto/bytes.ts'
import type { HeldKey } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'

const standings: Record<string, readonly [zh: string, en: string]> = {
  good: ['有效', 'valid'],
  CERTIFICATE_EXPIRED: ['已过期', 'expired'],
  CERTIFICATE_NOT_YET_VALID: ['尚未生效', 'not valid yet'],
  CERTIFICATE_REVOKED: ['已被签发机构吊销', 'revoked by its authority'],
  CERTIFICATE_LOST: ['已挂失', 'declared lost'],
  PATH_NOT_FOUND: ['签发机构不在信任列表', 'authority not trusted'],
  NAME_NOT_PERMITTED: ['名称超出签发机构的权限', 'a name its authority may not certify'],
  POLICY_NOT_VALID: ['证书策略不成立', 'no valid policy'],
  AUTHORITY_LIMITED: ['不符合信任列表准许的用途或策略', 'not for this use or policy'],
  REVOCATION_UNSOURCED: ['签发机构不提供吊销查询，未获准许', 'no source of revocation'],
  REVOCATION_UNKNOWN: ['吊销状态暂不可知', 'revocation unknown'],
}

/** How a certificate stands, in words. */
export const standingWords = (standing: string): readonly [zh: string, en: string] =>
  standings[standing] ?? [standing, standing]

/** That nobody asked whether a certificate was revoked, and why it was relied on all the same. */
export const relyingWords = (reason: string): string =>
  say(
    `${noRevocationWords()}，未查询该证书是否已被吊销；受理理由：${reason}`,
    `${noRevocationWords()}, nobody asked whether it was revoked; why it is taken: ${reason}`,
  )

/** What is said of a certificate that nobody can ask about. */
export const noRevocationWords = (): string => say('该机构不提供吊销查询', 'its authority does not say what it revoked')

const heldAs = ({ certificate, chain }: HeldKey, use: 'sign' | 'encrypt') => ({
  ...{ certificate: base64(certificate.der), use, along: chain.slice(0, 5).map(({ der }) => base64(der)) },
})

/**
 * Asks how the keys at hand stand before something long is begun with them: better now than after two gigabytes.
 *
 * @throws Stopped, in words, where one does not do
 */
export async function checkStanding(sign: HeldKey, encrypt: HeldKey): Promise<void> {
  const certificates = [heldAs(sign, 'sign'), heldAs(encrypt, 'encrypt')]
  const { standings: found } = await api.post<{ standings: string[] }>('/account/standing', { certificates })
  for (const [i, key] of [sign, encrypt].entries()) {
    const standing = found[i] ?? 'good'
    if (standing === 'good') continue
    const [zh, en] = standingWords(standing)
    const tail = key.certificate.serial.slice(-6)
    const [what, whatEn] = i === 0 ? ['签名证书', 'signing certificate'] : ['加密证书', 'encryption certificate']
    throw new Stopped(
      `${what}（尾号 ${tail}）${zh}，已停止，没有加密任何内容。请换用有效证书的密钥后重试`,
      `the ${whatEn} (…${tail}) is ${en}: stopped, nothing was encrypted. Open the key of a good certificate and try again`,
    )
  }
}
