import { hex } from '../../../crypto/bytes.ts'
import { headerHash } from '../../../crypto/envelope.ts'
import { readHeader } from '../../../crypto/receive.ts'
import type { Sealed } from '../../../crypto/seal.ts'
import { rehearse } from '../../../crypto/unseal.ts'
import { bidKeys, unwrapper } from '../app/keys.ts'
import { api, Stopped } from '../net/http.ts'
import { allFiles, asSealed, type Files } from './chosen.ts'
import { checkOwn } from './pdfs.ts'

/** What was checked of a package that has arrived, before it is submitted. */
export interface Verified {
  /** how many parts the platform reads with the root that was sealed here */
  roots: number
  /** the certificate that opened the canary in the header that the platform holds */
  opens: string
  /** how many signatures in files hold */
  signatures: number
}

/**
 * Checks a package where it lies: every piece is there, what the platform reads has the roots that were sealed here, its header
 * is the one that was made here and this key opens the canary in it, and each signature in a file holds.
 */
export async function checkArrived(of: {
  tender: string
  upload: string
  sealed: Sealed
  files: Files
}): Promise<Verified> {
  const { tender, upload, sealed, files } = of
  const way = `/tenders/${tender}/bid/uploads/${upload}`
  const { pieces, arrived } = await api.get<{ pieces: number; arrived: number[] }>(`/uploads/${upload}`)
  if (arrived.length !== pieces)
    throw new Stopped(`平台只收到 ${arrived.length}/${pieces} 片`, `${arrived.length} of ${pieces} pieces arrived`)
  const read = await api.get<Sealed>(way)
  const same = ({ id, root, bytes }: Sealed['parts'][number]): boolean =>
    read.parts.some((one) => one.id === id && one.root === root && one.bytes === bytes)
  if (read.header !== sealed.header || !sealed.parts.every(same)) throw differs()
  const header = await readHeader(once(await api.bytes(`${way}/head`)))
  if (hex(headerHash(header)) !== sealed.header) throw differs()
  const opener = unwrapper()
  await rehearse(header, opener)
  return { roots: sealed.parts.length, opens: opener.certificate?.serial ?? '', signatures: await holding(files) }
}

/** Looks at every signature that was made here once more. */
async function holding(files: Files): Promise<number> {
  const { sign } = bidKeys()
  const signed = allFiles(files).filter(({ chosen }) => chosen.tail)
  for (const { chosen } of signed) await checkOwn(asSealed(chosen), sign?.certificate.fingerprint ?? '')
  return signed.length
}

const differs = (): Stopped =>
  new Stopped(
    '平台上的投标文件与本机封装的不一致，没有递交',
    'what lies on the platform is not what was sealed here: nothing is submitted',
  )

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
