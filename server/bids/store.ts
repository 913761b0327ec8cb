import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import { type Bid, evolve } from './bid.ts'
import type { Relations } from './contract.ts'
import type { BidFact } from './events.ts'

/** The stream of one bidder's bid: `bid/<tender>.<tag>`. */
export const bidStream = defineStream<Bid, BidFact>({
  name: 'bid',
  table: 'bids',
  evolve,
  columns: {
    tender: { type: DataTypes.STRING(64), of: (bid) => bid.tender },
    stage: { type: DataTypes.STRING(16), of: (bid) => bid.stage },
  },
})

/** The bid of one tag in one tender. */
export const bidOf = (tender: string, tag: string) => bidStream(`${tender}.${tag}`)

/** How a bid knows the key it is locked to: a keyed hash within the tender, from which nobody tells the key. */
export const keyTagOf = (platform: Pick<Platform, 'vault'>, tender: string, key: string): string =>
  platform.vault.tag('bid key', tender, key)

/** Under which purpose what a bid says of natural persons rests in the ledger. */
export const relationsPurpose = (tender: string): string => `relations/${tender}`

/** Who heads, holds and manages a bidder as its bid says, with the names of natural persons: for those who judge, and for nobody else. */
export const relationsIn = ({ vault }: Pick<Platform, 'vault'>, bid: Bid): Relations | undefined =>
  bid.relations
    ? (JSON.parse(vault.open(relationsPurpose(bid.tender), bid.relations)) as Relations)
    : bid.form?.relations

/** Every bid of a tender, withdrawn ones too, in the order of their tags (which says nothing). */
export async function bidsOf(context: Pick<Context, 'platform'>, tender: string): Promise<Bid[]> {
  const found = await rows(context.platform.database, bidStream.kind).findAll({
    where: { tender },
    order: [['id', 'ASC']],
    raw: true,
  })
  return (found as unknown as { state: string }[]).map((row) => JSON.parse(row.state) as Bid)
}
