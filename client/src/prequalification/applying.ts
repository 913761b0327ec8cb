import { parseBox, releaseBox } from '../../../crypto/box.ts'
import { hex, random, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../crypto/canonical.ts'
import type { SourceFile } from '../../../crypto/contents.ts'
import { bulkSha256 } from '../../../crypto/digest.ts'
import { bidderCommitment, checkContext, type Header } from '../../../crypto/envelope.ts'
import { closeLetter } from '../../../crypto/letter.ts'
import { manifestOf } from '../../../crypto/manifest.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { readHeader } from '../../../crypto/receive.ts'
import { ceremonySuite, type Sealing, sealBid } from '../../../crypto/seal.ts'
import { releaseBidder, releaseOfficer } from '../../../crypto/unseal.ts'
import { releaseFields } from '../../../server/opening/letters.ts'
import { type ApplicationForm, FORM, PART } from '../../../server/prequalification/contract.ts'
import { applicationLabel } from '../../../server/prequalification/letters.ts'
import type { Officer } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, keysAtHand, unwrapper } from '../app/keys.ts'
import type { Session } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { api, Stopped } from '../net/http.ts'
import { ceremonyKey } from '../opening/release.ts'
import { checkCeremony, type Prepared } from '../sealing/ceremony.ts'
import { Uploader } from '../sealing/uploader.ts'
import type { MyApplication, Submitted } from './view.ts'

/** What an application is made of, before it is sealed. */
export interface Application {
  form: ApplicationForm
  files: File[]
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

function formFile(form: ApplicationForm): SourceFile {
  const bytes = utf8(canonical(form))
  return {
    name: FORM,
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
  { form, files }: Application,
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
      parts: [{ id: PART, files: [formFile(form), ...files.map(sourceOf)] }],
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

/**
 * Releases the applicant's half of its own package's key, closed to the opening's key, and waits until it was tried.
 * A certificate that does not open it is told to the platform, signed, and thrown.
 */
export async function unlockApplication(tender: string, own: Submitted): Promise<void> {
  const { epoch, spki, tag } = own
  if (!spki) throw new Stopped('申请文件的开启密钥尚未公布，请稍后再试', 'the key of the opening is not there yet')
  await keysAtHand()
  const bytes = await api.bytes(`/tenders/${tender}/application/package-head`)
  const header = await readHeader(
    (async function* () {
      yield bytes
    })(),
  )
  const released = await releaseBidder(header, unwrapper()).catch(async (problem) => {
    await reportFailure(tender, problem)
    throw problem
  })
  const content = canonicalBytes({ secret: released[PART] ?? '' })
  const letter = await closeLetter(unbase64(spki), content, applicationLabel(tender, epoch, tag))
  const cms = await signStatement('application.unlock', releaseFields({ tender, epoch, spki, letter }, 'applicant'))
  await api.post(`/tenders/${tender}/application/unlock`, { epoch, letter, cms })
  await tried(tender)
}

async function reportFailure(tender: string, problem: unknown): Promise<void> {
  const certificate = encryptionCertificate()?.fingerprint
  if (!(problem instanceof CryptoProblem) || !certificate) return
  const fields = { tender, code: problem.code, certificate }
  const cms = await signStatement('application.unlockFailed', fields)
  await api.post(`/tenders/${tender}/application/unlock-failed`, { code: problem.code, certificate, cms })
}

/** Waits, a minute at most, until the platform has tried to open the application. */
async function tried(tender: string): Promise<void> {
  for (let n = 0; n < 120; n++) {
    const now = await api.get<MyApplication>(`/tenders/${tender}/application`)
    if (now.stage === 'none' || now.tried) return
    await new Promise((done) => setTimeout(done, 500))
  }
}

interface Locks {
  epoch: number
  spki: string | null
  applications: { tag: string; header: Header; box: unknown; keyBox: unknown }[]
}

/** An officer releases its share of every application; each must be sealed for this tender's ceremony. */
export async function releaseApplications(tender: Tender, role: Officer): Promise<void> {
  await keysAtHand()
  const key = await ceremonyKey(tender, role)
  const { applications, epoch, spki } = await api.get<Locks>(`/tenders/${tender.id}/prequalification/locks`)
  if (!spki) throw new Stopped('申请文件的开启密钥尚未公布，请稍后再试', 'the key of the opening is not there yet')
  const shareOf = (box: unknown) => releaseBox(parseBox(canonical(box as object)), role, key)
  const shares: Record<string, { box: string; part: string; key?: string }> = {}
  for (const { tag, header, box, keyBox } of applications) {
    checkContext(header, { tender: tender.id, ...(tender.prequal ? { ceremony: tender.prequal.ceremony } : {}) })
    const part = (await releaseOfficer(header, role, key))[PART] ?? ''
    shares[tag] = { box: await shareOf(box), part, ...(keyBox ? { key: await shareOf(keyBox) } : {}) }
  }
  const letter = await closeLetter(unbase64(spki), canonicalBytes(shares), applicationLabel(tender.id, epoch, role))
  const fields = releaseFields({ tender: tender.id, epoch, spki, letter }, role)
  const cms = await signStatement('application.release', fields)
  await api.post(`/tenders/${tender.id}/prequalification/shares`, { epoch, letter, cms })
}
