import { drawGuarantee, stampGuarantee } from '../../../server/cli/demo/guaranteeLetter.ts'
import { people } from '../../../server/cli/demo/people.ts'
import { tenderNow } from '../../../server/cli/demo/steps/notice.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { dayAfter, dayOf } from '../../../server/law/periods.ts'

/** A guarantee of the demo's bank for a bidder, as files to choose in a browser: without and with the bank's signature. */
export async function guaranteesFor(world: World, bidder: string) {
  const tender = await tenderNow(world)
  if (!tender) throw new Error('there is no tender')
  const organisation = (id: string) => people.find((one) => one.id === id)?.organisation ?? { code: '', name: '' }
  const at = await world.now()
  const guarantee = {
    ...{ number: 'BH-2026-0005', issuer: organisation('bank').name, beneficiary: tender.tenderer, tender: tender.code },
    ...{ applicant: organisation(bidder).code, amount: tender.deposit },
    validUntil: dayAfter(dayOf(tender.deadline), tender.validityDays),
  }
  const bare = await drawGuarantee(guarantee, at)
  const signed = await stampGuarantee(bare, guarantee.issuer, (await world.as('bank').keys()).signer, at)
  const pdf = (bytes: Uint8Array) => ({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) })
  return { bare: pdf(bare), signed: pdf(signed) }
}
