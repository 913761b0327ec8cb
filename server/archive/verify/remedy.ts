import { text, unbase64, unhex, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import type { Header } from '../../../crypto/envelope.ts'
import { type Letter, letterSuite, readLetter } from '../../../crypto/letter.ts'
import { readHeader } from '../../../crypto/receive.ts'
import type { Suite } from '../../../crypto/suite.ts'
import { checkRemedyShare } from '../../../crypto/unseal.ts'
import { statementOf } from '../../access/statement.ts'
import type { Fact } from '../../ledger/event.ts'
import { runClock, type Stop } from '../../opening/clock.ts'
import { RemedyShare } from '../../opening/contract.ts'
import { BiddersNamed, BidsRead, OpeningKeyAnnounced } from '../../opening/events.ts'
import { consentHash, decisionFields, releaseFields, remedyLabel, remedyLetter } from '../../opening/letters.ts'
import { RemedyAsked, RemedyDecided, RemedyReleased } from '../../opening/remedyEvents.ts'
import { seatsOf } from '../../tenders/seats.ts'
import type { Opened } from './archive.ts'
import { type Asked, type CheckSigned, officerName, reasonOf, signedByOfficer } from './releases.ts'
import { refuseAny, Undecided } from './report.ts'
import { type LetterKeys, lettersIn } from './shares.ts'
import { checkSigned } from './signatures.ts'
import { tenderOf } from './states.ts'

/** All that is needed to judge the remedy of one bid. */
export interface RemedyMaterial {
  tender: Asked & { remedy?: unknown }
  /** of one tender, in their order */
  facts: readonly Fact[]
  header: Header
  tag: string
  letters: LetterKeys | undefined
}

/** Judges the remedy of every bid in an archive. */
export async function checkRemedies({ bag, facts, trust }: Opened): Promise<string> {
  const letters = await lettersIn(bag)
  const all = facts.map(({ fact }) => fact)
  const tender = tenderOf(facts)
  const wrong: string[] = []
  const undecided: string[] = []
  let opened = 0
  for (const path of bag.paths) {
    const tag = /^data\/bids\/([^/]+)\/package\.bid$/.exec(path)?.[1]
    if (!tag) continue
    const of = { tender, facts: all, header: await readHeader(bag.read(path)), tag, letters }
    try {
      opened += Number(await judgeRemedy(of, (signed, at) => checkSigned(signed, trust, at)))
    } catch (problem) {
      const list = problem instanceof Undecided ? undecided : wrong
      list.push(`bid ${tag.slice(0, 12)}: ${reasonOf(problem)}`)
    }
  }
  refuseAny(wrong, 'remedies do not hold')
  if (undecided.length) throw new Undecided(undecided.join('; '))
  return `${opened}`
}

/** What the facts have told so far. */
interface Told {
  key?: { epoch: number; spki: string }
  window?: { from: number; length: number }
  bidder?: string
  /** the consent that stands, and what the officers made of it */
  consent?: { hash: string; epoch: number; suite: Suite; asked: boolean; agreed: Map<string, Letter> }
  refused?: string
}

/**
 * A remedy is in a package, and was used, only where the tender document allows it: with the bidder's own signed consent, and
 * by the signed agreement of every officer of the ceremony to just this consent, all before the time for it was over; and what
 * the officers released are the shares that the bid's header commits to. Throws with what was found otherwise; `Undecided`
 * where what is needed lacks.
 *
 * @returns whether the bid was opened by its remedy
 */
export async function judgeRemedy(of: RemedyMaterial, check: CheckSigned): Promise<boolean> {
  const { tender, header, tag, facts } = of
  if (header.remedy && !tender.remedy) throw new Error('a remedy that the tender document does not allow')
  const stops = stopsIn(facts)
  const told: Told = {}
  const wrong: string[] = []
  for (const fact of facts) {
    if (fact.type === BidsRead.type) break
    if (notice(told, fact, tag)) continue
    if ((fact.data as { tag?: unknown }).tag !== tag) continue
    try {
      await judgeFact({ of, told, stops, check }, fact)
    } catch (problem) {
      const { role } = fact.data as { role?: string }
      wrong.push(`${role ? `${officerName(tender, role)}: ` : ''}${reasonOf(problem)}`)
    }
  }
  refuseAny(wrong, 'the remedy does not hold')
  const read = facts.find(({ type }) => type === BidsRead.type)
  if (!told.consent || !(read && BidsRead.schema.parse(read.data).read.some((one) => one.tag === tag))) return false
  const silent = seatsOf(tender).filter((role) => !told.consent?.agreed.has(role))
  if (silent.length || told.refused !== undefined)
    throw new Error(`opened by a remedy without ${silent.map((role) => officerName(tender, role)).join(', ')}`)
  await checkReleased(of, told.consent)
  return true
}

/** What is not of one bid alone: keys, window, names, and what makes a consent void. */
function notice(told: Told, fact: Fact, tag: string): boolean {
  switch (fact.type) {
    case OpeningKeyAnnounced.type: {
      const { epoch, spki, windowEnds } = OpeningKeyAnnounced.schema.parse(fact.data)
      Object.assign(told, { key: { epoch, spki }, window: windowOf(fact.at, windowEnds), consent: undefined })
      return true
    }
    case BiddersNamed.type: {
      const { windowEnds, bids } = BiddersNamed.schema.parse(fact.data)
      const bidder = bids.find((one) => one.tag === tag)?.bidder.code
      Object.assign(told, { window: windowOf(fact.at, windowEnds), bidder })
      return true
    }
    default:
      return false
  }
}

const windowOf = (from: number, ends: number | null): Told['window'] =>
  ends === null ? undefined : { from, length: ends - from }

interface Judging {
  of: RemedyMaterial
  told: Told
  stops: readonly Stop[]
  check: CheckSigned
}

async function judgeFact(on: Judging, fact: Fact): Promise<void> {
  const { told } = on
  switch (fact.type) {
    case 'opening.bidderReleased':
      delete told.consent
      return
    case 'opening.unlockFailed':
      if ((fact.data as { found?: string }).found === 'by-platform') delete told.consent
      return
    case 'opening.shareRefused':
      told.consent?.agreed.delete((fact.data as { role: string }).role)
      return
    case RemedyReleased.type:
      return judgeConsent(on, fact)
    case RemedyAsked.type:
      return judgeAsked(on, RemedyAsked.schema.parse(fact.data))
    case RemedyDecided.type:
      return judgeDecision(on, fact)
  }
}

function inTime({ told: { window }, stops }: Judging, at: number): void {
  if (!window || runClock(window, stops, at).over) throw new Error('opened by a remedy outside the window')
}

async function judgeConsent(on: Judging, fact: Fact): Promise<void> {
  const { of, told, check } = on
  const { epoch, letter, signature } = RemedyReleased.schema.parse(fact.data)
  if (!of.tender.remedy || !of.header.remedy) throw new Error('opened by a remedy that was not sealed')
  if (told.refused !== undefined) throw new Error('asked for again after it was refused')
  inTime(on, fact.at)
  const { statement, cms, certificate } = signature
  const said = releaseFields({ tender: of.tender.id, epoch, spki: told.key?.spki ?? '', letter }, 'bidder')
  if (epoch !== told.key?.epoch || statement !== statementOf('opening.remedy', said))
    throw new Error('what the bidder signed is not this consent')
  const signer = await check({ bytes: utf8(statement), cms, certificate }, fact.at)
  if (!told.bidder || signer.certificate.organisationCode !== told.bidder)
    throw new Error('the consent is signed by somebody else than the bidder')
  const suite = letterSuite(unbase64(told.key.spki))
  told.consent = { hash: consentHash(statement), epoch, suite, asked: false, agreed: new Map() }
}

function judgeAsked({ of, told }: Judging, { consent, seats }: ReturnType<typeof RemedyAsked.schema.parse>): void {
  if (told.consent?.hash !== consent) throw new Error('the officers were asked without a consent')
  if (canonical(seats) !== canonical([...seatsOf(of.tender)])) throw new Error('not all officers were asked')
  told.consent.asked = true
}

async function judgeDecision(on: Judging, fact: Fact): Promise<void> {
  const { of, told, check } = on
  const { tag, epoch, role, consent, agreed, reason, letter, signature } = RemedyDecided.schema.parse(fact.data)
  const asked = told.consent
  if (!asked?.asked || asked.hash !== consent || asked.epoch !== epoch) throw new Error('decided on no consent')
  if (asked.agreed.has(role)) throw new Error('decided twice')
  inTime(on, fact.at)
  const said = { tender: of.tender.id, epoch, spki: told.key?.spki ?? '', tag, consent, reason, letter }
  if (signature.statement !== statementOf('opening.remedyDecision', decisionFields(said, role)))
    throw new Error('what was signed is not this decision')
  if (agreed !== !!letter || agreed === !!reason) throw new Error('neither an agreement nor a refusal')
  await signedByOfficer(of.tender, role, { signature, at: fact.at }, check)
  if (letter) asked.agreed.set(role, letter)
  else told.refused = role
}

/** Each officer's letter holds the share that the header commits to. */
async function checkReleased(
  of: RemedyMaterial,
  { agreed, epoch, suite }: NonNullable<Told['consent']>,
): Promise<void> {
  const { tender, header, tag, letters } = of
  const wrong: string[] = []
  const unread: string[] = []
  for (const [role, letter] of agreed) {
    const key = letters?.epoch === epoch ? letters.keys[remedyLetter({ tag, role })] : undefined
    if (!key) unread.push(officerName(tender, role))
    else
      try {
        const content = await readLetter(unhex(key, 32), letter, remedyLabel(tender.id, epoch, { tag, role }), suite)
        checkRemedyShare(header, { role, share: RemedyShare.parse(JSON.parse(text(content))).share })
      } catch (problem) {
        wrong.push(`${officerName(tender, role)}: ${reasonOf(problem)}`)
      }
  }
  refuseAny(wrong, 'shares of the remedy do not hold')
  if (unread.length) throw new Undecided(`the keys to the letters of ${unread.join(', ')} lack`)
}

/** The spans in which the clocks of an opening stood, as its facts and its tender's tell. */
function stopsIn(facts: readonly Fact[]): Stop[] {
  const stops = new Map<string, Stop>()
  const told = facts.flatMap(({ type, data: of }): Stop[] => {
    const data = of as { pause: string; since: number; at: number; resumed?: { stoppedAt: number } | null }
    if (type === 'opening.paused') stops.set(data.pause, { from: data.since, to: null })
    const pause = type === 'opening.resumed' ? stops.get(data.pause) : undefined
    if (pause) pause.to = data.at
    const lifted = type === 'tender.suspensionLifted' && data.resumed
    return lifted ? [{ from: lifted.stoppedAt, to: data.at }] : []
  })
  return [...told, ...stops.values()]
}
