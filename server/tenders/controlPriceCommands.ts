import type { z } from 'zod'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import type { PublishControlPrice, UnsignedControlPrice } from './contract.ts'
import { publishControlPrice } from './controlPrice.ts'
import { type Made, requireSigned, signedByHost, toSign } from './hostSigningCommands.ts'
import { changePaper, controlPriceTold } from './papers.ts'
import { lawOf } from './sideCommands.ts'
import type { HostSigned, Signature } from './signature.ts'
import { tenderById, tenderStream } from './store.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

type Price = Pick<z.infer<typeof UnsignedControlPrice>, 'price' | 'basis'>

const known = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

const made = ({ platform }: Context, tender: Tender, said: Price, at: number): Made => ({
  paper: changePaper(platform, tender, controlPriceTold(said, at), at),
  at,
})

const UNSIGNED: Signature = { statement: '', cms: '', certificate: '' }

/** The control price as it would be published at a moment, for its host's signature; what could not be published is refused. */
export const controlPriceToSign = query(
  'tender.publishControlPrice',
  known,
  async (context, tender, { price, basis, at }: z.infer<typeof UnsignedControlPrice>) => {
    publishControlPrice(tender, { price, basis, signature: UNSIGNED }, lawOf(tender), context.now)
    return toSign(context, tender, made(context, tender, { price, basis }, at))
  },
)

type Publishing = Ready<z.infer<typeof PublishControlPrice>, HostSigned | undefined>

const published = command(
  'tender.publishControlPrice',
  (e, { input }: Publishing) => e.hold(tenderStream(input.tender)),
  async (e, tender, { input: { price, basis, cms }, ready }) => {
    const law = lawOf(tender)
    const fields = { tender: tender.id, price, basis }
    const what = 'tender.publishControlPrice'
    const signature = await checkStatement(e.platform, e.who, { what, fields, cms }, e.now)
    const said = { price, basis, signature }
    publishControlPrice(tender, said, law, e.now) // the law is told before a signature is asked for
    const paper = requireSigned(ready, '控制价公示', law)
    const after = await e.append(tenderStream(tender.id), publishControlPrice(tender, { ...said, paper }, law, e.now))
    return { tender: tender.id, controlPrice: after.controlPrice }
  },
)

/** Publishes the highest price by itself (控制价公示), its paper signed in the same step. */
export const controlPrice = readied(async (context: Context, input: z.infer<typeof PublishControlPrice>) => {
  if (!input.paper) return undefined
  const tender = await known(context, input)
  permit('tender.publishControlPrice', context.who, tender)
  return signedByHost(context, tender, made(context, tender, input, input.paper.at), input.paper.cms)
}, published)
