import { OnePaper, OneTender, SealPaper } from '../tenders/contract.ts'
import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'

const one = '/tenders/:tender/signings/:sha256'

export const signedPaperRoutes = routes(
  get('/tenders/:tender/signings', OneTender, deeds.list),
  get(one, OnePaper, deeds.file),
  get(`${one}/prepared`, OnePaper, deeds.prepared),
  post(`${one}/seal`, SealPaper, deeds.seal),
)
