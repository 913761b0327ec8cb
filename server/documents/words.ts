import type { Attestation, Money } from '../../templates/layout.ts'
import { formatYuan, inChineseCapitals } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'

/** An amount (fen, in decimal digits) as documents write it. */
export function money(fenText: string): Money {
  const amount = BigInt(fenText)
  return { figures: `${formatYuan(amount)} 元`, capitals: inChineseCapitals(amount) }
}

/** A size in bytes for readers. */
export const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.ceil((bytes * 10) / (1024 * 1024)) / 10} MiB`

/** Whose stamp stands under the platform's documents, and where they are checked. */
export const attestation = (platform: Pick<Platform, 'signer' | 'publicUrl'>, what: string): Attestation => ({
  centre: platform.signer.certificate.subject.organisation ?? platform.signer.certificate.subject.commonName ?? '',
  verify: `${platform.publicUrl}/verify?${what}`,
})
