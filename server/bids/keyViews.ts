import { hex } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { accountOf } from '../identity/accountCommands.ts'
import { certificatesOf } from '../identity/accountViews.ts'
import type { Account } from '../identity/keyring.ts'
import { accountStream, readState } from '../identity/store.ts'
import { type Context, query } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Bid } from './bid.ts'
import { bidStream, keyTagOf } from './store.ts'

/** One bid that waits for its key, as its bidder sees it. */
export interface BidKey {
  tender: string
  code: string
  name: string
  deadline: number
  sequence: number
  /** the bound certificate whose key opens it; null: none of those that are bound has that key */
  certificate: string | null
  /** other bound certificates with the same key: a renewal that kept it */
  also: string[]
}

const PAGE = 500

/** The tenders in which a bid may still wait for its key, a page at a time. */
async function* openTenders({ platform }: Context): AsyncGenerator<Tender[]> {
  const table = rows(platform.database, tenderStream.kind)
  for (let offset = 0; ; offset += PAGE) {
    const found = await table.findAll({
      where: { stage: ['bidding', 'opening'] },
      order: [['id', 'ASC']],
      limit: PAGE,
      offset,
      raw: true,
    })
    yield (found as unknown as { state: string }[]).map(({ state }) => JSON.parse(state) as Tender)
    if (found.length < PAGE) return
  }
}

interface Key {
  id: string
  /** SHA-256 of the public key */
  key: string
}

/** The encryption keys of the one who asks, those in use first: a renewal may have kept a key. */
async function keysOf({ platform, who }: Context): Promise<Key[]> {
  const account = await readState<Account>(platform, accountStream(accountOf(platform, who)))
  return certificatesOf(platform, account)
    .filter(({ bound }) => bound.use === 'encrypt')
    .sort((a, b) => Number(!!(a.bound.replacedBy ?? a.bound.ended)) - Number(!!(b.bound.replacedBy ?? b.bound.ended)))
    .map(({ bound, certificate }) => ({ id: bound.id, key: hex(sha256(certificate.spki)) }))
}

/** The bids of the one who asks in some tenders, as far as they wait for their key. */
async function waitingIn({ platform, who }: Context, tenders: Tender[], keys: Key[]): Promise<BidKey[]> {
  const own = new Map(tenders.map((tender) => [`${tender.id}.${who.tagFor(tender.id)}`, tender]))
  const found = await rows(platform.database, bidStream.kind).findAll({ where: { id: [...own.keys()] }, raw: true })
  return (found as unknown as { id: string; state: string }[]).flatMap((row) => {
    const bid = JSON.parse(row.state) as Bid
    const tender = own.get(row.id)
    if (!tender || !['sealed', 'named'].includes(bid.stage)) return []
    const { id, code, name, deadline } = tender
    const [certificate = null, ...also] = keys
      .filter(({ key }) => keyTagOf(platform, id, key) === bid.keyTag)
      .map((one) => one.id)
    return [{ tender: id, code, name, deadline, sequence: bid.sequence, certificate, also }]
  })
}

/**
 * Which submitted bids of the one who asks still need a key, and which key that is. It is worked out when it is asked
 * for, from keyed hashes; nothing at rest says which certificate belongs to which bid.
 */
export const keysNeeded = query(
  'bid.keys',
  async () => undefined,
  async (context) => {
    const keys = await keysOf(context)
    const bids: BidKey[] = []
    for await (const tenders of openTenders(context)) bids.push(...(await waitingIn(context, tenders, keys)))
    return { bids }
  },
)
