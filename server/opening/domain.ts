import { permit } from '../access/policy.ts'
import type { Domain } from '../domain.ts'
import { refusals } from '../law/refusal.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import { get, post, routes } from '../web/route.ts'
import { SignedIn } from './attendance.ts'
import { attend, ownAttendance } from './attendanceCommands.ts'
import { bundle } from './bundle.ts'
import * as deeds from './commands.ts'
import * as contract from './contract.ts'
import { openingEvents } from './events.ts'
import * as hall from './hallCommands.ts'
import { LikenessReported } from './likenessEvents.ts'
import { openingReactions } from './reactions.ts'
import { makeRecord } from './record.ts'
import { noted } from './refusedCommands.ts'
import * as remedy from './remedyCommands.ts'
import { ReserveSealed } from './reserve.ts'
import * as reserve from './reserveCommands.ts'
import * as sealing from './sealingCommands.ts'
import { attendanceStream, likenessStream, openingOf, openingStream, reserveStream } from './store.ts'
import * as validity from './validityCommands.ts'
import * as views from './views.ts'

const refuse = refusals({ TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' } })

export const openingDomain: Domain = {
  name: 'opening',
  events: [...openingEvents, SignedIn, ReserveSealed, LikenessReported],
  streams: [openingStream.kind, attendanceStream.kind, reserveStream.kind, likenessStream.kind],
  routes: routes(
    get('/tenders/:tender/opening', contract.OneOpening, views.read),
    get('/tenders/:tender/opening/locks', contract.OneOpening, views.locks),
    get('/tenders/:tender/opening/record.pdf', contract.OneOpening, views.recordFile),
    get('/tenders/:tender/opening/signatures.pdf', contract.OneOpening, views.sheetFile),
    get('/tenders/:tender/opening/set', contract.OneOpening, views.openedSet),
    get('/tenders/:tender/opening/bundles/:tag', contract.OneBid, bundle),
    post('/tenders/:tender/opening/shares', contract.OfficerRelease, deeds.officerRelease),
    post('/tenders/:tender/opening/unlock', contract.BidderRelease, noted(deeds.bidderRelease)),
    post('/tenders/:tender/opening/remedy', contract.RemedyRelease, noted(remedy.remedyRelease)),
    post('/tenders/:tender/opening/remedy/decisions', contract.RemedyDecide, remedy.decide),
    post('/tenders/:tender/opening/unlock-failed', contract.UnlockReport, noted(deeds.reportFailure)),
    get('/tenders/:tender/opening/attendance', contract.OneOpening, ownAttendance),
    post('/tenders/:tender/opening/attendance', contract.OneOpening, attend),
    post('/tenders/:tender/opening/pause', contract.PauseHall, hall.pause),
    post('/tenders/:tender/opening/resume', contract.ResumeHall, hall.resume),
    post('/tenders/:tender/opening/confirm', contract.ConfirmFigures, hall.confirm),
    post('/tenders/:tender/opening/correct', contract.CorrectFigure, hall.correct),
    post('/tenders/:tender/opening/questions', contract.OpenQuestions, hall.questions),
    post('/tenders/:tender/opening/objections', contract.RaiseSpot, hall.object),
    post('/tenders/:tender/opening/answers', contract.AnswerSpot, hall.answer),
    get('/tenders/:tender/opening/reserve', contract.OneOpening, reserve.readReserve),
    post('/tenders/:tender/opening/reserve', contract.SealReserve, reserve.seal),
    post('/tenders/:tender/opening/announce', contract.AnnouncePrices, reserve.announce),
    post('/tenders/:tender/opening/cause', contract.Classify, deeds.classify),
    post('/tenders/:tender/opening/record', contract.MakeRecord, makeRecord),
    post('/tenders/:tender/opening/sign', contract.SignRecord, deeds.sign),
    get('/tenders/:tender/opening/record/prepared', contract.OneOpening, sealing.prepared),
    post('/tenders/:tender/opening/record/seal', contract.SealRecord, sealing.seal),
    post('/tenders/:tender/opening/finish', contract.FinishOpening, deeds.finish),
    post('/tenders/:tender/validity', validity.AskValidity, validity.ask),
    post('/tenders/:tender/validity/answer', validity.AnswerValidity, validity.answer),
  ),
  reactions: openingReactions,
  dues: {
    'opening.start': (context, id) => deeds.start.run({ ...context }, { tender: id }),
    'tender.endValidity': (context, tender) => validity.end.run(context, { tender }),
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
