import type { Context } from '../../ledger/command.ts'
import { query } from '../../ledger/command.ts'
import type { Channel } from '../../platform/carrier.ts'
import type { Matter } from '../messages/catalogue.ts'
import { ownerOf } from './contactCommands.ts'
import { masked } from './contract.ts'
import { addressOf, letterOf } from './outbox.ts'
import { type ContactRow, contacts, type DeliveryRow, deliveries, type Status } from './tables.ts'
import type { What } from './wording.ts'

/** An address as its holder sees it. */
export interface ShownContact {
  id: string
  channel: Channel
  address: string
  matters: Matter[]
  addedAt: number
  provedAt: number | null
  /** until when the code that was sent is good */
  codeUntil: number | null
}

/** A message that went out, or did not, as its holder sees it. */
export interface ShownDelivery {
  id: string
  channel: Channel
  what: What
  /** null once its holder erased it */
  address: string | null
  status: Status
  tries: number
  code: string | null
  queuedAt: number
  changedAt: number
}

const MOST = 100
const nothing = async (): Promise<undefined> => undefined
const number = (value: number | null): number | null => (value === null ? null : Number(value))

/** The addresses of one's account, the channels that this platform has, and the hours of its reminders. */
export const readContacts = (hours: readonly string[]) =>
  query('contact.read', nothing, async ({ platform, who }: Context) => {
    const where = { account: ownerOf(platform, who) }
    const found = await contacts(platform.database).findAll({ where, order: [['id', 'ASC']], raw: true })
    const items = (found as unknown as ContactRow[]).map((row): ShownContact => {
      const { id, channel, matters, added_at, proved_at, code_until } = row
      return {
        ...{ id, channel, address: addressOf(platform, row), matters: JSON.parse(matters) as Matter[] },
        ...{ addedAt: Number(added_at), provedAt: number(proved_at) },
        codeUntil: proved_at === null ? number(code_until) : null,
      }
    })
    return { channels: Object.keys(platform.carriers.of), hours: [...hours], items }
  })

/** What went out to one's own addresses and what became of it, newest first. Nobody else is shown it. */
export const readDeliveries = query('delivery.read', nothing, async ({ platform, who }: Context) => {
  const where = { account: ownerOf(platform, who) }
  const order: [string, string][] = [
    ['queued_at', 'DESC'],
    ['id', 'ASC'],
  ]
  const found = await deliveries(platform.database).findAll({ where, order, limit: MOST, raw: true })
  const items = (found as unknown as DeliveryRow[]).map(({ sealed, queued_at, changed_at, ...row }): ShownDelivery => {
    const { id, channel, what, status, tries, code } = row
    const address = sealed === null ? null : masked(letterOf(platform, sealed).to)
    const at = { queuedAt: Number(queued_at), changedAt: Number(changed_at) }
    return { id, channel, what, address, status, tries, code, ...at }
  })
  return { items }
})
