import { readFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { gatewayCarrier, gatewayProves } from './carrier.gateway.ts'
import { smtpCarrier } from './carrier.smtp.ts'
import { spoolCarrier } from './carrier.spool.ts'
import { type Carrier, type Carriers, CHANNELS, type Channel } from './carrier.ts'
import type { Clock } from './platform.ts'

/** Chooses who carries what: SMTP and the gateway where they are set, else the spool where there is one. */
export async function carriersOf({ outside, publicUrl }: Config, clock: Clock): Promise<Carriers> {
  const { mail, from, gateway, spool } = outside
  const sender = { from, domain: new URL(publicUrl).hostname }
  const roots = mail?.roots ? { authority: await readFile(mail.roots, 'utf8') } : {}
  const carrierOf = (channel: Channel): Carrier | undefined => {
    if (channel === 'mail' && mail) return smtpCarrier({ ...sender, ...roots, url: mail.url })
    if (channel !== 'mail' && gateway) return gatewayCarrier({ ...gateway, channel, clock })
    return spool === undefined ? undefined : spoolCarrier({ ...sender, channel, clock, folder: spool })
  }
  const found = CHANNELS.map((channel) => [channel, carrierOf(channel)] as const).filter(([, carrier]) => carrier)
  return { of: Object.fromEntries(found), proves: gateway ? gatewayProves(gateway.secret) : () => false }
}
