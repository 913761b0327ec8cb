import { createAuthority, newKey } from '../../crypto/authority.ts'
import { type KeyEntry, writeKeyFile } from '../../crypto/keyFile.ts'

const DAY = 86_400_000
/** An organisation's code that its check digit proves. */
const CODE = '91450100MA5K2W7P0Q'

/** A key file of an organisation that an authority of its own vouches for, valid now: a signing and an encryption certificate. */
export async function keyFileOf(organisation: string, pin: string): Promise<Uint8Array> {
  const now = Date.now()
  const ca = await createAuthority({ name: '测试机构', at: now - DAY })
  const entry = async (kind: 'sign' | 'encrypt'): Promise<KeyEntry> => {
    const { pkcs8, spki } = await newKey(kind === 'sign' ? 'rsa-sign' : 'rsa-wrap')
    const subject = { commonName: organisation, organisation, organisationCode: CODE }
    const certificate = await ca.issue({ subject, kind, spki, notBefore: now - DAY, notAfter: now + 30 * DAY })
    return { name: `${organisation} ${kind}`, pkcs8, certificate, chain: [ca.root] }
  }
  return writeKeyFile([await entry('sign'), await entry('encrypt')], pin, 1000)
}
