import { query } from '../ledger/command.ts'
import { get, Nothing, Reply, type Route } from '../web/route.ts'

const home = query(
  'tender.list',
  async () => undefined,
  async () => new Reply('text/html; charset=utf-8', '<!doctype html><html lang="zh-CN"><title>阳光交易</title><h1>阳光交易</h1></html>'),
)

/** The public pages, rendered here, without a script. */
export const pages: Route[] = [get('/', Nothing, home)]
