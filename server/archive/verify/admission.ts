import { parseBox } from '../../../crypto/box.ts'
import { hex } from '../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../crypto/canonical.ts'
import { sha256 } from '../../../crypto/digest.ts'
import type { Header } from '../../../crypto/envelope.ts'
import { readPackage } from '../../../crypto/receive.ts'
import type { Transcript } from '../../../crypto/transcript.ts'
import { CandidatesListed, InviteesFixed } from '../../invitation/events.ts'
import type { EventKind, Fact } from '../../ledger/event.ts'
import { natives } from '../../platform/natives.ts'
import { PART } from '../../prequalification/contract.ts'
import { ApplicationSealed, ApplicationWithdrawn } from '../../prequalification/events.ts'
import { ApplicationOpened } from '../../prequalification/openingEvents.ts'
import { committeesIn } from '../seating.ts'
import type { Opened } from './archive.ts'
import { refuseAny } from './report.ts'

const all = <T extends string, D>(facts: readonly Fact[], kind: EventKind<T, D>): D[] =>
  facts.flatMap((fact) => (fact.type === kind.type ? [fact.data as D] : []))

/** Every application is the one that was received; the key of an opened one lies in a box of the same officers. */
export async function checkApplications({ bag, facts: salted }: Opened): Promise<string> {
  const facts = salted.map(({ fact }) => fact)
  const last = new Map(all(facts, ApplicationSealed).map((one) => [one.tag, one]))
  for (const { tag, sequence } of all(facts, ApplicationWithdrawn))
    if (last.get(tag)?.sequence === sequence) last.delete(tag)
  const wrong: string[] = []
  let opened = 0
  for (const [tag, sealed] of last)
    try {
      const path = `data/applications/${tag}/package.bid`
      const received = await readPackage(bag.read(path), natives)
      const [part] = received.parts
      if (received.headerHash !== sealed.header || part?.id !== PART || part.root !== sealed.root)
        throw new Error('this is not the package that was received')
      const listed = all(facts, ApplicationOpened).find((one) => one.tag === tag)
      if (!listed) continue
      checkBox(listed.key, received)
      opened += 1
    } catch (problem) {
      wrong.push(
        `application ${tag.slice(0, 12)}: ${String((problem as { code?: string }).code ?? (problem as Error).message)}`,
      )
    }
  refuseAny(wrong, 'applications are not as the facts say')
  return `${last.size} sealed applications, ${opened} opened, their keys with the officers`
}

/** The box that holds an application's key: for this application, and of the officers to whom it was sealed. */
function checkBox(json: string, { header, headerHash }: { header: Header; headerHash: string }): void {
  const { context, officers, k } = parseBox(json)
  if (context['application'] !== headerHash || context['tender'] !== header.context.tender)
    throw new Error('its key lies in the box of another')
  const named = (all: readonly { role: string; key: string }[]): string =>
    canonical(all.map(({ role, key }) => ({ role, key })))
  if (k !== header.k || named(officers) !== named(header.officers)) throw new Error('its key is with other officers')
}

/** What is wrong between the transcripts and what the facts say of those who were drawn: invitees and committees. */
export function admittedAgain(facts: readonly Fact[], transcripts: ReadonlyMap<string, Transcript>): string[] {
  return [...inviteesAgain(facts, transcripts), ...committeesAgain(facts, transcripts)]
}

function inviteesAgain(facts: readonly Fact[], transcripts: ReadonlyMap<string, Transcript>): string[] {
  const fixed = all(facts, InviteesFixed).at(-1)
  const listed = all(facts, CandidatesListed).at(-1)
  if (!fixed?.transcript || !listed) return []
  const told = JSON.parse(fixed.transcript) as Transcript
  const found = transcripts.get(told.draw)
  if (!found) return [`${told.draw}: the transcript of the invitees' draw is missing`]
  const tags = listed.candidates.map(({ tag }) => tag)
  const wrong: string[] = []
  if (canonical(found) !== fixed.transcript) wrong.push('it is not the one that the facts hold')
  if (found.rules.register !== hex(sha256(canonicalBytes(tags)))) wrong.push('another list was drawn from')
  if (found.entries.length !== tags.length || found.rules.exclusions.length) wrong.push('not everybody took part')
  if (found.rules.wanted['invitee'] !== listed.wanted) wrong.push('another number was wanted')
  const drawn = (found.opened ?? []).map(({ id }) => id)
  if (canonical(drawn) !== canonical(fixed.invited) || drawn.some((tag) => !tags.includes(tag)))
    wrong.push('others were invited than were drawn')
  return wrong.map((what) => `${told.draw}: ${what}`)
}

function committeesAgain(facts: readonly Fact[], transcripts: ReadonlyMap<string, Transcript>): string[] {
  return committeesIn(facts).flatMap(({ draw, seats }) => {
    const found = transcripts.get(draw)
    if (!found) return [`${draw}: the transcript of the committee's draw is missing`]
    const drawn = Object.values(found.calls).flatMap((calls) =>
      calls.flatMap(({ pid, outcome }) => (outcome === 'drawn' ? [pid] : [])),
    )
    const sits = seats.map(({ pid }) => pid)
    return canonical([...drawn].sort()) === canonical([...sits].sort()) ? [] : [`${draw}: others sat than were drawn`]
  })
}
