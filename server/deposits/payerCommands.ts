import { openBox, parseBox, sealBox } from '../../crypto/box.ts'
import { base64, hex, text, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { labelled, sha256 } from '../../crypto/digest.ts'
import { closeLetter, type Letter, openLetter } from '../../crypto/letter.ts'
import { ceremonySuite } from '../../crypto/seal.ts'
import type { HeldShare } from '../../crypto/shares.ts'
import { newWrapKey, softUnwrapper, type Unwrapper } from '../../crypto/wrap.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { rowAt } from '../ledger/store.ts'
import { officersOf } from '../tenders/seats.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { type PayersKey, PayersKeyMade, PayersOpened } from './payers.ts'
import { payersKeyStream } from './store.ts'

const label = (tender: string, tag: string): Uint8Array => labelled('payer', utf8(`${tender}/${tag}`))

/** Under which name an officer's letter holds its share of the payers' box, beside those of the bids. */
export const payersTag = (tender: string): string => hex(sha256(labelled('payers-box', utf8(tender))))

/** The key of a tender's payers; made if it is not there, the private half existing here in memory only while it is boxed. */
async function keyOf(e: Entry, tender: Tender): Promise<PayersKey> {
  const stream = payersKeyStream(tender.id)
  const before = (await e.find(stream)) ?? (await e.holdIfAny(stream))
  if (before) return before
  const officers = officersOf(tender)
  const suite = ceremonySuite(officers)
  const { spki, pkcs8 } = await newWrapKey(suite === 'gm' ? 'sm2' : 'rsa')
  const context = { tender: tender.id, payers: base64(sha256(spki)), header: '' }
  const box = canonical(await sealBox(pkcs8, officers, tender.shares.needed, context, suite))
  return e.append(stream, [PayersKeyMade({ tender: tender.id, spki: base64(spki), box })])
}

/** Makes a published tender's key, so that nothing about a first payer shows in when it was made. */
export const makePayersKey = command(
  'payers.makeKey',
  (e, input: { tender: string }) => e.read(tenderStream(input.tender)),
  async (e, tender) => {
    if (tender.deposit !== '0') await keyOf(e, tender)
  },
)

/**
 * Closes what tells who stands behind a deposit, so that k officers together open it and nobody before: neither database
 * nor the platform's keys folder does.
 */
export const sealPayer = async (e: Entry, tender: Tender, tag: string, of: Record<string, unknown>): Promise<string> =>
  closed(await keyOf(e, tender), tag, of)

/** The same before a deed's transaction, where the tender's key is there already; undefined where it is not. */
export async function sealedBefore(
  context: Pick<Context, 'platform'>,
  of: { tender: string; tag: string },
  content: Record<string, unknown>,
): Promise<string | undefined> {
  const key = await payersKey(context, of.tender)
  return key && closed(key, of.tag, content)
}

const closed = async ({ tender, spki }: PayersKey, tag: string, of: Record<string, unknown>): Promise<string> =>
  canonical(await closeLetter(unbase64(spki), canonicalBytes(of), label(tender, tag)))

/** Opens the payers of a tender with the officers' shares; a wrong share throws SHARE_MISMATCH with its holder. */
export async function openPayers(context: Context, tender: string, shares: readonly HeldShare[]): Promise<void> {
  const key = await payersKey(context, tender)
  if (!key || key.opened) return
  await notePayers.run(context, { tender, pkcs8: base64(await openBox(parseBox(key.box), shares)) })
}

const notePayers = command(
  'payers.open',
  (e, input: { tender: string; pkcs8: string }) => e.read(tenderStream(input.tender)),
  async (e, { id: tender }, { pkcs8 }) => {
    const key = await e.hold(payersKeyStream(tender))
    if (key.opened) return
    const sealed = e.platform.vault.seal(`payers/${tender}`, pkcs8)
    await e.append(payersKeyStream(tender), [PayersOpened({ tender, key: sealed })])
  },
)

/** The key of a tender's payers outside a deed. */
export async function payersKey(context: Pick<Context, 'platform'>, tender: string): Promise<PayersKey | undefined> {
  const row = await rowAt(context.platform.database, payersKeyStream.kind, tender)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as PayersKey) : undefined
}

/** The payers' box as an officer's client needs it for its release; null where there is none. */
export async function payersLock(
  context: Pick<Context, 'platform'>,
  tender: string,
): Promise<{ tag: string; box: unknown } | null> {
  const key = await payersKey(context, tender)
  return key ? { tag: payersTag(tender), box: JSON.parse(key.box) } : null
}

/** Reads the payers of tenders whose bidders are named: a reader a view, which opens each tender's key once. */
export function payerReader({ platform }: Pick<Context, 'platform'>) {
  const holders = new Map<string, Promise<Unwrapper | undefined>>()
  const holderOf = async (tender: string): Promise<Unwrapper | undefined> => {
    const key = await payersKey({ platform }, tender)
    if (!key?.opened) return undefined
    return softUnwrapper(unbase64(platform.vault.open(`payers/${tender}`, key.opened)))
  }
  return async <T>(tender: string, tag: string, sealed: string): Promise<T | undefined> => {
    const holder = holders.get(tender) ?? holderOf(tender)
    holders.set(tender, holder)
    const unwrapper = await holder
    if (!unwrapper) return undefined
    const letter = JSON.parse(sealed) as Letter
    return JSON.parse(text(await openLetter(unwrapper, letter, label(tender, tag)))) as T
  }
}
