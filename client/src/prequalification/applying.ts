import { hex, random, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import type { SourceFile } from '../../../crypto/contents.ts'
import { bulkSha256 } from '../../../crypto/digest.ts'
import { bidderCommitment } from '../../../crypto/envelope.ts'
import { manifestOf } from '../../../crypto/manifest.ts'
import { ceremonySuite, type Sealing, sealBid } from '../../../crypto/seal.ts'
import { MACHINE } from '../../../server/bids/machine.ts'
import { type ApplicationForm, FORM, PART } from '../../../server/prequalification/contract.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, keysAtHand } from '../app/keys.ts'
import type { Session } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { api, Stopped } from '../net/http.ts'
import { checkCeremony, type Prepared } from '../sealing/ceremony.ts'
import { machineText } from '../sealing/machine.ts'
import { Uploader } from '../sealing/uploader.ts'

/** What an application is made of, before it is sealed. */
export interface Application {
  form: ApplicationForm
  files: File[]
  /** whether the machine is to be read and sealed */
  wanted: boolean
}

const clean = (name: string): string => name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_').slice(0, 100)

const sourceOf = (file: File): SourceFile => ({
  name: clean(file.name),
  type: 'application/pdf',
  bytes: file.size,
  async *read() {
    for (let at = 0; at < file.size; at += READ)
      yield new Uint8Array(await file.slice(at, Math.min(at + READ, file.size)).arrayBuffer())
  },
})
const READ = 4 * 1024 * 1024

function textFile(name: string, content: string): SourceFile {
  const bytes = utf8(content)
  return {
    name,
    type: 'application/json',
    bytes: bytes.length,
    async *read() {
      yield bytes
    },
  }
}

/** Seals an application in this page, uploads it as it is encrypted, signs its manifest and hands it in. */
export async function submitApplication(
  tender: Tender,
  session: Session,
  { form, files, wanted }: Application,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  await keysAtHand()
  const certificate = encryptionCertificate()
  const { organisation: code, organisationName: name } = session
  if (!certificate || !code || !name)
    throw new Stopped('密钥文件中没有加密证书', 'there is no encryption certificate in the key file')
  const at = `/tenders/${tender.id}/application`
  const prepared = await api.post<Prepared>(`${at}/prepare`)
  await checkCeremony(tender, prepared, 'prequalification')
  const machine = textFile(MACHINE, await machineText({ tender: tender.id, bidder: code, wanted }))
  const salt = random(32)
  const { sequence, previous, ticket } = prepared
  const officers = prepared.officers.map(({ role, spki }) => ({ role, spki: unbase64(spki) }))
  const committed = bidderCommitment(salt, code, ceremonySuite(officers))
  const sealing = await sealBid(
    {
      context: { ...prepared.context, bidder: committed, sequence },
      k: prepared.needed,
      officers,
      bidderKey: certificate.spki,
      parts: [{ id: PART, files: [textFile(FORM, canonical(form)), ...files.map(sourceOf), machine] }],
    },
    { onProgress },
  )
  const upload = await send(tender.id, sealing)
  const bidder = { code, name }
  const of = { tender: tender.id, sequence, previous, ticket, bidder, salt: hex(salt) }
  const manifest = manifestOf(await sealing.finish(), of)
  await api.post(at, { upload, manifest, cms: await signStatement('application.seal', manifest) })
}

/** Uploads a package in pieces while it is encrypted; answers the upload's id. */
async function send(tender: string, sealing: Sealing): Promise<string> {
  const asked = { tender, purpose: 'application', bytes: sealing.size }
  const { upload, piece } = await api.post<{ upload: string; piece: number }>('/uploads', asked)
  const uploader: Uploader = new Uploader(upload, {
    sent: () => undefined,
    retried: () => undefined,
    waiting: () => uploader.resume(),
  })
  let n = 0
  let held = new Uint8Array(piece)
  let filled = 0
  const leave = async (): Promise<void> => {
    const bytes = held.slice(0, filled)
    await uploader.send(n++, bytes, hex(await bulkSha256(bytes)))
    held = new Uint8Array(piece)
    filled = 0
  }
  for await (const part of sealing.stream()) {
    for (let at = 0; at < part.length; ) {
      const some = part.subarray(at, at + piece - filled)
      held.set(some, filled)
      filled += some.length
      at += some.length
      if (filled === piece) await leave()
    }
  }
  if (filled) await leave()
  await uploader.finish()
  return upload
}

/** Takes the application back. */
export async function withdrawApplication(tender: string, sequence: number): Promise<void> {
  const cms = await signStatement('application.withdraw', { tender, sequence })
  await api.post(`/tenders/${tender}/application/withdraw`, { sequence, cms })
}
