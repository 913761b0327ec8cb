import { setImmediate as breathe } from 'node:timers/promises'
import type { Bid } from '../bids/bid.ts'
import { bidsOf, relationsIn } from '../bids/store.ts'
import { Printer } from '../documents/printer.ts'
import { registerOf } from '../identity/affiliateCommands.ts'
import { type Affiliates, affiliateOf } from '../identity/affiliates.ts'
import { isRule, type Rule } from '../law/rule.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { wholeFile } from '../platform/wholeFile.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import { documentsEver } from '../tenders/versions.ts'
import { uploadBytes } from '../web/uploads.ts'
import { broughtBy } from './broughtCommands.ts'
import { type ComparedBid, type ComparedFile, filesAlike, type LikenessLaw, textsAlike } from './likeness.ts'
import { type Brought, type LikenessFact, type LikenessFinding, LikenessReported } from './likenessEvents.ts'
import { machinesAlike, notCompared, priceListsAlike } from './machines.ts'
import { contactsAlike, relationsOf } from './related.ts'
import { runsOf, together } from './shingles.ts'
import { likenessOf, likenessStream } from './store.ts'
import { readVolume } from './volumes.ts'

/** The largest file that is looked into, bytes: a larger one is mostly pictures. Its hash is compared all the same. */
const LARGEST = 24 * 1024 * 1024
const MOST_FINDINGS = 400
const MOST_UNREAD = 500

type Report = LikenessFact['data']

/** Keeps the report: once a tender. */
const report = command(
  'opening.conduct',
  (e, input: { tender: string; report: Report }) => e.read(tenderStream(input.tender)),
  async (e, tender, input) => {
    if (await e.holdIfAny(likenessStream(tender.id))) return
    await e.append(likenessStream(tender.id), [LikenessReported(input.report)])
  },
)

/**
 * Compares all opened bids with each other and keeps what was found as evidence. Nobody is rejected by it. A second run
 * changes nothing.
 */
export async function compareBids(context: Context, id: string): Promise<void> {
  const tender = await tenderById(context, id)
  if (!tender?.published || (await likenessOf(context.platform, id))) return
  const opened = (await bidsOf(context, id)).filter(({ stage }) => stage === 'unsealed').map(inFull(context.platform))
  if (opened.length) await report.run(context, { tender: id, report: await compared(context, tender, opened) })
}

/** A bid whose form names everybody: what is compared, and never what is shown. */
const inFull =
  (platform: Platform) =>
  (bid: Bid): Bid => {
    const relations = relationsIn(platform, bid)
    return bid.form && relations ? { ...bid, form: { ...bid.form, relations } } : bid
  }

async function compared(context: Context, tender: Tender, opened: readonly Bid[]): Promise<Report> {
  const law = lawOf(context.platform, tender)
  const printer = new Printer()
  const unread: Report['unread'] = []
  const brought: Brought[] = []
  try {
    const given = await givenToAll(context.platform, tender, printer)
    const register = await registerOf(context)
    const bids: ComparedBid[] = []
    for (const bid of opened) {
      const files = await filesOf(context.platform, bid, printer, unread)
      const found = await broughtBy(context.platform, bid)
      brought.push(found.brought)
      bids.push({ ...comparedBid(bid, files, given.runs, register), ...found.compared })
    }
    return {
      ...{ tender: tender.id, bids: bids.length, files: bids.reduce((sum, { files }) => sum + files.length, 0) },
      ...{ threshold: law.textLikeness.value, priceThreshold: law.priceListLikeness.value },
      ...{ ...cut(await allFindings(bids, given, law)), unread: unread.slice(0, MOST_UNREAD) },
      undeclared: bids.filter(({ form }) => !form.relations).map(({ tag }) => tag),
      ...{ unavailable: notCompared(bids), brought },
    }
  } finally {
    printer.close()
  }
}

/** The rulebook of the tender, with the shares that its region had set when it was published. */
function lawOf(platform: Platform, tender: Tender): LikenessLaw {
  const law = rulebook(tender.published?.rulebook ?? '')
  const { textLikeness, priceListLikeness } = regionalOf(tender, platform.regional)
  const set = (own: Rule<number>, of: typeof textLikeness): Rule<number> =>
    isRule(of) ? { ...own, value: of.value as number } : own
  return {
    ...law,
    textLikeness: set(law.textLikeness, textLikeness),
    priceListLikeness: set(law.priceListLikeness, priceListLikeness),
  }
}

async function allFindings(
  bids: readonly ComparedBid[],
  given: Parameters<typeof filesAlike>[1],
  law: LikenessLaw,
): Promise<LikenessFinding[]> {
  const findings = [
    ...[...relationsOf(bids, law), ...machinesAlike(bids, law)],
    ...[...filesAlike(bids, given, law), ...contactsAlike(bids, law)],
  ]
  for (const [i, a] of bids.entries())
    for (const b of bids.slice(i + 1)) {
      findings.push(...textsAlike(a, b, law), ...priceListsAlike(a, b, law))
      await breathe() // others wait for this process meanwhile
    }
  return findings
}

const cut = (findings: LikenessFinding[]): Pick<Report, 'findings' | 'more'> => ({
  findings: findings.slice(0, MOST_FINDINGS),
  more: Math.max(0, findings.length - MOST_FINDINGS),
})

/** What every bidder was given, and may hand in again: the tender document in all its versions. */
async function givenToAll(platform: Platform, tender: Tender, printer: Printer) {
  const documents = tender.published ? documentsEver(tender.published) : []
  const runs: Uint32Array[] = []
  const ids = new Set<string>()
  for (const { file, bytes } of documents) {
    const print = bytes <= LARGEST ? await printer.look(await wholeFile(uploadBytes(platform, file))) : null
    runs.push(runsOf(print?.text ?? ''))
    for (const id of print?.ids ?? []) ids.add(id)
  }
  return { files: new Set(documents.map(({ sha256 }) => sha256)), ids, runs: together(runs) }
}

async function filesOf(
  platform: Platform,
  { tender, tag, files }: Bid,
  printer: Printer,
  unread: Report['unread'],
): Promise<ComparedFile[]> {
  const found: ComparedFile[] = []
  for (const { part, name, sha256, type, bytes } of files.filter((one) => one.type === 'application/pdf')) {
    const large = bytes > LARGEST
    const { body } = large
      ? { body: '' }
      : await readVolume(platform, { tender, tag, part: part as 'price', file: name })
    const print =
      typeof body === 'string' || body instanceof Uint8Array ? null : await printer.look(await wholeFile(body))
    if (!print) unread.push({ bid: tag, part, file: name, why: large ? 'large' : 'closed' })
    found.push({ part, name, sha256, ...(print && type ? { print } : {}) })
  }
  return found
}

function comparedBid(
  bid: Bid,
  files: ComparedFile[],
  given: Uint32Array,
  register: Affiliates | undefined,
): ComparedBid {
  const { tag, bidder, form } = bid
  if (!form) throw new Error(`bid ${tag} was opened without a form`)
  const textOf = (part: string) => files.flatMap((one) => (one.part === part ? [one.print?.text ?? ''] : [])).join('\n')
  const affiliate = affiliateOf(register, bidder?.code)
  return {
    ...{ tag, code: bidder?.code ?? '', name: bidder?.name ?? '', form, files },
    // the other volumes are forms, and forms are alike by right
    runs: new Map([['technical', runsOf(textOf('technical'), given)]]),
    ...(affiliate ? { affiliate: affiliate.basis } : {}),
  }
}
