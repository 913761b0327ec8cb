import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { World } from '../world.ts'

/** Who has a mail address in the demo: one that runs the tender, one that bids. */
const MAILS = { agent: 'agent@agency.example', 'bidder-1': 'bids@bidder-1.example' }

interface Contacts {
  items: { id: string; address: string; provedAt: number | null }[]
}

/** The body of a mail that the spool keeps. */
function bodyOf(mail: string): string {
  const [, body = ''] = mail.split(/\r\n\r\n([\s\S]*)/)
  return Buffer.from(body, 'base64').toString('utf8')
}

/** Mails of the spool to one address. */
async function mailsTo(spool: string, address: string): Promise<string[]> {
  const names = (await readdir(spool).catch(() => [])).filter((name) => name.endsWith('.eml'))
  const all = await Promise.all(names.map((name) => readFile(join(spool, name), 'utf8')))
  return all.filter((mail) => mail.includes(`To: ${address}\r\n`)).map(bodyOf)
}

/**
 * Two accounts name a mail address and prove it by the code that came to it. From then on they are told by mail that there
 * is something to read.
 *
 * @param spool the folder in place of a mail server
 */
export async function addresses(world: World, spool: string): Promise<void> {
  for (const [id, address] of Object.entries(MAILS)) {
    const person = world.as(id)
    const { items } = await person.get<Contacts>('/account/contacts')
    const there = items.find((one) => one.address === address)
    if (there?.provedAt) continue
    if (there) await person.post(`/account/contacts/${there.id}/removal`, {})
    const { contact } = await person.post<{ contact: string }>('/account/contacts', { channel: 'mail', address })
    const codes = async (): Promise<string[]> =>
      (await mailsTo(spool, address)).flatMap((text) => /验证码 (\d{6})/.exec(text)?.[1] ?? [])
    await world.until(`${address}`, async () => (await codes()).length > 0)
    for (const code of new Set(await codes()))
      await person.post(`/account/contacts/${contact}/proof`, { code }).catch(() => undefined) // one of them is the last
    world.say(`${person.person.name} 的通知邮箱 is told by mail: ${address}`)
  }
}

/** Says what lies in the spool: the same words to both, whoever takes part in what. */
export async function showSpool(world: World, spool: string): Promise<void> {
  for (const [id, address] of Object.entries(MAILS)) {
    const all = await mailsTo(spool, address)
    const notices = all.filter((text) => text.includes('您在阳光交易有新消息')).length
    const reminders = all.filter((text) => text.includes('定时提醒')).length
    world.say(`${world.as(id).person.name}: ${notices} 封新消息提示 notices, ${reminders} 封定时提醒 reminders`)
  }
  world.say(`站外消息 mails lie in ${spool}`)
}
