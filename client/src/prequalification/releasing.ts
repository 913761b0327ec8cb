import { type Box, parseBox, releaseBox } from '../../../crypto/box.ts'
import { unbase64 } from '../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../crypto/canonical.ts'
import type { Header } from '../../../crypto/envelope.ts'
import { closeLetter } from '../../../crypto/letter.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { readHeader } from '../../../crypto/receive.ts'
import { releaseBidder, releaseOfficer } from '../../../crypto/unseal.ts'
import { releaseFields } from '../../../server/opening/letters.ts'
import { checkSeat } from '../../../server/opening/releasing.ts'
import { PART } from '../../../server/prequalification/contract.ts'
import { applicationLabel } from '../../../server/prequalification/letters.ts'
import {
  type AnnouncedReview,
  announcedReview,
  checkApplication,
  checkApplications,
  type RestsOn,
} from '../../../server/prequalification/releasing.ts'
import type { Officer } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, keysAtHand, unwrapper } from '../app/keys.ts'
import { signStatement } from '../app/sign.ts'
import { api, orStop, Stopped } from '../net/http.ts'
import { keptLog, ownTime, provedTogether } from '../net/log.ts'
import { syncClock } from '../net/useClock.ts'
import { type Compared, ceremonyKey } from '../opening/release.ts'
import type { MyApplication, Submitted } from './view.ts'

/**
 * Releases the applicant's half of its own package's key, closed to the opening's key, and waits until it was tried.
 * A certificate that does not open it is told to the platform, signed, and thrown.
 */
export async function unlockApplication(of: Tender, own: Submitted): Promise<void> {
  const { id: tender } = of
  await keysAtHand()
  const may = await mayRelease(of, own, 'application')
  const { epoch, spki } = may
  const bytes = await api.bytes(`/tenders/${tender}/application/package-head`)
  const header = await readHeader(
    (async function* () {
      yield bytes
    })(),
  )
  await orStop(
    () => ({ header, announced: may }),
    () => checkApplication(may, header),
  )
  const released = await releaseBidder(header, unwrapper()).catch(async (problem) => {
    await reportFailure(tender, problem)
    throw problem
  })
  const content = canonicalBytes({ secret: released[PART] ?? '' })
  const letter = await closeLetter(unbase64(spki), content, applicationLabel(tender, epoch, own.tag))
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

type Shown = { epoch: number; spki: string | null }

interface Locks extends Shown {
  applications: { tag: string; header: Header; box: Box; keyBox: Box | null | undefined }[]
}

/**
 * What may be released of a prequalification's applications, found by this page itself as of bids: deadline and key are in the
 * log that it knows, and the deadline has passed by its own clock. Stops, with evidence, where one is not so.
 */
async function mayRelease(
  tender: Tender,
  shown: Shown,
  as: 'application' | 'prequalification',
): Promise<AnnouncedReview> {
  if (!shown.spki)
    throw new Stopped('申请文件的开启密钥尚未公布，请稍后再试', 'the key of the opening is not there yet')
  await syncClock().catch(() => undefined)
  let found: unknown[] = []
  return orStop(
    () => ({ tender: tender.id, opening: { epoch: shown.epoch, spki: shown.spki }, log: keptLog(), facts: found }),
    async () => {
      const { facts, known } = await provedTogether<RestsOn>(`/tenders/${tender.id}/${as}/evidence`)
      found = facts.map(({ evidence }) => evidence)
      const of = { tender: tender.id, ceremony: tender.prequal?.ceremony, shown }
      return announcedReview(of, facts, { own: ownTime(known), movable: known.movable })
    },
  )
}

/** An officer releases its share of exactly the applications of the log, once this page has found that it may. */
export async function releaseApplications(tender: Tender, role: Officer): Promise<Compared> {
  await keysAtHand()
  const key = await ceremonyKey(tender, role)
  const locks = await api.get<Locks>(`/tenders/${tender.id}/prequalification/locks`)
  const { applications } = locks
  const may = await mayRelease(tender, locks, 'prequalification')
  await orStop(
    () => ({ locks, announced: may }),
    () => {
      checkApplications(may, applications)
      checkSeat(applications, role, tender.officerKeys[role]?.spki)
    },
  )
  const { epoch, spki } = may
  const shareOf = (box: Box) => releaseBox(parseBox(canonical(box)), role, key)
  const shares: Record<string, { box: string; part: string; key?: string }> = {}
  for (const { tag, header, box, keyBox } of applications) {
    const part = (await releaseOfficer(header, role, key))[PART] ?? ''
    shares[tag] = { box: await shareOf(box), part, ...(keyBox ? { key: await shareOf(keyBox) } : {}) }
  }
  const letter = await closeLetter(unbase64(spki), canonicalBytes(shares), applicationLabel(tender.id, epoch, role))
  const fields = releaseFields({ tender: tender.id, epoch, spki, letter }, role)
  const cms = await signStatement('application.release', fields)
  await api.post(`/tenders/${tender.id}/prequalification/shares`, { epoch, letter, cms })
  const each = Object.values(shares).map((one) => Object.keys(one).length)
  return { files: applications.length, shares: each.reduce((sum, n) => sum + n, 0) }
}
