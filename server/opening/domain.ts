import { permit } from '../access/policy.ts'
import type { Domain } from '../domain.ts'
import { refusals } from '../law/refusal.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import { BidderRelease, Classify, OfficerRelease, OneOpening, SignRecord, UnlockReport } from './contract.ts'
import { openingEvents } from './events.ts'
import { makeRecord } from './record.ts'
import { openingOf, openingStream } from './store.ts'
import * as views from './views.ts'

const refuse = refusals({ TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' } })

export const openingDomain: Domain = {
  name: 'opening',
  events: openingEvents,
  streams: [openingStream.kind],
  routes: routes(
    get('/tenders/:tender/opening', OneOpening, views.read),
    get('/tenders/:tender/opening/locks', OneOpening, views.locks),
    get('/tenders/:tender/opening/record.pdf', OneOpening, views.recordFile),
    post('/tenders/:tender/opening/shares', OfficerRelease, deeds.officerRelease),
    post('/tenders/:tender/opening/unlock', BidderRelease, deeds.bidderRelease),
    post('/tenders/:tender/opening/unlock-failed', UnlockReport, deeds.reportFailure),
    post('/tenders/:tender/opening/cause', Classify, deeds.classify),
    post('/tenders/:tender/opening/record', OneOpening, makeRecord),
    post('/tenders/:tender/opening/sign', SignRecord, deeds.sign),
    post('/tenders/:tender/opening/finish', OneOpening, deeds.finish),
  ),
  dues: {
    'opening.start': (context, id) => deeds.start.run({ ...context }, { tender: id }),
  },
  rooms: {
    opening: {
      enter: async (context, id) => {
        const tender = await tenderById(context, id)
        if (!tender?.published) throw refuse('TENDER_UNKNOWN')
        permit('opening.read', context.who, tender)
        const eye = eyeOf(context, tender)
        const { who } = context
        if (who.role === 'public' || who.role === 'expert') return { eye, seat: undefined }
        if (who.role !== 'bidder') return { eye, seat: { role: who.role, name: who.organisationName ?? who.role } }
        const opening = await openingOf(context.platform, id)
        const bid = opening?.named ? opening.bids[eye.tag] : undefined
        return { eye, seat: bid?.bidder ? { role: 'bidder', name: bid.bidder.name } : undefined }
      },
    },
  },
}
