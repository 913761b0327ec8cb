import { useSyncExternalStore } from 'react'
import type { Machine } from '../../../crypto/agent.ts'
import type { Certificate } from '../../../crypto/certificate.ts'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { type Signer, softSigner } from '../../../crypto/signature.ts'
import { softUnwrapper, type Unwrapper } from '../../../crypto/wrap.ts'
import { say } from './words.ts'

/** A key that can be used here: out of a key file, in the memory of this tab, or held by the local agent. */
export interface HeldKey {
  certificate: Certificate
  /** The certificates above it, without itself. */
  chain: readonly Certificate[]
  source: 'file' | 'agent'
  /** Reads the numbers of this machine, where who holds the key can. */
  machine?: () => Promise<Machine>
  signer(): Signer
  unwrapper(): Unwrapper
}

/** The keys of an opened key file. */
export const heldFromFile = (entries: readonly KeyEntry[]): HeldKey[] =>
  entries.map(({ pkcs8, certificate, chain }) => ({
    ...{ certificate, chain, source: 'file' as const },
    signer: () => softSigner({ pkcs8 }, certificate, chain),
    unwrapper: () => softUnwrapper(pkcs8, certificate),
  }))

/** The keys of the one at this screen: known to this tab and nowhere else; a reload forgets them. */
let keys: readonly HeldKey[] = []
let wanted: { done(): void; fail(error: Error): void } | undefined
const listeners = new Set<() => void>()
const tell = (): void => {
  for (const one of listeners) one()
}
const subscribe = (one: () => void): (() => void) => {
  listeners.add(one)
  return () => listeners.delete(one)
}

/** The person did not want to give a key. */
export class KeysRefused extends Error {
  readonly code = 'CANCELLED'
}

/** Takes keys that were opened; whoever waited for them goes on. */
export function takeKeys(entries: readonly HeldKey[]): void {
  keys = entries
  wanted?.done()
  wanted = undefined
  tell()
}

/** Forgets the keys. */
export const forgetKeys = (): void => takeKeys([])

/** Resolves once there are keys: asks for them in place if there are none. */
export function keysAtHand(): Promise<void> {
  if (keys.length) return Promise.resolve()
  return new Promise((done, fail) => {
    wanted = { done, fail }
    tell()
  })
}

/** The person closed the dialog: whoever waited hears it. */
export function refuseKeys(): void {
  wanted?.fail(new KeysRefused(say('未提供密钥，操作没有进行', 'no key was given: nothing was done')))
  wanted = undefined
  tell()
}

/** The keys there are. */
export const useKeys = (): readonly HeldKey[] => useSyncExternalStore(subscribe, () => keys)
/** Whether somebody waits for keys. */
export const useKeysWanted = (): boolean => useSyncExternalStore(subscribe, () => wanted !== undefined)

const signing = (from: readonly HeldKey[]): HeldKey | undefined => {
  const able = from.filter(({ certificate }) => certificate.usage.sign)
  const organisation = able.filter(({ certificate }) => certificate.organisationCode)
  return organisation.find(({ certificate }) => certificate.keyAlgorithm !== 'p256') ?? organisation[0] ?? able[0]
}

/** The keys that a bid is signed and locked with: the one that signs and the one that opens, where both are there. */
export const bidKeys = (from = keys): { sign: HeldKey | undefined; encrypt: HeldKey | undefined } => ({
  sign: signing(from),
  encrypt: from.find(({ certificate }) => certificate.usage.encrypt),
})

/** The certificate that signs: the organisation's if there is one, else the person's. */
export const signingCertificate = (from = keys): Certificate | undefined => signing(from)?.certificate
/** The certificate bids are encrypted for. */
export const encryptionCertificate = (from = keys): Certificate | undefined =>
  from.find(({ certificate }) => certificate.usage.encrypt)?.certificate

/** Signs in the name of the one at this screen. Call `keysAtHand()` first. */
export function signer(from = keys): Signer {
  const entry = signing(from)
  if (!entry) throw new Error(say('没有签名密钥', 'there is no signing key'))
  return entry.signer()
}

/** Signs in the name of the person, with the certificate that carries the person's own name. */
export function personalSigner(): Signer {
  const entry = keys.find(({ certificate: { usage, subject } }) => {
    return usage.sign && !!subject.commonName && subject.commonName !== subject.organisation
  })
  if (!entry) throw new Error(say('密钥文件中没有个人证书', "there is no person's certificate in the file"))
  return entry.signer()
}

/** Opens what was wrapped to the one at this screen. Call `keysAtHand()` first. */
export function unwrapper(): Unwrapper {
  const entry = keys.find(({ certificate }) => certificate.usage.encrypt)
  if (!entry) throw new Error(say('没有加密密钥', 'there is no encryption key'))
  return entry.unwrapper()
}
