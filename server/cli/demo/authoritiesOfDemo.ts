import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { restoreAuthority } from '../../../crypto/authority.ts'
import { base64 } from '../../../crypto/bytes.ts'
import { readKeyFile } from '../../../crypto/keyFile.ts'
import { softSigner } from '../../../crypto/signature.ts'
import { authorityFrom } from '../../platform/trust.ts'
import { type AuthorityServices, type Revoked, serveAuthorities } from './authorities.ts'
import { PIN } from './foundation.ts'

const NAMES = { rsa: 'authority.json', sm2: 'sm2-authority.json' }

/**
 * The services of the demo's two authorities and its timestamp authority, on a port that stays the same, and the
 * environment of a platform that trusts them. What is revoked stands in `revoked-NAME.json` of the foundation.
 *
 * @param trading the platform's entrance, whose clock the demo moves
 */
export async function openAuthorities(
  folder: string,
  trading: string,
): Promise<AuthorityServices & { environment: Record<string, string> }> {
  const [rsa, sm2] = await Promise.all(
    Object.values(NAMES).map(async (file) => restoreAuthority(JSON.parse(await readFile(join(folder, file), 'utf8')))),
  )
  const [stamp] = await readKeyFile(new Uint8Array(await readFile(join(folder, 'stamp.p12'))), PIN)
  if (!rsa || !sm2 || !stamp) throw new Error('the foundation lacks an authority')
  const kept = join(folder, 'authorities.port')
  const services = await serveAuthorities({
    authorities: { rsa, sm2 },
    stamps: softSigner({ pkcs8: stamp.pkcs8 }, stamp.certificate, stamp.chain),
    now: platformTime(trading),
    revoked: async (name) => {
      const file = join(folder, `revoked-${name}.json`)
      return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Revoked) : []
    },
    port: existsSync(kept) ? Number(await readFile(kept, 'utf8')) : 0,
  })
  await writeFile(kept, new URL(services.url).port)
  const founded: Record<string, unknown> = JSON.parse(await readFile(join(folder, 'founding.json'), 'utf8'))
  const authorities = [
    { name: 'rsa', root: rsa.root },
    { name: 'sm2', root: sm2.root },
  ].map(({ name, root }) => ({
    ...authorityFrom(root),
    ...{ id: `demo-${name}`, roots: [base64(root.der)] },
    ...{ crls: [`${services.url}/${name}.crl`], ocsp: `${services.url}/${name}/ocsp` },
  }))
  const founding = join(folder, 'founding-with-authorities.json')
  await writeFile(founding, JSON.stringify({ ...founded, authorities }, null, 2))
  return { ...services, environment: { FOUNDING_FILE: founding, STAMP_URL: `${services.url}/tsa` } }
}

/** The platform's time; before it answers, the machine's. */
function platformTime(trading: string): () => Promise<number> {
  return async () => {
    try {
      const answer = await fetch(`${trading}/api/v1/time`, { signal: AbortSignal.timeout(1000) })
      return ((await answer.json()) as { now: number }).now
    } catch {
      return Date.now()
    }
  }
}
