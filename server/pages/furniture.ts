import type { Furniture } from '../../templates/pages/frame.ts'
import type { Markup } from '../../templates/pages/html.ts'
import { attestation } from '../documents/words.ts'
import type { Context } from '../ledger/command.ts'
import { Reply } from '../web/route.ts'

/** What every page tells besides its content. */
export const furniture = ({ platform, now }: Context, path: string): Furniture => ({
  centre: attestation(platform, '').centre,
  now,
  address: `${platform.publicUrl}${path}`,
})

/** A page as an answer. */
export const web = (page: string): Reply =>
  new Reply('text/html; charset=utf-8', page, { headers: { 'Cache-Control': 'no-cache' } })

/** What a page says, before its frame is put around it. */
export interface Body {
  title: string
  body: Markup
}
