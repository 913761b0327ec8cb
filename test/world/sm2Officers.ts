import { readFile } from 'node:fs/promises'
import { newKey, restoreAuthority } from '../../crypto/authority.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { foundation } from './world.ts'

const YEAR = 365 * 86_400_000

/**
 * Gives the officers of a tender encryption certificates with SM2, as the supervisor has one: they make their keys of the
 * ceremony with SM2 then, and all that is sealed for it is of the suite `gm`. Call it before the notice.
 */
export async function withSm2Officers(world: World): Promise<void> {
  const { folder } = await foundation()
  const authority = await restoreAuthority(JSON.parse(await readFile(`${folder}/sm2-authority.json`, 'utf8')))
  const now = await world.now()
  for (const role of ['tenderer', 'centre']) {
    const client = world.as(role)
    const before = await client.keys()
    const { spki, pkcs8 } = await newKey('sm2')
    const { organisation = '', organisationCode = '' } = before.signer.certificate.subject
    const encryption = await authority.issue({
      ...{ subject: { organisation, organisationCode, commonName: organisation }, kind: 'encrypt', spki },
      ...{ notBefore: now - YEAR, notAfter: now + YEAR },
    })
    client.keys = async () => ({ ...before, encryption, unwrapper: softUnwrapper(pkcs8, encryption) })
  }
}
