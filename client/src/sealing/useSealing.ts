import { useCallback, useEffect, useRef, useState } from 'react'
import { hex, random } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { sha256 } from '../../../crypto/digest.ts'
import type { StampPlace } from '../../../crypto/pdf/place.ts'
import type { Sealed } from '../../../crypto/seal.ts'
import type { HandedIn } from '../../../server/bids/acknowledged.ts'
import type { CheckedOfficer } from '../../../server/tenders/ceremony.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { keysAtHand } from '../app/keys.ts'
import type { Session } from '../app/session.tsx'
import { api, type Problem, problemOf, Stopped } from '../net/http.ts'
import { checkArrived, type Verified } from './arrived.ts'
import { CHANGED, lockingCertificate, preparedOf, type Start, useLeaveWarning } from './beginning.ts'
import { checkCeremony, type Prepared } from './ceremony.ts'
import { allFiles, type Chosen, type Files, learned } from './chosen.ts'
import type { Fields } from './form.ts'
import { orderOf, submitBid } from './handIn.ts'
import { machineText } from './machine.ts'
import type { FromWorker, ToWorker } from './protocol.ts'
import { type Rate, rateOf, type Sample } from './rate.ts'
import { signAll, signing, unsigned, withTails } from './signAll.ts'
import { forget, unfinished } from './unfinished.ts'

/** The steps of the pipeline, in order. */
export const STEPS = ['check', 'sign', 'encrypt', 'upload', 'verify', 'submit'] as const
export type Step = (typeof STEPS)[number]

/** Where the sealing is. */
export interface Sealing {
  step: Step | 'idle' | 'done'
  /** `ready`: all is on the platform, the signature is what is missing */
  state: 'running' | 'paused' | 'waiting' | 'ready' | 'failed'
  officers: CheckedOfficer[]
  /** files that are signed, of those that are to be, of all */
  signed: { done: number; of: number; all: number }
  /** what was checked of the package where it lies */
  verified: Verified | undefined
  bytes: number
  encrypted: number
  sent: number
  retries: number
  rate: Rate | undefined
  problem: Problem | undefined
  /** what was sealed, once it is verified: this and nothing else is shown before the signature */
  made: Made | undefined
  /** hashes of the package, once it is sealed */
  sealed: Sealed | undefined
}

const START: Sealing = {
  ...{ step: 'idle', state: 'running', officers: [], bytes: 0, encrypted: 0, sent: 0, retries: 0 },
  ...{ rate: undefined, problem: undefined, sealed: undefined, verified: undefined, made: undefined },
  signed: { done: 0, of: 0, all: 0 },
}

/** What the bidder put into a package. */
export interface Made {
  files: Files
  fields: Fields
  /** whether it has a remedy code */
  withCode: boolean
}

/** What is known of a package under way. */
export interface Kept extends Made {
  prepared: Prepared
  salt: string
  /** SHA-256 of the public key that the package is locked to */
  key: string
  upload?: string
  sealed?: Sealed
  /** what was signed and sent; its answer may be lost */
  handedIn?: HandedIn
}
export type Uploaded = Kept & Required<Pick<Kept, 'upload' | 'sealed'>>

/** Seals a bid in a worker and submits it. The package exists only on its way; after a reload the same files make the same one again. */
export function useSealing(
  tender: Tender | undefined,
  session: Session | undefined,
  on: { receipt(): void; signed(file: File, more: Partial<Chosen>): void },
) {
  const [sealing, setSealing] = useState<Sealing>(START)
  const worker = useRef<Worker>(undefined)
  const kept = useRef<Kept>(undefined)
  const samples = useRef<Sample[]>([])
  /** which sealing is under way: whatever an earlier one still says counts for nothing */
  const run = useRef(0)
  const here = useRef(true)
  const change = useCallback((part: Partial<Sealing>) => setSealing((before) => ({ ...before, ...part })), [])
  const fail = useCallback((error: unknown) => change({ state: 'failed', problem: problemOf(error) }), [change])
  const tell = (message: ToWorker): void => worker.current?.postMessage(message)
  const stop = useCallback(() => {
    run.current += 1
    worker.current?.terminate()
  }, [])
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
      stop()
    }
  }, [stop])
  useLeaveWarning(!['idle', 'done'].includes(sealing.step))

  const hear = useCallback(
    (message: FromWorker, mine: number) => {
      if (run.current !== mine) return
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
        case 'done': {
          const { upload, sealed } = message
          const made = { ...kept.current!, upload, sealed }
          kept.current = made
          change({ step: 'verify' })
          return void checkArrived({ ...message, tender: tender?.id ?? '', files: made.files }).then(
            (verified) => run.current === mine && change({ step: 'submit', state: 'ready', sealed, verified, made }),
            (error) => run.current === mine && fail(error),
          )
        }
      }
    },
    [change, fail, tender],
  )

  /** Begins; the answer says whether anything was given to the worker: only then a code is used up. */
  const start = async (chosen: Files, fields: Fields, how: Start): Promise<boolean> => {
    if (!tender || !session?.organisation || !here.current) return false
    stop()
    const mine = run.current
    const still = <T>(value: T): T => {
      if (run.current !== mine) throw new Error('another sealing, or none, is under way')
      return value
    }
    const counts = { of: signing(chosen), all: allFiles(chosen).length }
    const count = (files: Files) => change({ signed: { done: signing(files) - unsigned(files).length, ...counts } })
    setSealing({ ...START, step: 'check' })
    samples.current = []
    try {
      still(await keysAtHand())
      const certificate = still(await lockingCertificate())
      const prepared = still(await api.post<Prepared>(`/tenders/${tender.id}/bid/prepare`))
      const officers = still(await checkCeremony(tender, prepared))
      change({ officers })
      const before = still(how.resume ? await unfinished(tender.id) : undefined)
      const fits = before && canonical(before.prepared) === canonical(preparedOf(prepared))
      if (how.withCode && !fits && !how.remedy) throw new Stopped(...CHANGED)
      const { organisation } = session
      const secrets = still(fits ? await before.open() : undefined)
      const files = secrets ? withTails(chosen, secrets.tails) : still(await signedNow(chosen, count, how.place, still))
      if (secrets) {
        for (const { chosen: one } of allFiles(files)) if (one.tail) on.signed(one.file, { tail: one.tail })
        count(files)
      }
      const salt = secrets?.salt ?? hex(random(32))
      const wanted = fields.machine === 'yes'
      const machine = secrets?.machine ?? still(await machineText({ tender: tender.id, bidder: organisation, wanted }))
      kept.current = { prepared, salt, files, fields, withCode: how.withCode, key: hex(sha256(certificate.spki)) }
      worker.current = new Worker(new URL('./seal.worker.ts', import.meta.url), { type: 'module' })
      worker.current.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data, mine)
      worker.current.onerror = ({ message }) => run.current === mine && fail(new Error(message))
      const { track } = tender
      const order = orderOf({ prepared, salt, machine, organisation, files, fields, track, certificate })
      tell({ kind: 'start', order: { ...order, resume: !!fits, ...(fits ? {} : { remedy: how.remedy }) } })
      return true
    } catch (error) {
      if (run.current === mine) fail(error)
      return false
    }
  }

  /** Signs what is to be signed, file after file, while `still` lets it. */
  const signedNow = async (
    chosen: Files,
    count: (files: Files) => void,
    place: StampPlace | undefined,
    still: <T>(value: T) => T,
  ): Promise<Files> => {
    let seen = chosen
    change({ step: 'sign' })
    count(seen)
    return signAll(chosen, session?.organisationName ?? '', place, (file, more) => {
      seen = still(learned(seen, file, more))
      count(seen)
      on.signed(file, more)
    })
  }

  const submit = async (): Promise<void> => {
    const of = kept.current
    if (!tender || !session || !of?.upload || !of.sealed) return
    change({ step: 'submit', state: 'running', problem: undefined })
    try {
      await submitBid(tender.id, session, of as Uploaded)
      await forget(tender.id)
      change({ step: 'done' })
      on.receipt()
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
    stop()
    setSealing(START)
  }
  return { sealing, start, submit, pause, resume, cancel }
}
