import { QueryTypes } from 'sequelize'
import type { Certificate } from '../../crypto/certificate.ts'
import { refusals } from '../law/refusal.ts'
import type { Platform, Vault } from '../platform/platform.ts'

const refuse = refusals({
  CERTIFICATE_LOST: {
    status: 403,
    zh: '该证书已由本单位挂失，不能再使用；请换用其他证书',
    en: 'its organisation declared this certificate lost: use another one',
  },
})

/** What a row of accounts says of certificates; its facts and rules are those of the identity domain. */
export interface Keyring {
  certificates: readonly { id: string; ended: { reason: 'lost' | 'unused'; at: number } | null }[]
}

/** The tag under which an organisation, and its account, are kept. */
export const organisationTagBy = (vault: Vault, code: string): string => vault.tag('organisation', code)

/** The tag of a certificate within its account. */
export const certificateTagBy = (vault: Vault, account: string, fingerprint: string): string =>
  vault.tag('account certificate', account, fingerprint)

/**
 * Refuses a certificate that its organisation declared lost, before its authority revoked it: from that very instant on.
 *
 * @param at the instant of the deed, ms: what was signed and came before the loss was declared stands
 */
export function mayBeUsed(account: Keyring | undefined, certificate: string, at: number): void {
  const ended = account?.certificates.find(({ id }) => id === certificate)?.ended
  if (ended?.reason === 'lost' && ended.at <= at) throw refuse('CERTIFICATE_LOST')
}

/** Asks the account of a signer's organisation whether the certificate was lost by then. A person alone has no account. */
export async function checkNotLost(
  { database, vault }: Pick<Platform, 'database' | 'vault'>,
  { organisationCode, fingerprint }: Pick<Certificate, 'organisationCode' | 'fingerprint'>,
  at: number,
): Promise<void> {
  if (!organisationCode) return
  const account = organisationTagBy(vault, organisationCode)
  const [row] = await database.query<{ state: string }>('SELECT state FROM accounts WHERE id = :account', {
    type: QueryTypes.SELECT,
    replacements: { account },
  })
  if (row) mayBeUsed(JSON.parse(row.state) as Keyring, certificateTagBy(vault, account, fingerprint), at)
}
