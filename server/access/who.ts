import type { Role } from '../ledger/eye.ts'
import type { Vault } from '../platform/platform.ts'

/** The three entrances: trading, public service and supervision are apart by law. */
export type Entrance = 'trading' | 'public' | 'supervision'

/** Who asks. A bidder's and an expert's name never go into the ledger before their time: they act under a tag. */
export interface Who {
  role: Role
  entrance: Entrance | 'inside'
  /** The name in the certificate. */
  person?: string
  /** 统一社会信用代码 of the organisation, or absent for an expert. */
  organisation?: string
  organisationName?: string
  /** SHA-256 of the certificate (hex). */
  certificate?: string
  /** Since when and until when it is signed in, ms. */
  since?: number
  until?: number
  /** This person's or organisation's tag within one tender. */
  tagFor(tender: string): string
}

/** What a session carries; `who` turns it into somebody. */
export interface Identity {
  role: Role
  entrance: Entrance
  person: string
  organisation?: string
  organisationName?: string
  certificate: string
}

/** Who stands behind a session. */
export function whoIs(vault: Vault, identity: Identity & { since?: number; until?: number }): Who {
  return { ...identity, tagFor: (tender) => tagOf(vault, identity.role, tender, keyOf(identity)) }
}

const keyOf = (identity: Identity): string =>
  identity.role === 'expert' ? identity.certificate : (identity.organisation ?? identity.certificate)

/** The tag of a bidder (by organisation code) or of an expert (by certificate) within a tender. */
export const tagOf = (vault: Vault, role: Role, tender: string, key: string): string =>
  vault.tag(role === 'expert' ? 'seat' : 'bidder', tender, key)

const nobodyHere = (): string => ''

/** Somebody who has not signed in. */
export const stranger = (entrance: Entrance): Who => ({ role: 'public', entrance, tagFor: nobodyHere })
/** The platform's own hand: reactions. */
export const platformItself: Who = { role: 'platform', entrance: 'inside', tagFor: nobodyHere }
/** The clock: what falls due. */
export const clockItself: Who = { role: 'clock', entrance: 'inside', tagFor: nobodyHere }
