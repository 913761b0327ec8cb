import { useSyncExternalStore } from 'react'
import type { Certificate } from '../../../crypto/certificate.ts'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { type Signer, softSigner } from '../../../crypto/signature.ts'
import { softUnwrapper, type Unwrapper } from '../../../crypto/wrap.ts'
import { say } from './words.ts'

/** The keys of the one at this screen: in the memory of this tab and nowhere else; a reload forgets them. */
let keys: readonly KeyEntry[] = []
let wanted: { done(): void; fail(error: Error): void } | undefined
const listeners = new Set<() => void>()
const tell = (): void => {
  for (const one of listeners) one()
}
const subscribe = (one: () => void): (() => void) => {
  listeners.add(one)
  return () => listeners.delete(one)
}

/** The person did not want to show the key file. */
export class KeysRefused extends Error {
  readonly code = 'CANCELLED'
}

/** Takes the keys of a file that was opened; whoever waited for them goes on. */
export function takeKeys(entries: readonly KeyEntry[]): void {
  keys = entries
  wanted?.done()
  wanted = undefined
  tell()
}

/** Forgets the keys. */
export const forgetKeys = (): void => takeKeys([])

/** Resolves once there are keys: asks for the file in place if there are none. */
export function keysAtHand(): Promise<void> {
  if (keys.length) return Promise.resolve()
  return new Promise((done, fail) => {
    wanted = { done, fail }
    tell()
  })
}

/** The person closed the dialog: whoever waited hears it. */
export function refuseKeys(): void {
  wanted?.fail(new KeysRefused(say('未打开密钥文件，操作没有进行', 'no key file was opened: nothing was done')))
  wanted = undefined
  tell()
}

/** The keys there are. */
export const useKeys = (): readonly KeyEntry[] => useSyncExternalStore(subscribe, () => keys)
/** Whether somebody waits for a key file. */
export const useKeysWanted = (): boolean => useSyncExternalStore(subscribe, () => wanted !== undefined)

const signing = (from: readonly KeyEntry[]): KeyEntry | undefined => {
  const able = from.filter(({ certificate }) => certificate.usage.sign)
  const organisation = able.filter(({ certificate }) => certificate.organisationCode)
  return organisation.find(({ certificate }) => certificate.keyAlgorithm !== 'p256') ?? organisation[0] ?? able[0]
}

/** The certificate that signs: the organisation's if there is one, else the person's. */
export const signingCertificate = (from = keys): Certificate | undefined => signing(from)?.certificate
/** The certificate bids are encrypted for. */
export const encryptionCertificate = (from = keys): Certificate | undefined =>
  from.find(({ certificate }) => certificate.usage.encrypt)?.certificate

/** Signs in the name of the one at this screen. Call `keysAtHand()` first. */
export function signer(from = keys): Signer {
  const entry = signing(from)
  if (!entry) throw new Error(say('密钥文件中没有签名密钥', 'there is no signing key in the file'))
  return softSigner({ pkcs8: entry.pkcs8 }, entry.certificate, entry.chain)
}

/** Opens what was wrapped to the one at this screen. Call `keysAtHand()` first. */
export function unwrapper(): Unwrapper {
  const entry = keys.find(({ certificate }) => certificate.usage.encrypt)
  if (!entry) throw new Error(say('密钥文件中没有加密密钥', 'there is no encryption key in the file'))
  return softUnwrapper(entry.pkcs8, entry.certificate)
}
