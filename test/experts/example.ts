import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { DrawRules } from '../../crypto/draw.ts'
import type { PartyRole } from '../../server/experts/contract.ts'
import { commitmentIn, commitToDraw, type Draw, evolveDraw, freezeDraw, type Party } from '../../server/experts/draw.ts'
import { DrawDrawn, type DrawFact, type DrawHappening } from '../../server/experts/drawEvents.ts'
import type { Expert, ExpertIdentity } from '../../server/experts/expert.ts'
import { evolvePanel, type Panel } from '../../server/experts/panel.ts'
import type { PanelFact, PanelHappening } from '../../server/experts/panelEvents.ts'
import { excludedEmployers, poolEntries, registerHash } from '../../server/experts/pool.ts'
import { askForPanel } from '../../server/experts/rules.ts'
import { employerTags, expertTag } from '../../server/experts/store.ts'
import { rule, rulebook } from '../../server/law/rulebook.ts'
import type { Happening } from '../../server/ledger/event.ts'
import { openVault } from '../../server/platform/vault.ts'
import { aTender } from '../deposits/tender.ts'

export const law = rulebook('T-2025')
export const HOUR = 3_600_000
export const MINUTE = 60_000
/** When the evaluation begins. */
export const meetingAt = Date.parse('2026-03-31T14:00:00+08:00')
export const region = { window: rule(24, '示范', 'own'), grace: rule(15, '示范', 'own') }

/** The platform's keys, in a folder that goes with the machine's temporary files. */
export const keys = { vault: await openVault(await mkdtemp(join(tmpdir(), 'experts-'))) }

export const strata = [
  { id: 'main', region: '昆明', specialty: 'A08', seats: 3 },
  { id: 'dali', region: '大理', specialty: 'A08', seats: 1 },
  { id: 'qujing', region: '曲靖', specialty: 'A08', seats: 1 },
]
export const tender = aTender({ panel: { members: 5, strata } })

/** What names an expert of the example: each must stay out of the ledger. */
export const personal = (i: number) => ({
  name: `专家${String(i).padStart(3, '0')}号`,
  certificate: Buffer.from(`certificate of expert ${i}`).toString('base64'),
  employer: { code: `91530100EXPERT${String(i).padStart(4, '0')}`, name: `云南勘察设计第${i}院` },
})

/** An expert as the pool keeps it. */
export function anExpert(
  i: number,
  changes: Partial<Pick<Expert, 'region' | 'specialties'>> & { employer?: { code: string; name: string } } = {},
): Expert {
  const { name, certificate, employer: own } = personal(i)
  const fingerprint = hex(sha256(Buffer.from(certificate, 'base64')))
  const employer = changes.employer ?? own
  const identity: ExpertIdentity = { certificate, fingerprint, name, employer }
  return {
    id: expertTag(keys, fingerprint),
    sealed: keys.vault.seal('expert', canonical(identity)),
    specialties: changes.specialties ?? ['A0801'],
    region: changes.region ?? '昆明',
    employer: employerTags(keys, employer),
    standing: 'active',
  }
}

/** 20 of Kunming, 4 of Dali, 4 of Qujing; the first works for the tenderer, two are of another trade or place. */
export const register: Expert[] = [
  anExpert(1, { employer: tender.tenderer }),
  ...Array.from({ length: 19 }, (_, i) => anExpert(i + 2)),
  ...Array.from({ length: 4 }, (_, i) => anExpert(i + 21, { region: '大理' })),
  ...Array.from({ length: 4 }, (_, i) => anExpert(i + 25, { region: '曲靖' })),
  anExpert(40, { specialties: ['B01'] }),
  anExpert(41, { region: '玉溪' }),
].sort((a, b) => (a.id < b.id ? -1 : 1))

const written = (happening: Happening, at: number) => ({
  ...happening,
  id: '',
  stream: '',
  version: 0,
  at,
  actor: { role: '' },
  via: '',
})

/** What facts make of a draw. */
export function drawAfter(draw: Draw | undefined, facts: DrawHappening[], at = 0): Draw {
  const after = facts.reduce<Draw | undefined>((state, one) => evolveDraw(state, written(one, at) as DrawFact), draw)
  if (!after) throw new Error('nothing happened')
  return after
}

/** What facts make of a panel. */
export function panelAfter(panel: Panel | undefined, facts: PanelHappening[], at = 0): Panel {
  const after = facts.reduce<Panel | undefined>(
    (state, one) => evolvePanel(state, written(one, at) as PanelFact),
    panel,
  )
  if (!after) throw new Error('nothing happened')
  return after
}

export const ROLES: PartyRole[] = ['tenderer', 'centre', 'supervisor']
export const chosenBy = (party: PartyRole): string => hex(sha256(new TextEncoder().encode(`value of ${party}`)))
export const signature = { statement: '{}', cms: '', certificate: '0'.repeat(64) }
export const frozenAt = meetingAt - 10 * HOUR
export const commitUntil = frozenAt + HOUR
export const revealUntil = frozenAt + 2 * HOUR

const parties: Party[] = ROLES.map((role) => ({ role, organisation: null, spki: role }))

/** A draw of the example's pool, frozen, and the pool's part in it. */
export function aDraw(id = 'tender-1.1', experts = register, seats = strata): Draw {
  const excluded = excludedEmployers(keys, tender, [])
  const { entries, exclusions } = poolEntries(keys, { draw: id, strata: seats, experts, excluded, seated: new Set() })
  const rules: DrawRules = {
    text: '示范',
    register: registerHash(experts),
    parties: ROLES,
    wanted: Object.fromEntries(seats.map((stratum) => [stratum.id, stratum.seats])),
    exclusions,
    reasons: ['employer-bidder', 'already-seated', 'left-the-pool', 'declined', 'no-answer', 'no-show', 'avoidance'],
  }
  const of = {
    id,
    purpose: 'panel' as const,
    of: tender.id,
    number: 1,
    parties,
    entries,
    rules,
    commitUntil,
    revealUntil,
  }
  return drawAfter(undefined, freezeDraw(of, frozenAt))
}

/** Shares for the others, as a client would wrap them. */
export const escrowOf = (party: PartyRole) =>
  ROLES.filter((role) => role !== party).map((to) => ({ to, wrapped: 'AAAA' }))

/** A party commits to its value. */
export const committed = (draw: Draw, party: PartyRole, now = frozenAt): DrawHappening[] =>
  commitToDraw(
    draw,
    { party, commitment: commitmentIn(draw, party, chosenBy(party)), escrow: escrowOf(party) },
    signature,
    now,
  )

/** A draw to which all have committed. */
export const aCommittedDraw = (draw = aDraw()): Draw =>
  ROLES.reduce((state, party) => drawAfter(state, committed(state, party)), draw)

/** The same with a seed that stands. */
export const drawn = (draw: Draw, seed = 'ab'.repeat(32)): Draw =>
  drawAfter(draw, [
    DrawDrawn({ draw: draw.id, purpose: 'panel', of: draw.of, seed, platform: '00', certificate: '0'.repeat(64) }),
  ])

/** The panel that was asked for with that draw. */
export function aPanel(of = tender, now = frozenAt): Panel {
  const meeting = { at: meetingAt, place: '昆明主场 301 室', checkInFrom: meetingAt - 2 * HOUR }
  const asking = { draw: 'tender-1.1', meeting, answerMinutes: 60, travelMinutes: 90, excluded: [] }
  return panelAfter(undefined, askForPanel({ tender: of, panel: undefined, draw: undefined, asking }, law, region, now))
}
