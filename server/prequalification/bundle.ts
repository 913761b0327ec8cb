import type { z } from 'zod'
import { base64, hex } from '../../crypto/bytes.ts'
import { headerHash, parseHeader } from '../../crypto/envelope.ts'
import { readHeaderBytes } from '../../crypto/receive.ts'
import { listsOf } from '../access/standing.ts'
import { platformSigns, type Signature } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { type FailureBundle, trustIn } from '../opening/bundle.ts'
import { propose } from '../opening/failure.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { OneApplication } from './contract.ts'
import { ApplicationReleased, KeyAnnounced } from './openingEvents.ts'
import type { Prequalification } from './prequalification.ts'
import {
  applicantOf,
  applicantTag,
  applicationOf,
  findApplication,
  prequalificationOf,
  prequalificationStream,
} from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  APPLICATION_NO_FAILURE: {
    status: 404,
    zh: '该申请文件没有解密失败的记录',
    en: 'no failure is on record for this application',
  },
})

/** What was announced and released for one application. */
async function historyOf({ platform }: Context, { tender, minutes }: Prequalification, tag: string) {
  const signedOf = (sealed: string) => JSON.parse(platform.vault.open(`application/${tender}`, sealed)) as Signature
  const announced = await factsOf(platform.database, prequalificationStream(tender).name)
  const own = await factsOf(platform.database, applicationOf(tender, tag).name)
  const keys = announced.flatMap(({ fact }) => {
    if (fact.type !== KeyAnnounced.type) return []
    const { epoch, windowFrom } = KeyAnnounced.schema.parse(fact.data)
    return [{ epoch, at: fact.at, windowEnds: windowFrom && windowFrom + minutes * 60_000 }]
  })
  const releases = own.flatMap(({ fact }) => {
    if (fact.type !== ApplicationReleased.type) return []
    const { epoch, signature } = ApplicationReleased.schema.parse(fact.data)
    return [{ epoch, at: fact.at, ...signedOf(signature) }]
  })
  return { keys, releases }
}

/** The failure of one application as evidence: whoever has it can judge it again. Signed by the platform. */
export const bundle = query(
  'application.bundle',
  async (context, input: z.infer<typeof OneApplication>): Promise<Tender> => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context, tender, { tag }): Promise<FailureBundle> => {
    const { platform, who, now } = context
    const one = await findApplication(context, tender.id, tag)
    const state = await prequalificationOf(context, tender.id)
    const mine = who.role !== 'bidder' || applicantTag(platform, tender.id, who.organisation ?? '') === tag
    if (!one || !state || !mine || !one.attempts.length) throw refuse('APPLICATION_NO_FAILURE')
    const header = await readHeaderBytes(uploadBytes(platform, one.upload, { end: 300 * 1024 }))
    const attempts = one.attempts.map(({ code, found, at, given, signature }) => ({
      ...{ code, found, at },
      ...(given ? { given } : {}),
      ...(signature ? (JSON.parse(platform.vault.open(`application/${tender.id}`, signature)) as Signature) : {}),
    }))
    const history = await historyOf(context, state, tag)
    const proposal = propose(attempts)
    const content: FailureBundle['bundle'] = {
      ...{ kind: 'opening.failure', v: 1, tender: tender.id, code: tender.code, tag, sequence: one.sequence },
      ...{ bidder: applicantOf(platform, one) ?? null, receivedAt: one.receivedAt, minutes: state.minutes },
      ...{ header: base64(header), headerHash: hex(headerHash(parseHeader(header))), ...history },
      ...{ attempts, proposed: proposal.cause, grounds: proposal.zh, decided: null },
      article: lawOf(tender).unsealingFailure.article,
      lists: await listsOf(platform, [history, attempts]),
      ...(await trustIn(platform)),
      madeAt: now,
    }
    return { bundle: content, cms: await platformSigns(platform, { ...content }) }
  },
)
