import { readFile } from 'node:fs/promises'
import { newKey, restoreAuthority } from '../../crypto/authority.ts'
import type { KeyEntry } from '../../crypto/keyFile.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { foundation } from './world.ts'

const DAY = 86_400_000

/**
 * Gives the officers of a tender encryption certificates with SM2, as the supervisor has one: they make their keys of the
 * ceremony with SM2 then, and all that is sealed for it is of the suite `gm`. Call it before the notice.
 *
 * @returns the keys that tenderer and centre were given
 */
export async function withSm2Officers(world: World): Promise<Record<'tenderer' | 'centre', KeyEntry>> {
  const { folder } = await foundation()
  const authority = await restoreAuthority(JSON.parse(await readFile(`${folder}/sm2-authority.json`, 'utf8')))
  const now = await world.now()
  const given = async (role: string): Promise<KeyEntry> => {
    const client = world.as(role)
    const before = await client.keys()
    const { spki, pkcs8 } = await newKey('sm2')
    const { organisation = '', organisationCode = '' } = before.signer.certificate.subject
    const encryption = await authority.issue({
      ...{ subject: { organisation, organisationCode, commonName: organisation }, kind: 'encrypt', spki },
      ...{ notBefore: now - DAY, notAfter: now + 400 * DAY },
    })
    client.keys = async () => ({ ...before, encryption, unwrapper: softUnwrapper(pkcs8, encryption) })
    return { name: 'encrypt', pkcs8, certificate: encryption, chain: [authority.root] }
  }
  return { tenderer: await given('tenderer'), centre: await given('centre') }
}
