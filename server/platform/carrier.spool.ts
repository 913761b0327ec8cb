import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { mailOf, type Sender } from './carrier.smtp.ts'
import { type Carrier, CarrierSilent, type Channel, type Outgoing } from './carrier.ts'
import type { Clock } from './platform.ts'

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

/** A mail as it would leave (RFC 5322). */
async function composed(message: Outgoing, sender: Sender, at: number): Promise<Uint8Array> {
  const { message: bytes } = await composer.sendMail({ ...mailOf(message, sender), date: new Date(at) })
  return bytes as Buffer
}

/**
 * A folder in place of a carrier, for demonstrations: mails as `.eml`, what would be said or sent by telephone as `.txt`.
 * A message has one file, by its id.
 */
export function spoolCarrier(of: Sender & { folder: string; channel: Channel; clock: Pick<Clock, 'now'> }): Carrier {
  return {
    send: async (message) => {
      try {
        const mail = of.channel === 'mail'
        const name = `${of.channel}-${message.id}.${mail ? 'eml' : 'txt'}`
        const bytes = mail ? await composed(message, of, of.clock.now()) : `To: ${message.to}\n\n${message.text}\n`
        await keep(of.folder, name, bytes)
        return { code: 'SPOOLED' }
      } catch (problem) {
        throw new CarrierSilent(`SPOOL ${(problem as NodeJS.ErrnoException).code ?? 'EIO'}`)
      }
    },
  }
}

async function keep(folder: string, name: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${name}`)
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, join(folder, name))
}
