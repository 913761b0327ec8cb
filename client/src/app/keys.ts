import { useSyncExternalStore } from 'react'
import type { Machine } from '../../../crypto/agent.ts'
import type { Certificate } from '../../../crypto/certificate.ts'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { addedTo, openingKeys, personalKey, ringUnwrapper, signingKey } from '../../../crypto/keyRing.ts'
import { type Signer, softSigner } from '../../../crypto/signature.ts'
import { softUnwrapper, type Unwrapper } from '../../../crypto/wrap.ts'
import { serverNow } from '../net/useClock.ts'
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

/** The keys of the one at this screen, of one organisation or person: known to this tab and nowhere else; a reload forgets them. */
let keys: readonly HeldKey[] = []
let wanted: { more: boolean; done(): void; fail(error: Error): void } | undefined
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

/** Takes keys that were opened, beside those of the same organisation that are there; whoever waited for them goes on. */
export function takeKeys(entries: readonly HeldKey[]): void {
  keys = entries.length ? addedTo(keys, entries) : []
  wanted?.done()
  wanted = undefined
  tell()
}

/** Forgets the keys. */
export const forgetKeys = (): void => takeKeys([])

const ask = (more: boolean): Promise<void> =>
  new Promise((done, fail) => {
    wanted = { more, done, fail }
    tell()
  })

/** Resolves once there are keys: asks for them in place if there are none. */
export const keysAtHand = (): Promise<void> => (keys.length ? Promise.resolve() : ask(false))

/** Asks for one more key beside those that are there: an old one, to which something was locked before a renewal. */
export const moreKeys = (): Promise<void> => ask(true)

/** The person closed the dialog: whoever waited hears it. */
export function refuseKeys(): void {
  wanted?.fail(new KeysRefused(say('未提供密钥，操作没有进行', 'no key was given: nothing was done')))
  wanted = undefined
  tell()
}

/** The keys there are. */
export const useKeys = (): readonly HeldKey[] => useSyncExternalStore(subscribe, () => keys)
/** Whether somebody waits for keys, and whether for one more beside those that are there. */
export const useKeysWanted = (): 'first' | 'more' | undefined =>
  useSyncExternalStore(subscribe, () => wanted && (wanted.more ? 'more' : 'first'))

const signing = (from: readonly HeldKey[]): HeldKey | undefined => signingKey(from, serverNow())

/** The keys that a bid is signed and locked with: the one that signs and the one to lock to, where both are there. */
export const bidKeys = (from = keys): { sign: HeldKey | undefined; encrypt: HeldKey | undefined } => ({
  sign: signing(from),
  encrypt: openingKeys(from, serverNow())[0],
})

/** Whether keys are of this organisation; without one, of a person who acts for none. */
export const isOf = (from: readonly HeldKey[], organisation: string | null): boolean => {
  const code = signingCertificate(from)?.organisationCode
  return organisation ? code === organisation : !code
}

/** The certificate that signs: the organisation's if there is one, else the person's; a valid one before an expired one. */
export const signingCertificate = (from = keys): Certificate | undefined => signing(from)?.certificate
/** The certificate bids are encrypted for now. */
export const encryptionCertificate = (from = keys): Certificate | undefined => bidKeys(from).encrypt?.certificate

/** Signs in the name of the one at this screen. Call `keysAtHand()` first. */
export function signer(from = keys): Signer {
  const entry = signing(from)
  if (!entry) throw new Error(say('没有签名密钥', 'there is no signing key'))
  return entry.signer()
}

/** Signs in the name of the person, with the certificate that carries the person's own name. */
export function personalSigner(): Signer {
  const entry = personalKey(keys, serverNow())
  if (!entry) throw new Error(say('密钥文件中没有个人证书', "there is no person's certificate in the file"))
  return entry.signer()
}

/** Opens what was wrapped to any key of the one at this screen, old ones too. Call `keysAtHand()` first. */
export function unwrapper(): Unwrapper {
  const able = openingKeys(keys, serverNow())
  if (!able.length) throw new Error(say('没有加密密钥', 'there is no encryption key'))
  return ringUnwrapper(able)
}
