import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { base64 } from '../../../../crypto/bytes.ts'
import type { Transcript } from '../../../../crypto/transcript.ts'
import { promise } from '../../../experts/memberCommands.ts'
import { Refused } from '../client.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { drawTogether } from './draws.ts'
import { signWaiting } from './signing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BATCH = 100
const AT_ONCE = 8

/** What an expert is told about a draw that fell on it. */
export interface Invitation {
  tender: string
  tag: string
  seat: string
  status: 'invited' | 'accepted' | 'checkedIn' | 'declared'
  reportingCode: string
}
interface PanelView {
  draw: { id: string; stage: string } | null
  members: number
  meeting: { checkInFrom: number }
  seats: { invited: number; accepted: number; checkedIn: number; declared: number }
  /** of the tenderer's own */
  representatives: { wanted: number; named: number }
  needsNewDraw: boolean
  seated: boolean
}
/** A person of the demo, and its invitation. */
export interface Invited {
  person: string
  invitation: Invitation
}

/** Draws the panel and seats it: one expert declines, one stands aside after seeing the bidders; both are replaced by the next ticket. */
export async function panel(world: World): Promise<void> {
  await drawPanel(world)
  await seatPanel(world)
}

/** Fills the pool, draws, and collects the answers until every seat is accepted. */
export async function drawPanel(world: World): Promise<void> {
  await fillPool(world)
  const before = await look(world)
  if (before?.seated) return
  if (!before || before.needsNewDraw) await freezePanel(world)
  await nameRepresentatives(world)
  const draw = (await look(world))?.draw
  if (draw && draw.stage !== 'drawn') await drawTogether(world, draw.id, ['tenderer', 'centre', 'supervisor'])
  await answers(world)
}

/** The tenderer names its own members, where the document wants any: people of the demo's last experts, with written authority. */
async function nameRepresentatives(world: World): Promise<void> {
  const { representatives } = await present(world)
  const purchaser = world.as('tenderer')
  for (let n = representatives.named; n < representatives.wanted; n++) {
    const { certificate } = (await world.as(pool(world).at(-1 - n)?.id ?? '').keys()).signer
    const { name = '' } = world.played.draft.tenderer
    const said = {
      employer: { name },
      authority: `授权该人员作为${name}的代表参加本项目评标，独立评审并对评审意见负责。`,
    }
    const fields = { tender: world.tender, certificate: certificate.fingerprint, ...said }
    const cms = await purchaser.sign('panel.represent', fields)
    const path = `/tenders/${world.tender}/panel/representatives`
    await purchaser.post(path, { certificate: base64(certificate.der), ...said, cms })
    world.say('a representative of the purchaser is named, with written authority; the name stays sealed')
  }
}

/** How far the panel is; nothing before the first draw. */
async function look(world: World): Promise<PanelView | undefined> {
  try {
    return await world.as('tenderer').get<PanelView>(`/tenders/${world.tender}/panel`)
  } catch (problem) {
    if (problem instanceof Refused && problem.code === 'PANEL_ABSENT') return undefined
    throw problem
  }
}

const present = async (world: World): Promise<PanelView> => {
  const found = await look(world)
  if (!found) throw new Error('there is no panel')
  return found
}

/** Experts of the demo who hold a certificate here. */
const pool = (world: World): Person[] =>
  world.played.experts.filter(({ id }) => existsSync(join(world.folder, 'keys', `${id}.p12`)))

export async function fillPool(world: World): Promise<void> {
  const everybody = pool(world)
  const { experts: there } = await world.as('centre').get<{ experts: number }>('/experts')
  if (there >= everybody.length) return
  for (let from = 0; from < everybody.length; from += BATCH) {
    const batch = await Promise.all(everybody.slice(from, from + BATCH).map((one) => enrolment(world, one)))
    await world.as('centre').post('/experts', { experts: batch })
    world.progress('experts', Math.min(1, (from + BATCH) / everybody.length))
  }
  world.say(`${everybody.length} experts are in the pool; their names are sealed`)
}

async function enrolment(world: World, { id, expert }: Person): Promise<Record<string, unknown>> {
  const { certificate } = (await world.as(id).keys()).signer
  const { city = '', specialty = '', employer } = expert ?? {}
  return { certificate: base64(certificate.der), specialties: [specialty], region: city, employer: employer ?? null }
}

/** The host says when and where; it names nobody. */
export async function freezePanel(world: World): Promise<void> {
  const { stage, deadline } = await world
    .as('tenderer')
    .get<{ stage: string; deadline: number }>(`/tenders/${world.tender}`)
  const over = stage === 'evaluating'
  if (!over) await world.moveTo(deadline - 20 * HOUR)
  const now = await world.now()
  const at = over ? now + HOUR / 2 : deadline + 2 * HOUR
  const body = {
    meeting: { at, place: world.played.venue, checkInFrom: over ? now : deadline },
    ...{ commitUntil: now + 10 * MINUTE, revealUntil: now + 20 * MINUTE },
    ...{ answerMinutes: 60, travelMinutes: 60 },
  }
  const { draw, entries } = await world
    .as('tenderer')
    .post<{ draw: string; entries: number }>(`/tenders/${world.tender}/panel`, body)
  world.say(`draw ${draw}: ${entries} tickets frozen under pseudonyms`)
}

/** Why somebody did not sit, as the supervisor's transcript has it. */
async function reasons(world: World): Promise<string[]> {
  const { transcript } = await world
    .as('supervisor')
    .get<{ transcript: Transcript }>(`/tenders/${world.tender}/panel/transcript`)
  return Object.values(transcript.calls).flatMap((calls) =>
    calls.flatMap((one) => (one.outcome === 'skipped' ? [one.code] : [])),
  )
}

/** Everybody looks at its own invitations; nobody else can tell who was drawn. */
export async function invited(world: World): Promise<Invited[]> {
  const found: Invited[] = []
  const waiting = pool(world)
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { items } = await world.as(one.id).get<{ items: Invitation[] }>('/invitations')
      for (const invitation of items) if (invitation.tender === world.tender) found.push({ person: one.id, invitation })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return found.sort((a, b) => (a.person < b.person ? -1 : 1))
}

/** Waits until every seat has its invitation, then the invited answer; the first to be asked declines, once. */
export async function answers(world: World): Promise<void> {
  for (;;) {
    const { members, seats } = await world.until('every seat is invited', async () => {
      const now = await present(world)
      if (now.needsNewDraw) throw new Error('a stratum ran dry')
      return now.seats.invited === now.members && now
    })
    if (seats.accepted === members) break
    let toDecline = !(await reasons(world)).includes('declined')
    for (const { person, invitation } of await invited(world)) {
      if (invitation.status !== 'invited') continue
      const accept = !(toDecline && invitation.seat === 'km')
      if (!accept) toDecline = false
      const reason = accept ? {} : { reason: '当日出差在外，不能到场' }
      await world.as(person).post(`/tenders/${world.tender}/panel/answer`, { accept, ...reason })
      world.say(
        accept
          ? `an expert for seat ${invitation.seat} accepts, reporting code ${invitation.reportingCode}`
          : 'an expert declines; the next ticket is invited',
      )
    }
  }
  world.say('the tenderer sees: 已确认 5/5, and no name')
}

/** The members check in, promise, see who bid and declare; one stands aside and the next ticket takes the seat. */
export async function seatPanel(world: World): Promise<void> {
  const start = await present(world)
  if (start.seated) return
  await world.moveTo(start.meeting.checkInFrom)
  for (;;) {
    await answers(world)
    let toAvoid = !(await reasons(world)).includes('avoidance')
    for (const one of await invited(world)) {
      const avoid = toAvoid && one.invitation.seat === 'km' && one.invitation.status !== 'declared'
      await takeSeat(world, one, avoid)
      if (avoid) toAvoid = false
    }
    if ((await present(world)).seated) break
  }
  world.say('the panel is seated: five members, each checked in and with nothing to declare')
}

async function takeSeat(world: World, { person, invitation }: Invited, avoid: boolean): Promise<void> {
  const member = world.as(person)
  const at = `/tenders/${world.tender}/panel`
  if (invitation.status === 'declared') return
  if (invitation.status === 'accepted') {
    const cms = await member.sign('panel.checkIn', promise(world.tender, invitation.tag))
    await member.post(`${at}/check-in`, { cms })
  }
  const { items } = await member.get<{ items: { tag: string; name: string }[] }>(`${at}/bidders`)
  const declarations = items.map(({ tag }, i) =>
    avoid && i === 0
      ? { bidder: tag, interest: 'avoid', reason: '本人近三年内曾在该投标人单位任技术顾问' }
      : { bidder: tag, interest: 'none' },
  )
  const fields = { tender: world.tender, tag: invitation.tag, declarations }
  await member.post(`${at}/declare`, { declarations, cms: await member.sign('panel.declare', fields) })
  await world.until('the declaration as a paper', async () => (await signWaiting(member, world.tender)) > 0)
  world.say(
    avoid
      ? 'a member sees the bidders and stands aside; the next ticket is invited'
      : `a member for seat ${invitation.seat} has declared`,
  )
}
