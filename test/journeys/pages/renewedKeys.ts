import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { restoreAuthority } from '../../../crypto/authority.ts'
import { writeKeyFile } from '../../../crypto/keyFile.ts'
import { entry, PIN } from '../../../server/cli/demo/foundation.ts'
import { foundation, type TestWorld } from '../../world/world.ts'

/** A key file of somebody after a renewal: new keys with new certificates of the same organisation, and none of the old. */
export async function renewedKeyFile(running: TestWorld, person: string): Promise<string> {
  const { folder } = await foundation()
  const authority = await restoreAuthority(JSON.parse(await readFile(join(folder, 'authority.json'), 'utf8')))
  const { organisation = '', organisationCode = '' } = (await running.world.as(person).keys()).signer.certificate
    .subject
  const subject = { organisation, organisationCode, commonName: organisation }
  const file = join(running.world.folder, `${person}-renewed.p12`)
  const entries = [
    await entry(authority, 'sign', 'rsa-sign', subject),
    await entry(authority, 'encrypt', 'rsa-wrap', subject),
  ]
  await writeFile(file, await writeKeyFile(entries, PIN, 1000))
  return file
}
