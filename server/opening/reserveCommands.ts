import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { rulebook } from '../law/rulebook.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { AnnouncePrices, OneOpening, SealReserve } from './contract.ts'
import { announcePrices, sealReserve } from './reserve.ts'
import { openingStream, reserveOf, reserveStream } from './store.ts'
import { tenderOf } from './views.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))
const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')

/** The tenderer seals a reserve price: nobody else, the platform included, can read it before the opening. */
export const seal = command('opening.sealReserve', held, async (e, tender, input: z.infer<typeof SealReserve>) => {
  inStage(tender, 'bidding', 'opening')
  const { commitment, letter, cms } = input
  const fields = { tender: tender.id, commitment }
  const signature = await checkStatement(e.platform, e.who, { what: 'opening.reserve', fields, cms }, e.now)
  const facts = sealReserve(tender, { commitment, letter, signature }, lawOf(tender), e.now)
  await e.append(reserveStream(tender.id), facts)
  return { commitment }
})

/** The host tells the highest price in the hall; the reserve price only the tenderer can. */
export const announce = command('opening.host', held, async (e, tender, input: z.infer<typeof AnnouncePrices>) => {
  const opening = await e.hold(openingStream(tender.id))
  inStage(tender, 'opening')
  const { cms, tender: _tender, ...told } = input
  const sealed = await e.find(reserveStream(tender.id))
  const facts = announcePrices(opening, tender, { sealed, told: told.reserve }, lawOf(tender))
  const fields = { tender: tender.id, ...told }
  await checkStatement(e.platform, e.who, { what: 'opening.announce', fields, cms }, e.now)
  const after = await e.append(openingStream(tender.id), facts)
  return { announced: after.announced }
})

/** The sealed reserve price as the tenderer's client keeps it; to others only that there is one. */
export const readReserve = query(
  'opening.read',
  async (context, input: z.infer<typeof OneOpening>) => tenderOf(context, input),
  async ({ platform, who }, tender) => {
    const found = await reserveOf(platform, tender.id)
    const own = who.organisation === tender.tenderer.code
    return found ? { commitment: found.commitment, ...(own ? { letter: found.letter } : {}) } : { commitment: null }
  },
)
