import { parseBox, releaseBox } from '../../crypto/box.ts'
import { unbase64 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import type { Header } from '../../crypto/envelope.ts'
import { closeLetter } from '../../crypto/letter.ts'
import { releaseOfficer } from '../../crypto/unseal.ts'
import { ceremonyKey } from '../../server/cli/demo/steps/ceremonyKey.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { releaseFields } from '../../server/opening/letters.ts'
import { applicationLabel } from '../../server/prequalification/letters.ts'

interface Locks {
  epoch: number
  spki: string | null
  applications: { tag: string; header: Header; box: object; keyBox: object | null }[]
}

/** An officer opens its shares with its own key and sends them, closed to the opening's key. */
export const releasing =
  (world: () => World, path: (rest: string) => string) =>
  async (role: 'tenderer' | 'centre' | 'supervisor', spoil?: (hex: string) => string) => {
    const officer = world().as(role)
    const key = await ceremonyKey(world(), officer, role)
    const { applications, epoch, spki } = await world().until('the key of the opening', async () => {
      const found = await officer.get<Locks>(path('/prequalification/locks'))
      return found.spki ? { ...found, spki: found.spki } : undefined
    })
    const shares: Record<string, { box: string; part: string; key?: string }> = {}
    for (const { tag, header, box, keyBox } of applications) {
      const part = (await releaseOfficer(header, role, key))['application'] ?? ''
      shares[tag] = {
        box: await releaseBox(parseBox(canonical(box)), role, key),
        part: spoil ? spoil(part) : part,
        ...(keyBox ? { key: await releaseBox(parseBox(canonical(keyBox)), role, key) } : {}),
      }
    }
    const label = applicationLabel(world().tender, epoch, role)
    const letter = await closeLetter(unbase64(spki), canonicalBytes(shares), label)
    const fields = releaseFields({ tender: world().tender, epoch, spki, letter }, role)
    const cms = await officer.sign('application.release', fields)
    return officer.post<{ epoch: number }>(path('/prequalification/shares'), { epoch, letter, cms })
  }
