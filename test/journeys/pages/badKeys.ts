import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newKey, restoreAuthority } from '../../../crypto/authority.ts'
import { readKeyFile, writeKeyFile } from '../../../crypto/keyFile.ts'
import { PIN } from '../../../server/cli/demo/foundation.ts'
import { foundation, type TestWorld } from '../../world/world.ts'

const DAY = 86_400_000

/** A key file of somebody who lost every key: both certificates are newly issued, so none opens what was sealed before. */
export async function renewedKeyFile(running: TestWorld, person: string): Promise<string> {
  const { folder } = await foundation()
  const authority = await restoreAuthority(JSON.parse(await readFile(join(folder, 'authority.json'), 'utf8')))
  const now = await running.world.now()
  const { organisation = '', organisationCode = '' } = (await running.world.as(person).keys()).signer.certificate
    .subject
  const issued = (['sign', 'encrypt'] as const).map(async (kind) => {
    const { spki, pkcs8 } = await newKey(kind === 'sign' ? 'rsa-sign' : 'rsa-wrap')
    const certificate = await authority.issue({
      ...{ subject: { organisation, organisationCode, commonName: organisation }, kind, spki },
      ...{ notBefore: now - DAY, notAfter: now + 100 * DAY },
    })
    return { name: kind, pkcs8, certificate, chain: [authority.root] }
  })
  const file = join(running.world.folder, `${person}-renewed.p12`)
  await writeFile(file, await writeKeyFile(await Promise.all(issued), PIN, 1000))
  return file
}

/** A key file of somebody whose signing certificate has ended, or stands on the list of its authority; its other keys are good. */
export async function badKeyFile(running: TestWorld, person: string, kind: 'expired' | 'revoked'): Promise<string> {
  const { folder } = await foundation()
  const authority = await restoreAuthority(JSON.parse(await readFile(join(folder, 'authority.json'), 'utf8')))
  const { spki, pkcs8 } = await newKey('rsa-sign')
  const now = await running.world.now()
  const own = await readKeyFile(new Uint8Array(await readFile(join(folder, 'keys', `${person}.p12`))), PIN)
  const { organisation = '', organisationCode = '' } = (await running.world.as(person).keys()).signer.certificate
    .subject
  const certificate = await authority.issue({
    ...{ subject: { organisation, organisationCode, commonName: organisation }, kind: 'sign', spki },
    ...{ notBefore: now - 10 * DAY, notAfter: kind === 'expired' ? now - DAY : now + 100 * DAY },
  })
  if (kind === 'revoked') {
    const list = await authority.crl([{ serial: certificate.serial, at: now - DAY }], now - DAY, now + 30 * DAY)
    const trust = running.platform.trust
    running.platform.trust = async () => {
      const found = await trust()
      return { ...found, crls: [...found.crls, list] }
    }
  }
  const file = join(running.world.folder, `${person}-${kind}.p12`)
  const bad = { name: kind, pkcs8, certificate, chain: [authority.root] }
  const locks = own.filter((one) => one.certificate.usage.encrypt)
  await writeFile(file, await writeKeyFile([bad, ...locks], PIN, 1000))
  return file
}
