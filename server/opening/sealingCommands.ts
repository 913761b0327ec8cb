import type { z } from 'zod'
import { permit } from '../access/policy.ts'
import type { Who } from '../access/who.ts'
import { preparedCopy, signedCopy } from '../documents/prepared.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, type Query } from '../ledger/command.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import type { OneOpening, SealRecord } from './contract.ts'
import type { Opening } from './opening.ts'
import { placeOf, sealable, sealRecord } from './sealing.ts'
import { openingOf, openingStream } from './store.ts'

const refuse = refusals({
  OPENING_ABSENT: { status: 404, zh: '开标尚未开始', en: 'the opening has not begun' },
})

const byOf = (who: Who, tender: string): string => (who.role === 'bidder' ? who.tagFor(tender) : who.role)

/** Tender and hall of somebody who may sign the record; who may not, is refused before anything is made. */
async function hallFor(context: Context, id: string): Promise<{ tender: Tender; opening: Opening; by: string }> {
  const tender = await tenderById(context, id)
  const opening = tender && (await openingOf(context.platform, tender.id))
  if (!tender || !opening) throw refuse('OPENING_ABSENT')
  permit('opening.sign', context.who, tender)
  return { tender, opening, by: byOf(context.who, tender.id) }
}

const placeIn = (opening: Opening, by: string, base: string) => ({
  folder: `openings/${opening.tender.toLowerCase()}`,
  base,
  field: placeOf(opening, by),
})

/** The present version of the record with an empty place for the asker's signature; asked again it is the same bytes. */
export const prepared: Query<z.infer<typeof OneOpening>, Reply> = {
  policy: 'opening.sign',
  run: async (context, input) => {
    const { opening, by } = await hallFor(context, input.tender)
    const base = sealable(opening, by)
    const paper = () => context.platform.files.get(base.file)
    const pdf = await preparedCopy(context, placeIn(opening, by, base.sha256), paper, '开标记录签章')
    return new Reply('application/pdf', pdf, { name: '待签开标记录.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

interface Sealed {
  tender: string
  base: string
  signed: { file: string; sha256: string }
  certificate: string
}

const noteSealed = command(
  'opening.sign',
  (e, input: Sealed) => e.hold(tenderStream(input.tender)),
  async (e, tender, { tender: id, ...of }) => {
    const opening = await e.hold(openingStream(id))
    await e.append(openingStream(id), sealRecord(opening, { ...of, by: byOf(e.who, tender.id) }))
    return { tender: id, sha256: of.signed.sha256 }
  },
)

/** Takes a signature over the prepared copy of the record, checks it and puts it in (PAdES). */
export const seal: Command<z.infer<typeof SealRecord>, { tender: string; sha256: string }> = {
  policy: 'opening.sign',
  run: async (context, { tender: id, prepared: base, cms }) => {
    const { opening, by } = await hallFor(context, id)
    sealable(opening, by)
    const { issued: signed, certificate } = await signedCopy(context, placeIn(opening, by, base), cms)
    return noteSealed.run(context, { tender: id, base, signed, certificate })
  },
}
