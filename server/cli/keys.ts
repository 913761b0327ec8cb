import { readFile } from 'node:fs/promises'
import type { AgentKey } from '../../crypto/agentLine.ts'
import type { Certificate } from '../../crypto/certificate.ts'
import { type KeyEntry, readKeyFile } from '../../crypto/keyFile.ts'
import { addedTo, openingKeys, personalKey, ringOf, ringUnwrapper, signingKey } from '../../crypto/keyRing.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'
import { softUnwrapper, type Unwrapper } from '../../crypto/wrap.ts'

/** The keys of one person, from key files or held by the local agent. */
export interface Keys {
  /** signs for the organisation, or for the person if there is none */
  signer: Signer
  /** signs for the person itself, where there is a certificate with the person's name */
  personal: Signer | undefined
  /** opens what was closed to the organisation's encryption certificate */
  unwrapper: Unwrapper | undefined
  encryption: Certificate | undefined
  /** reads the numbers of the machine, where who holds the key can */
  machine?: AgentKey['machine']
}

/** A key that can be used, wherever it is kept. */
export type HeldKey = AgentKey

/** The keys of an opened key file. */
export const heldIn = (entries: readonly KeyEntry[]): HeldKey[] =>
  entries.map(({ pkcs8, certificate, chain }) => ({
    ...{ certificate, chain },
    signer: () => softSigner({ pkcs8 }, certificate, chain),
    unwrapper: () => softUnwrapper(pkcs8, certificate),
  }))

/** Reads a key file with its PIN: the organisation's keys, or the person's if there is none. */
export async function keysIn(file: string, pin: string): Promise<Keys> {
  return keysOf(await heldInFiles([{ file, pin }]), file)
}

/** The keys of one organisation out of several files. Files of different organisations are refused. */
export async function heldInFiles(files: readonly { file: string; pin: string }[]): Promise<readonly HeldKey[]> {
  let held: readonly HeldKey[] = []
  for (const { file, pin } of files) {
    const found = heldIn(await readKeyFile(new Uint8Array(await readFile(file)), pin))
    if (held.length && ringOf(found) !== ringOf(held))
      throw new Error(`${file} belongs to another organisation than ${files[0]?.file}`)
    held = addedTo(held, found)
  }
  return held
}

/**
 * What a ring of keys does now: signs with a certificate that is valid, opens with whichever key opens.
 *
 * @param where what is named when no key of the ring signs
 * @param first keys that were chosen: they are taken before others that would do
 */
export function keysOf(held: readonly HeldKey[], where: string, first: readonly HeldKey[] = []): Keys {
  const at = Date.now()
  const signing = signingKey(first, at) ?? signingKey(held, at)
  const personal = personalKey(
    held.filter(({ certificate }) => certificate.subject.organisation),
    at,
  )
  const chosen = openingKeys(first, at)
  const opening = [...chosen, ...openingKeys(held, at).filter((key) => !chosen.includes(key))]
  if (!signing) throw new Error(`${where}: no signing key`)
  return {
    signer: signing.signer(),
    personal: personal?.signer(),
    unwrapper: opening.length ? ringUnwrapper(opening) : undefined,
    encryption: opening[0]?.certificate,
    ...(signing.machine ? { machine: signing.machine } : {}),
  }
}
