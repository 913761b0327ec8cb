import { useCallback, useEffect, useRef, useState } from 'react'
import { hex, random, unbase64, unhex } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import type { Certificate } from '../../../crypto/certificate.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { bidderCommitment } from '../../../crypto/envelope.ts'
import { manifestOf } from '../../../crypto/manifest.ts'
import { ceremonySuite, type Sealed } from '../../../crypto/seal.ts'
import type { HandedIn } from '../../../server/bids/acknowledged.ts'
import { MACHINE } from '../../../server/bids/machine.ts'
import type { Receipt } from '../../../server/bids/receipt.ts'
import type { CheckedOfficer } from '../../../server/tenders/ceremony.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { bidKeys, forgetKeys, keysAtHand } from '../app/keys.ts'
import type { Session } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { checkReceipt, keepHandedIn } from '../bids/receipts.ts'
import { checkStanding } from '../identity/standing.ts'
import { api, type Problem, problemOf, Stopped } from '../net/http.ts'
import { CHANGED, preparedOf, type Start, useLeaveWarning } from './beginning.ts'
import { checkCeremony, type Prepared } from './ceremony.ts'
import { PARTS, type Part } from './checks.ts'
import { type Fields, formText } from './form.ts'
import { machineText } from './machine.ts'
import type { FromWorker, PartOrder, SealOrder, ToWorker } from './protocol.ts'
import { type Rate, rateOf, type Sample } from './rate.ts'
import { forget, type Unfinished, unfinished } from './unfinished.ts'

/** The steps of the pipeline, in order. */
export const STEPS = ['check', 'encrypt', 'upload', 'verify', 'submit'] as const
export type Step = (typeof STEPS)[number]

/** Where the sealing is. */
export interface Sealing {
  step: Step | 'idle' | 'done'
  /** `ready`: all is on the platform, the signature is what is missing */
  state: 'running' | 'paused' | 'waiting' | 'ready' | 'failed'
  officers: CheckedOfficer[]
  bytes: number
  encrypted: number
  sent: number
  retries: number
  rate: Rate | undefined
  problem: Problem | undefined
  /** hashes of the package, once it is sealed */
  sealed: Sealed | undefined
}

const START: Sealing = {
  ...{ step: 'idle', state: 'running', officers: [], bytes: 0, encrypted: 0, sent: 0, retries: 0 },
  ...{ rate: undefined, problem: undefined, sealed: undefined },
}

interface Kept {
  prepared: Prepared
  salt: string
  /** SHA-256 of the public key that the package is locked to */
  key: string
  upload?: string
  sealed?: Sealed
}

/** Seals a bid in a worker and submits it. The package exists only on its way; after a reload the same files make the same one again. */
export function useSealing(tender: Tender | undefined, session: Session | undefined, onReceipt: () => void) {
  const [sealing, setSealing] = useState<Sealing>(START)
  const worker = useRef<Worker>(undefined)
  const kept = useRef<Kept>(undefined)
  const samples = useRef<Sample[]>([])
  const change = useCallback((part: Partial<Sealing>) => setSealing((before) => ({ ...before, ...part })), [])
  const fail = useCallback((error: unknown) => change({ state: 'failed', problem: problemOf(error) }), [change])
  const tell = (message: ToWorker): void => worker.current?.postMessage(message)
  useEffect(() => () => worker.current?.terminate(), [])
  useLeaveWarning(!['idle', 'done'].includes(sealing.step))

  const hear = useCallback(
    (message: FromWorker) => {
      switch (message.kind) {
        case 'opened':
          return change({ step: 'encrypt', bytes: message.bytes })
        case 'progress': {
          const { encrypted, sent, retries } = message
          samples.current = [...samples.current.slice(-100), { at: performance.now(), sent }]
          return setSealing((before) => {
            const step = encrypted >= before.bytes ? 'upload' : 'encrypt'
            const rate = rateOf(samples.current, before.bytes - sent)
            const state = before.state === 'waiting' && sent > before.sent ? 'running' : before.state
            return { ...before, step, state, encrypted, sent, retries, rate }
          })
        }
        case 'waiting':
          return change({ state: 'waiting' })
        case 'failed':
          return change({ state: 'failed', problem: message.problem })
        case 'done':
          kept.current = { ...kept.current!, upload: message.upload, sealed: message.sealed }
          return void arrived(message.upload).then(
            () => change({ step: 'submit', state: 'ready', sealed: message.sealed }),
            (error) => fail(error),
          )
      }
    },
    [change, fail],
  )

  /** Begins; the answer says whether anything was given to the worker: only then a code is used up. */
  const start = async (files: Partial<Record<Part, File>>, fields: Fields, how: Start): Promise<boolean> => {
    if (!tender || !session?.organisation) return false
    setSealing({ ...START, step: 'check' })
    samples.current = []
    try {
      await keysAtHand()
      const certificate = await lockingCertificate()
      const prepared = await api.post<Prepared>(`/tenders/${tender.id}/bid/prepare`)
      const officers = await checkCeremony(tender, prepared)
      change({ officers })
      const before = how.resume ? await unfinished(tender.id) : undefined
      const fits = before && canonical(before.prepared) === canonical(preparedOf(prepared))
      if (how.withCode && !fits && !how.remedy) throw new Stopped(...CHANGED)
      const { organisation } = session
      const secrets = fits ? await before.open() : undefined
      const salt = secrets?.salt ?? hex(random(32))
      const wanted = fields.machine === 'yes'
      const machine = secrets?.machine ?? (await machineText({ tender: tender.id, bidder: organisation, wanted }))
      kept.current = { prepared, salt, key: hex(sha256(certificate.spki)) }
      worker.current?.terminate()
      worker.current = new Worker(new URL('./seal.worker.ts', import.meta.url), { type: 'module' })
      worker.current.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data)
      worker.current.onerror = ({ message }) => fail(new Error(message))
      const { track } = tender
      const order = orderOf({ prepared, salt, machine, organisation, files, fields, track, certificate })
      tell({ kind: 'start', order: { ...order, resume: !!fits, ...(fits ? {} : { remedy: how.remedy }) } })
      return true
    } catch (error) {
      fail(error)
      return false
    }
  }

  const submit = async (): Promise<void> => {
    const of = kept.current
    if (!tender || !session || !of?.upload || !of.sealed) return
    change({ step: 'submit', state: 'running', problem: undefined })
    try {
      await submitBid(tender.id, session, of as Required<Kept>)
      await forget(tender.id)
      change({ step: 'done' })
      onReceipt()
    } catch (error) {
      change({ state: 'ready', problem: problemOf(error) })
    }
  }

  const pause = (): void => {
    tell({ kind: 'pause' })
    change({ state: 'paused' })
  }
  const resume = (): void => {
    tell({ kind: 'resume' })
    change({ state: 'running' })
  }
  const cancel = (): void => {
    worker.current?.terminate()
    setSealing(START)
  }
  return { sealing, start, submit, pause, resume, cancel }
}

/** The certificate that the bid is locked to; both it and the one that will sign are asked about before the long part. */
async function lockingCertificate(): Promise<Certificate> {
  const { sign, encrypt } = bidKeys()
  if (!encrypt || !sign) {
    forgetKeys() // so that another key is asked for
    throw new Stopped(
      '密钥文件中没有签名证书和加密证书各一张',
      'the key file needs a signing and an encryption certificate',
    )
  }
  try {
    await checkStanding(sign, encrypt)
  } catch (problem) {
    if (problem instanceof Stopped) forgetKeys()
    throw problem
  }
  return encrypt.certificate
}

function orderOf(of: {
  prepared: Prepared
  salt: string
  machine: string
  organisation: string
  files: Partial<Record<Part, File>>
  fields: Fields
  track: Tender['track']
  certificate: Certificate
}): Omit<SealOrder, 'resume'> {
  const { prepared, salt, machine, organisation, files, fields, track, certificate } = of
  const beside: Partial<Record<Part, PartOrder['beside']>> = {
    business: { name: MACHINE, text: machine },
    price: { name: 'form.json', text: formText(fields, track) },
  }
  const officers = prepared.officers.map(({ role, spki }) => ({ role, spki: unbase64(spki) }))
  const bidder = bidderCommitment(unhex(salt), organisation, ceremonySuite(officers))
  return {
    context: { ...prepared.context, bidder, sequence: prepared.sequence },
    needed: prepared.needed,
    officers,
    bidderKey: certificate.spki,
    parts: PARTS.map((id) => ({ id, file: files[id]!, ...(beside[id] ? { beside: beside[id] } : {}) })),
    keep: { prepared: preparedOf(prepared), files: filesOf(files), salt, fields, machine },
  }
}

/** How files are known again before their content is read. */
export const filesOf = (files: Partial<Record<Part, File>>): Unfinished['files'] => {
  const of = (part: Part) => ({ name: files[part]?.name ?? '', size: files[part]?.size ?? 0 })
  return { business: of('business'), technical: of('technical'), price: of('price') }
}

/** The platform has every piece; each was hashed on arrival. */
async function arrived(upload: string): Promise<void> {
  const { pieces, arrived: here } = await api.get<{ pieces: number; arrived: number[] }>(`/uploads/${upload}`)
  if (here.length !== pieces)
    throw new Stopped(`平台只收到 ${here.length}/${pieces} 片`, `${here.length} of ${pieces} pieces arrived`)
}

/**
 * Signs the manifest with a fresh ticket and hands it in. The answer is the receipt: only when it is signed by the platform that
 * was known, promised by its log and speaks of exactly this package, the bid is submitted.
 */
async function submitBid(
  tender: string,
  { organisation, organisationName }: Session,
  of: Required<Kept>,
): Promise<void> {
  const fresh = await api.post<Prepared>(`/tenders/${tender}/bid/prepare`)
  const { sequence, previous } = of.prepared
  if (fresh.sequence !== sequence || fresh.previous !== previous)
    throw new Stopped('其间已另有递交，请重新封装', 'another bid was submitted meanwhile: seal again')
  const bidder = { code: organisation ?? '', name: organisationName ?? '' }
  const manifest = manifestOf(of.sealed, { tender, sequence, previous, ticket: fresh.ticket, bidder, salt: of.salt })
  const cms = await signStatement('bid.seal', manifest)
  const { serial } = bidKeys().sign?.certificate ?? {}
  const receipt = await api.post<Receipt>(`/tenders/${tender}/bid`, { upload: of.upload, manifest, cms, key: of.key })
  const handedIn: HandedIn = { tender, bidder, sequence, ...of.sealed, serial }
  keepHandedIn(handedIn)
  await checkReceipt(receipt, handedIn)
}
