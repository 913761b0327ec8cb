import { z } from 'zod'
import { SEATED_LEAVINGS } from '../experts/panelEvents.ts'
import { defineEvent } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'
import { Signature } from '../tenders/events.ts'
import { Tag } from './contract.ts'
import { room } from './eyes.ts'

const tender = z.string()
const panel = z.array(Tag)

/** A member cannot go on: what it concluded is void, and nobody goes on before the seat is filled. */
export const MemberLeft = defineEvent('evaluation.memberLeft', {
  v: 1,
  zh: '评标委员会成员离席，评标暂停待递补',
  en: 'a member left; the evaluation rests until the seat is filled',
  data: z.strictObject({
    tender,
    /** who sat until then */
    panel,
    left: Tag,
    ground: z.enum(SEATED_LEAVINGS),
    article: z.string(),
    /** the member's own words and signature, which name it; null where the supervisor ordered it */
    sealed: z.string().nullable(),
    /** the supervisor's order; null where the member said so itself */
    order: z.strictObject({ reason: z.string(), signature: Signature }).nullable(),
  }),
  seenBy: room,
})

/** The panel cannot be filled up: it is dissolved, its opinions are void, and another begins from the start. */
export const PanelGivenUp = defineEvent('evaluation.panelGivenUp', {
  v: 1,
  zh: '评标委员会无法补足，停止评标并依法重新组建',
  en: 'the panel cannot be filled: another is formed',
  data: z.strictObject({
    tender,
    panel,
    /** which evaluation the next panel's is */
    version: z.number().int().min(2),
    reason: z.string(),
    article: z.string(),
    signature: Signature,
  }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})

export const vacancyEvents = [MemberLeft, PanelGivenUp]
