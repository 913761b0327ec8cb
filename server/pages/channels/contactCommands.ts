import { randomInt } from 'node:crypto'
import { Op } from 'sequelize'
import type { z } from 'zod'
import type { Who } from '../../access/who.ts'
import { expertTag } from '../../experts/store.ts'
import { organisationTag } from '../../identity/store.ts'
import { refusals } from '../../law/refusal.ts'
import { command } from '../../ledger/command.ts'
import type { Entry } from '../../ledger/entry.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AddContact, OneContact, ProveContact, ReportDelivery, SetMatters } from './contract.ts'
import { addressFor } from './contract.ts'
import { queue } from './outbox.ts'
import { type ContactRow, contacts, type DeliveryRow, deliveries } from './tables.ts'

const refuse = refusals({
  CHANNEL_ABSENT: { status: 422, zh: '平台未接入该通知方式', en: 'this platform has no carrier of that channel' },
  ADDRESS_WRONG: { status: 422, zh: '地址或号码不正确', en: 'this is no address of that channel' },
  CONTACT_KNOWN: { status: 409, zh: '该联系方式已添加', en: 'this address is there already' },
  CONTACTS_MOST: { status: 409, zh: '联系方式最多 6 个', en: 'an account has at most 6 addresses' },
  CONTACT_UNKNOWN: { status: 404, zh: '没有该联系方式', en: 'there is no such address' },
  CONTACT_UNPROVED: { status: 409, zh: '该联系方式尚未验证', en: 'this address is not proved yet' },
  CONTACT_PROVED: { status: 409, zh: '该联系方式已验证', en: 'this address is proved already' },
  CODE_WRONG: { status: 422, zh: '验证码不正确', en: 'this is not the code' },
  CODE_OVER: { status: 410, zh: '验证码已失效，请重新获取', en: 'this code is over: ask for another' },
  CODES_SPENT: { status: 429, zh: '24小时内最多发送 10 次验证码', en: 'at most 10 codes are sent in 24 hours' },
  REPORT_UNPROVEN: { status: 403, zh: '报告不是网关发出的', en: 'this report is not of the gateway' },
  DELIVERY_UNKNOWN: { status: 404, zh: '没有该发送记录', en: 'there is no such message' },
})

/** Most addresses of an account; most codes in a day; how long a code is good (ms), and for how many tries. */
const MOST = 6
const MOST_CODES = 10
const DAY = 86_400_000
const GOOD_FOR = 600_000
const TRIES = 5

const nothing = async (): Promise<undefined> => undefined

/** Under which tag an account keeps its addresses: an organisation by its code, an expert by its certificate. */
export const ownerOf = (platform: Platform, who: Who): string =>
  who.organisation ? organisationTag(platform, who.organisation) : expertTag(platform, who.certificate ?? '')

async function own({ platform, who, tx }: Entry, id: string): Promise<ContactRow> {
  const where = { id, account: ownerOf(platform, who) }
  const row = await contacts(platform.database).findOne({ where, raw: true, transaction: tx, lock: tx.LOCK.UPDATE })
  if (!row) throw refuse('CONTACT_UNKNOWN')
  return row as unknown as ContactRow
}

const change = ({ platform, tx }: Entry, id: string, to: Partial<ContactRow>) =>
  contacts(platform.database).update(to, { where: { id }, transaction: tx })

/** Sends a code to an address, so that who has it shows so. */
async function sendCode(e: Entry, contact: ContactRow): Promise<void> {
  const { platform, now, tx } = e
  const { account, id } = contact
  const since = { account, what: 'code', queued_at: { [Op.gt]: now - DAY } }
  if ((await deliveries(platform.database).count({ where: since, transaction: tx })) >= MOST_CODES)
    throw refuse('CODES_SPENT')
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await change(e, id, { code: codeTag(platform, id, code), code_until: now + GOOD_FOR, code_tries: 0 })
  await queue(platform, { what: 'code', contact, from: platform.newId(), code }, tx)
}

const codeTag = ({ vault }: Platform, contact: string, code: string): string => vault.tag('contact code', contact, code)

/** Adds an address to the account, and sends it a code; nothing else goes there before the code came back. */
export const add = command('contact.change', nothing, async (e, _none, input: z.infer<typeof AddContact>) => {
  const { platform, now, tx, who } = e
  const { channel, matters } = input
  if (!platform.carriers.of[channel]) throw refuse('CHANNEL_ABSENT', { channel })
  const address = addressFor(channel, input.address)
  if (!address) throw refuse('ADDRESS_WRONG', { channel })
  const account = ownerOf(platform, who)
  const there = await contacts(platform.database).findAll({ where: { account }, raw: true, transaction: tx })
  const tag = platform.vault.tag('contact', account, channel, address)
  if (there.some((one) => (one as unknown as ContactRow).address === tag)) throw refuse('CONTACT_KNOWN')
  if (there.length >= MOST) throw refuse('CONTACTS_MOST')
  const contact: ContactRow = {
    ...{ id: platform.newId(), account, address: tag, channel, sealed: platform.vault.seal('contact', address) },
    ...{ matters: JSON.stringify(matters), added_at: now, proved_at: null, code: null, code_until: null },
    code_tries: 0,
  }
  await contacts(platform.database).create({ ...contact }, { transaction: tx })
  await sendCode(e, contact)
  return { contact: contact.id }
})

/** Sends another code; the one before is over. */
export const again = command('contact.change', nothing, async (e, _none, input: z.infer<typeof OneContact>) => {
  const contact = await own(e, input.contact)
  if (contact.proved_at !== null) throw refuse('CONTACT_PROVED')
  await sendCode(e, contact)
})

/** Takes the code that came to an address. A wrong one is counted, so it is answered and not thrown before it is written. */
const take = command('contact.change', nothing, async (e, _none, input: z.infer<typeof ProveContact>) => {
  const contact = await own(e, input.contact)
  if (contact.proved_at !== null) throw refuse('CONTACT_PROVED')
  const over = contact.code === null || Number(contact.code_until) <= e.now || contact.code_tries >= TRIES
  if (over) throw refuse('CODE_OVER')
  const right = contact.code === codeTag(e.platform, contact.id, input.code)
  await change(e, contact.id, right ? { proved_at: e.now, code: null } : { code_tries: contact.code_tries + 1 })
  return right
})
export const prove: typeof take = {
  policy: take.policy,
  run: async (context, input) => {
    if (!(await take.run(context, input))) throw refuse('CODE_WRONG')
    return true
  },
}

/** About what an address is told; nothing: it is told nothing, not even the reminders. */
export const setMatters = command('contact.change', nothing, async (e, _none, input: z.infer<typeof SetMatters>) => {
  const contact = await own(e, input.contact)
  if (contact.proved_at === null) throw refuse('CONTACT_UNPROVED')
  await change(e, contact.id, { matters: JSON.stringify(input.matters) })
})

/** Erases an address: what waits for it goes nowhere, and what went there is kept without it. */
export const remove = command('contact.change', nothing, async (e, _none, input: z.infer<typeof OneContact>) => {
  const { platform, tx, now } = e
  const { id } = await own(e, input.contact)
  const table = deliveries(platform.database)
  const waits = { contact: id, status: 'queued' }
  await table.update({ status: 'dead', code: 'ERASED', changed_at: now }, { where: waits, transaction: tx })
  await table.update({ sealed: null }, { where: { contact: id }, transaction: tx })
  await contacts(platform.database).destroy({ where: { id }, transaction: tx })
})

const note = command('delivery.report', nothing, async (e, _none, input: z.infer<typeof ReportDelivery>) => {
  const { platform, tx, now } = e
  const { id, state, code } = input.report
  const table = deliveries(platform.database)
  const row = (await table.findByPk(id, { raw: true, transaction: tx })) as unknown as DeliveryRow | null
  if (!row || row.channel === 'mail') throw refuse('DELIVERY_UNKNOWN')
  const where = { id, status: ['queued', 'sent'] }
  await table.update({ status: state, code, changed_at: now }, { where, transaction: tx })
})
/** What the gateway says became of a message; what it said first stays. Who is not the gateway gets to no table. */
export const report: typeof note = {
  policy: note.policy,
  run: async (context, input) => {
    if (!context.platform.carriers.proves(input.report, input.mac)) throw refuse('REPORT_UNPROVEN')
    return note.run(context, input)
  },
}
