import type { z } from 'zod'
import { drawById } from '../experts/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import type { OfTender } from './contract.ts'
import type { Invitation } from './invitation.ts'
import { candidateOf, candidateTag, invitationOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  LETTER_UNKNOWN: { status: 404, zh: '没有给贵单位的投标邀请书', en: 'there is no letter of invitation to you' },
})

const known = async (context: Pick<Context, 'platform'>, input: z.infer<typeof OfTender>): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (tender?.method !== 'invited') throw refuse('TENDER_UNKNOWN')
  return tender
}

/** When a letter was sent, the hash by which it is sealed next, and who sealed it. */
function letterIn(of: Invitation, tag: string) {
  const letter = of.letters[tag]
  const standing = letter && (letter.sealed ?? letter).sha256
  return { letter: letter?.at ?? null, standing: standing ?? null, sealed: letter?.sealed?.fields ?? [] }
}

/** The list, the draw and the invitees: for those who run the tender and the supervisor. */
export const read = query('invitation.read', known, async (context, tender) => {
  const of = await invitationOf(context, tender.id)
  const none = { source: null, candidates: [], wanted: null, draw: null, running: false, fixedAt: null, record: null }
  if (!of) return { tender: tender.id, ...none }
  const { source, wanted, draw, fixedAt, transcript } = of
  const made = draw && (await drawById(context, draw.id))
  const running = fixedAt === null && !!made && made.stage !== 'failed'
  return {
    ...{ tender: tender.id, source, wanted, draw, running, fixedAt, record: of.record?.sha256 ?? null },
    candidates: of.candidates.map(({ tag, sealed }) => ({
      ...candidateOf(context.platform, tender.id, sealed),
      invited: of.invited ? of.invited.includes(tag) : null,
      tag,
      ...letterIn(of, tag),
    })),
    transcript: transcript === null ? null : JSON.parse(transcript),
  }
})

/** Whether the asker is invited, and since when its letter is there. Others learn no more than that they are not. */
export const mine = query('invitation.mine', known, async (context, tender) => {
  const of = await invitationOf(context, tender.id)
  const tag = candidateTag(context.platform, tender.id, context.who.organisation ?? '')
  const letter = of?.letters[tag]
  const { at = null, sha256 = null, received = null } = letter ?? {}
  return { invited: letter !== undefined, at, sha256, received }
})

/** The asker's own letter. */
export const letterFile = query('invitation.mine', known, async (context, tender) => {
  const of = await invitationOf(context, tender.id)
  const letter = of?.letters[candidateTag(context.platform, tender.id, context.who.organisation ?? '')]
  if (!letter) throw refuse('LETTER_UNKNOWN')
  return new Reply('application/pdf', context.platform.files.get((letter.sealed ?? letter).file), {
    name: '投标邀请书.pdf',
  })
})
