import { z } from 'zod'
import { unbase64 } from '../../crypto/bytes.ts'
import { type Certificate, parseCertificate } from '../../crypto/certificate.ts'
import type { Drawing } from '../../pdf/drawing.ts'
import { rely } from '../access/trust.ts'
import { roundStamp } from '../documents/stamp.ts'
import { type Context, query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { accountOf, certificateTag, Der, readGiven } from './accountCommands.ts'
import type { Account } from './keyring.ts'
import { accountStream, readState } from './store.ts'

/** What an account's page shows of a certificate. */
export interface ShownCertificate {
  id: string
  use: 'sign' | 'encrypt'
  name: string
  person: string
  issuer: string
  serial: string
  fingerprint: string
  algorithm: string
  notBefore: number
  notAfter: number
  boundAt: number
  replaces: string | null
  replacedBy: string | null
  ended: { reason: 'lost' | 'unused'; at: number } | null
  /** `good`, or the code of what stands in the way now */
  standing: string
  /** Its authority has no source of revocation and is on the trust list all the same. */
  unasked: boolean
}

/** Reads the certificates of an account: their content is sealed at rest. */
export const certificatesOf = (platform: Platform, account: Account | undefined) =>
  (account?.certificates ?? []).map((bound) => {
    const { der } = JSON.parse(platform.vault.open('account', bound.sealed)) as { der: string }
    return { bound, certificate: parseCertificate(unbase64(der)) }
  })

async function standingOf(
  { platform, now }: Context,
  use: 'sign' | 'encrypt',
  certificate: Certificate,
  along: readonly Certificate[] = [],
): Promise<Pick<ShownCertificate, 'standing' | 'unasked'>> {
  try {
    const { path } = await rely(platform, { certificate, along, use }, now)
    return { standing: 'good', unasked: path.revocation !== 'good' }
  } catch (problem) {
    const { code } = problem as { code?: string }
    if (!code) throw problem
    return { standing: code, unasked: false }
  }
}

/** The round electronic stamp with the organisation's name, drawn for its own files: what it is put on is not told. */
export const stamp = query(
  'account.read',
  async () => undefined,
  async ({ who }): Promise<Drawing> => roundStamp(who.organisationName ?? ''),
)

/** The account of the one who is signed in: its certificates, how they stand now, and what was announced. */
export const read = query(
  'account.read',
  async () => undefined,
  async (context) => {
    const { platform, who } = context
    const account = await readState<Account>(platform, accountStream(accountOf(platform, who)))
    const shown = certificatesOf(platform, account).map(async ({ bound, certificate }): Promise<ShownCertificate> => {
      const { id, use, boundAt, replaces, replacedBy, ended } = bound
      const { serial, fingerprint, notBefore, notAfter, subject, issuer, keyAlgorithm, keyBits } = certificate
      const name = subject.organisation ?? subject.commonName ?? ''
      const person = subject.commonName === name ? '' : (subject.commonName ?? '')
      const algorithm = keyAlgorithm.startsWith('rsa')
        ? `${keyAlgorithm.toUpperCase()}-${keyBits}`
        : keyAlgorithm === 'sm2'
          ? 'SM2'
          : 'P-256'
      return {
        ...{ id, use, name, person, issuer: issuer.commonName ?? issuer.organisation ?? '', serial, fingerprint },
        ...{ algorithm, notBefore, notAfter, boundAt, replaces, replacedBy, ended },
        ...(await standingOf(context, use, certificate)),
      }
    })
    return { certificates: await Promise.all(shown), messages: [...(account?.messages ?? [])].reverse() }
  },
)

const Held = z.strictObject({ certificate: Der, use: z.enum(['sign', 'encrypt']), along: z.array(Der).max(5) })

/** Certificates at hand, before something long is begun with them. */
export const AskStanding = z.strictObject({ certificates: z.array(Held).min(1).max(4) })

/** How certificates stand at this moment: `good`, or the code of what stands in the way. Nothing is kept of the question. */
export const standing = query(
  'account.check',
  async () => undefined,
  async (context, _none, { certificates }: z.infer<typeof AskStanding>) => {
    const { platform, who } = context
    const account = accountOf(platform, who)
    const state = await readState<Account>(platform, accountStream(account))
    const one = async ({ certificate: der, use, along }: z.infer<typeof Held>): Promise<string> => {
      const certificate = readGiven(der)
      const tag = certificateTag(platform, account, certificate.fingerprint)
      const bound = state?.certificates.find(({ id }) => id === tag)
      return bound?.ended?.reason === 'lost'
        ? 'CERTIFICATE_LOST'
        : (await standingOf(context, use, certificate, along.map(readGiven))).standing
    }
    return { standings: await Promise.all(certificates.map(one)) }
  },
)
