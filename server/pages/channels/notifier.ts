import { Op } from 'sequelize'
import { CertificateExpiring } from '../../identity/accountEvents.ts'
import { organisationTag } from '../../identity/store.ts'
import type { AnyEventKind, Fact } from '../../ledger/event.ts'
import type { Subscriber } from '../../ledger/relay.ts'
import { tenderOfStream } from '../../ledger/stream.ts'
import { openingOf } from '../../opening/store.ts'
import type { Platform } from '../../platform/platform.ts'
import { tenderById } from '../../tenders/store.ts'
import { type Matter, tellings } from '../messages/catalogue.ts'
import { mayGoAtOnce, toldAtOnce } from './atOnce.ts'
import { queue } from './outbox.ts'
import { type ContactRow, contacts } from './tables.ts'

/** What is older is no news: after a long rest of the platform the next reminder tells of it, ms. */
const FRESH = 3_600_000

/** Facts that come within this are told of in one notice, which is sent when it is over, ms. */
export const MOMENT = 10_000

/** The notice of the moment in which a fact came about: its name, and how long it waits for what else comes in it. */
export function momentOf({ at }: Pick<Fact, 'at'>, now: number): { from: string; wait: number } {
  const moment = Math.floor(at / MOMENT)
  return { from: `moment ${moment}`, wait: Math.min(Math.max((moment + 1) * MOMENT - now, 0), MOMENT) }
}

/** The accounts that are told of a fact when it happens, and about what. */
async function told(platform: Platform, fact: Fact, kind: AnyEventKind | undefined) {
  if (fact.type === CertificateExpiring.type)
    return { matter: 'certificate' as const, accounts: [(fact.data as { account: string }).account] }
  if (!mayGoAtOnce(fact, kind)) return undefined
  const tender = await tenderById({ platform }, tenderOfStream(fact.stream))
  if (!tender) return undefined
  const codes = toldAtOnce(fact, tender, await openingOf(platform, tender.id))
  const matter: Matter = tellings[fact.type]!.matter
  return { matter, accounts: codes.map((code) => organisationTag(platform, code)) }
}

/** Proved addresses of these accounts; of all without them. */
export async function provedContacts(platform: Platform, accounts?: readonly string[]): Promise<ContactRow[]> {
  const where = { proved_at: { [Op.ne]: null }, ...(accounts ? { account: [...accounts] } : {}) }
  return (await contacts(platform.database).findAll({ where, raw: true })) as unknown as ContactRow[]
}

/** Whether an address is told of a matter. */
export const wants = ({ matters }: Pick<ContactRow, 'matters'>, matter: Matter): boolean =>
  (JSON.parse(matters) as Matter[]).includes(matter)

/** Reads the facts and queues a notice to each address that may be told at once, one a moment; a second time changes nothing. */
export function notifier(platform: Platform, kinds: readonly AnyEventKind[]): Subscriber {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))
  return {
    name: 'channels',
    take: async (facts) => {
      for (const { fact } of facts) {
        if (platform.clock.now() - fact.at > FRESH) continue
        const found = await told(platform, fact, byType.get(fact.type))
        if (!found?.accounts.length) continue
        const to = (await provedContacts(platform, found.accounts)).filter((one) => wants(one, found.matter))
        for (const contact of to)
          await queue(platform, { what: 'notice', contact, ...momentOf(fact, platform.clock.now()) })
      }
    },
  }
}
