import type { Machine } from '../../crypto/agent.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Brought, LikenessFinding } from '../opening/likenessEvents.ts'
import { machinesAlike, notCompared } from '../opening/machines.ts'
import type { Platform } from '../platform/platform.ts'
import type { Application } from './application.ts'
import { PART } from './contract.ts'

/** What an opened application says of the machine it was made on and of the address that this platform vouched for. */
export interface Collected extends Pick<Brought, 'machine' | 'why' | 'address'> {
  /** the numbers, if it sealed any */
  numbers: Machine | null
  /** the address, if it is one to compare by */
  from: string | null
}

/** The evidence beside a review: what applications have in common. Nobody is rejected by it. */
export interface AlikeApplications {
  findings: LikenessFinding[]
  /** what fewer than two applications brought along: it was not compared */
  unavailable: ReturnType<typeof notCompared>
  brought: (Pick<Brought, 'machine' | 'why' | 'address'> & { tag: string })[]
}

/** Under what the vault seals it. */
export const sealedAs = (tender: string): string => `application-machine/${tender}`

/** Compares the opened applications of a tender; those from before machines were asked for bring nothing. */
export function applicationsAlike(
  platform: Pick<Platform, 'vault'>,
  all: readonly Application[],
  law: Pick<Rulebook, 'collusionSigns' | 'colludingBids'>,
): AlikeApplications {
  const known = all.flatMap(({ tag, tender, machine }) =>
    machine ? [{ tag, of: JSON.parse(platform.vault.open(sealedAs(tender), machine)) as Collected }] : [],
  )
  const compared = known.map(({ tag, of: { numbers, from } }) => ({
    ...{ tag, ...(numbers ? { machine: numbers } : {}), ...(from ? { address: from } : {}) },
  }))
  return {
    findings: machinesAlike(compared, law, PART),
    unavailable: notCompared(compared),
    brought: known.map(({ tag, of: { machine, why, address } }) => ({ tag, machine, why, address })),
  }
}
