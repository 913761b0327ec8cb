import { hex, unhex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type Entry as DrawEntry, type DrawRules, pidOf } from '../../crypto/draw.ts'
import { hashOf } from '../access/statement.ts'
import { tagOf } from '../access/who.ts'
import type { Bid } from '../bids/bid.ts'
import { unitsOf } from '../bids/consortium.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Expert, type ExpertIdentity, isOf } from './expert.ts'
import type { Panel } from './panel.ts'
import type { Candidate } from './rules.ts'
import { employerTags, type SeatIdentity } from './store.ts'

type Keys = Pick<Platform, 'vault'>

/** The salt of one id in one draw, 32 bytes: made again when needed, stored nowhere. */
export const saltOf = ({ vault }: Keys, draw: string, stratum: string, id: string): Uint8Array =>
  unhex(vault.tag('draw-salt', draw, stratum, id), 32)

/** The pseudonym of an id in one stratum of one draw. */
export const pidIn = (platform: Keys, draw: string, stratum: string, id: string): string =>
  pidOf(saltOf(platform, draw, stratum, id), id)

/** An employer within one draw: equal where the employer is the same, and nothing beyond the draw. */
export const employerIn = ({ vault }: Keys, draw: string, employer: readonly string[]): string =>
  vault.tag('draw-employer', draw, employer[0] ?? '')

/** The hash of the whole register: anybody with the register can make it again. */
export const registerHash = (register: readonly Expert[]): string =>
  hashOf(
    register.map(({ id, specialties, region, employer, standing }) => ({
      id,
      specialties,
      region,
      employer,
      standing,
    })),
  )

/** Who may not be drawn whatever the ticket says, by the tags of their employer. */
export type Excluded = ReadonlyMap<string, string>

/** Employers whose people stand aside: those who call, run and watch the tender, and the bidders once they are known. */
export function excludedEmployers(
  platform: Keys,
  tender: Tender,
  bids: readonly (Pick<Bid, 'bidder'> & Partial<Pick<Bid, 'form'>>)[],
): Map<string, string> {
  const found = new Map<string, string>()
  const add = (code: string, employer: { code?: string; name: string } | null): void => {
    for (const tag of employerTags(platform, employer)) if (!found.has(tag)) found.set(tag, code)
  }
  add('employer-tenderer', tender.tenderer)
  add('employer-agent', tender.agent)
  add('employer-supervisor', tender.supervisor)
  for (const bid of bids) for (const unit of unitsOf({ form: null, ...bid })) add('employer-bidder', unit)
  return found
}

/** Why an expert may not be drawn, or nothing. */
export const exclusionOf = (expert: Pick<Expert, 'employer'>, excluded: Excluded): string | undefined =>
  expert.employer.map((tag) => excluded.get(tag)).find(Boolean)

/** Everybody who fits a stratum, under pseudonyms, and who of them may not be drawn. */
export function poolEntries(
  platform: Keys,
  of: {
    draw: string
    strata: Panel['strata']
    experts: readonly Expert[]
    excluded: Excluded
    seated: ReadonlySet<string>
  },
): { entries: DrawEntry[]; exclusions: DrawRules['exclusions'] } {
  const entries: DrawEntry[] = []
  const exclusions: DrawRules['exclusions'] = []
  for (const { id: stratum, region, specialty } of of.strata)
    for (const expert of of.experts) {
      if (expert.region !== region || !isOf(expert, specialty)) continue
      const pid = pidIn(platform, of.draw, stratum, expert.id)
      entries.push({ pid, stratum, specialty, region, employer: employerIn(platform, of.draw, expert.employer) })
      const code = of.seated.has(expert.id) ? 'drawn-before' : exclusionOf(expert, of.excluded)
      if (code) exclusions.push({ pid, code })
    }
  return { entries, exclusions: exclusions.sort((a, b) => (a.pid < b.pid ? -1 : 1)) }
}

/** Finds who stands behind the pids of a draw, opening nobody's name before its turn. */
export function whoIsWho(
  platform: Keys,
  panel: Panel,
  experts: readonly Expert[],
  excluded: Excluded,
): (pid: string) => Candidate | undefined {
  const byPid = new Map<string, Expert>()
  for (const stratum of panel.strata)
    for (const expert of experts)
      if (expert.region === stratum.region && isOf(expert, stratum.specialty))
        byPid.set(pidIn(platform, panel.draw, stratum.id, expert.id), expert)
  return (pid) => {
    const expert = byPid.get(pid)
    return expert && candidate(platform, panel.tender, expert, exclusionOf(expert, excluded) !== undefined)
  }
}

export function candidate(platform: Keys, tender: string, expert: Expert, avoids: boolean): Candidate {
  const { name, fingerprint, employer } = JSON.parse(platform.vault.open('expert', expert.sealed)) as ExpertIdentity
  const identity: SeatIdentity = { expert: expert.id, name, fingerprint, employer: employer?.name ?? '' }
  return {
    tag: tagOf(platform.vault, 'expert', tender, fingerprint),
    sealed: platform.vault.seal('seat', canonical(identity)),
    ...(avoids ? { avoid: 'employer-bidder' as const } : {}),
  }
}

/** The salt that proves which id a drawn pid is, hex. */
export const openedSalt = (platform: Keys, draw: string, stratum: string, id: string): string =>
  hex(saltOf(platform, draw, stratum, id))
