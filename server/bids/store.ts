import { DataTypes, QueryTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import { type Bid, type BoxedBid, evolve } from './bid.ts'
import type { Relations } from './contract.ts'
import type { BidFact } from './events.ts'

/** The stream of one bidder's bid: `bid/<tender>.<tag>`. */
export const bidStream = defineStream<BoxedBid, BidFact>({
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

/** Every bid of a tender, withdrawn ones too, in the order of their tags (which says nothing); without their boxes. */
export const bidsOf = (context: Pick<Context, 'platform'>, tender: string): Promise<Bid[]> =>
  read<Bid>(context, 'CAST(JSON_REMOVE(state, $2) AS CHAR)', [tender, '$.box'])

/** The same with their boxes, which are nearly all that there is of a bid: for those who open them. */
export const boxedBidsOf = (context: Pick<Context, 'platform'>, tender: string): Promise<BoxedBid[]> =>
  read<BoxedBid>(context, 'state', [tender])

async function read<B>({ platform }: Pick<Context, 'platform'>, state: string, bind: string[]): Promise<B[]> {
  const { table } = bidStream.kind
  const sql = `SELECT ${state} AS state FROM ${table} WHERE tender = $1 ORDER BY id`
  const found = await platform.database.query<{ state: string }>(sql, { type: QueryTypes.SELECT, bind })
  return found.map((row) => JSON.parse(row.state) as B)
}
