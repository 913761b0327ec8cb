import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastHour } from '../../server/pages/channels/hours.ts'
import { deliveries, digests } from '../../server/pages/channels/tables.ts'
import type { ShownContact, ShownDelivery } from '../../server/pages/channels/views.ts'
import { eventually } from '../world/eventually.ts'
import type { TestWorld } from '../world/world.ts'

interface Contacts {
  channels: string[]
  hours: string[]
  items: ShownContact[]
}

/** What lies in the spool: a file each. */
export async function spooled(running: TestWorld): Promise<Map<string, string>> {
  const folder = running.config.outside.spool ?? ''
  const names = await readdir(folder).catch(() => [])
  const shown = names.filter((name) => !name.startsWith('.'))
  return new Map(
    await Promise.all(shown.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
}

/** A text message of the spool: to whom, and what it says. */
export const smsOf = (file: string) => {
  const [, to = '', text = ''] = /^To: (\S+)\n\n([\s\S]*)$/.exec(file) ?? []
  return { to, text: text.trim() }
}

/** The last code that was sent to a number. */
export async function codeFor(running: TestWorld, number: string): Promise<string> {
  let code = ''
  await eventually(async () => {
    const all = [...(await spooled(running)).values()].map(smsOf).filter(({ to }) => to === number)
    code = all.map(({ text }) => /验证码 (\d{6})/.exec(text)?.[1] ?? '').findLast(Boolean) ?? ''
    return code !== ''
  })
  return code
}

/** The addresses of somebody's account. */
export const own = (running: TestWorld, id: string) => running.world.as(id).get<Contacts>('/account/contacts')
/** What went out to them, newest first. */
export const sent = async (running: TestWorld, id: string) =>
  (await running.world.as(id).get<{ items: ShownDelivery[] }>('/account/deliveries')).items
/** Adds an address to an account. */
export const addTo = (running: TestWorld, id: string, channel: string, address: string) =>
  running.world.as(id).post<{ contact: string }>('/account/contacts', { channel, address })

/** Adds a number to an account and proves it by the code that came. */
export async function proved(running: TestWorld, id: string, number: string): Promise<string> {
  const { contact } = await addTo(running, id, 'sms', number)
  await running.world.as(id).post(`/account/contacts/${contact}/proof`, { code: await codeFor(running, number) })
  return contact
}

/** Waits until nothing is on its way and the last hour's reminders were queued. */
export const quiet = async (running: TestWorld): Promise<void> => {
  await running.settled()
  await eventually(async () => {
    const { database, clock } = running.platform
    const slot = lastHour(clock.now(), running.config.outside.hours)
    if (!(await digests(database).findByPk(slot))) return false
    return (await deliveries(database).count({ where: { status: 'queued' } })) === 0
  })
}
