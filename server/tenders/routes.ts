import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import { DraftTender, ListTenders, OfficerKey, OneDocument, OneTender, PublishTender } from './contract.ts'

export const tenderRoutes = routes(
  get('/tenders', ListTenders, deeds.list),
  get('/tenders/:tender', OneTender, deeds.read),
  get('/tenders/:tender/notice.pdf', OneTender, deeds.noticeFile),
  get('/tenders/:tender/documents/:sha256', OneDocument, deeds.document),
  post('/tenders/:tender/draft', DraftTender, deeds.draft),
  post('/tenders/:tender/officer-key', OfficerKey, deeds.officerKey),
  post('/tenders/:tender/publish', PublishTender, deeds.publish),
)
