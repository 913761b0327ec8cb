import { join } from 'node:path'

/** How messages leave the platform. */
export interface Outside {
  /** SMTP server for mails; absent: none, or the spool */
  mail: { url: string; roots: string | undefined } | undefined
  /** from whom mails come */
  from: string
  /** a region's gateway for text messages and calls, and the secret shared with it */
  gateway: { url: string; secret: string } | undefined
  /** a folder in place of every carrier that is not set; never in production */
  spool: string | undefined
  /** times of day (Shanghai) at which every account with an address is reminded */
  hours: string[]
}

type Settings = Record<
  'NODE_ENV' | 'MAIL_URL' | 'MAIL_FROM' | 'MAIL_ROOTS' | 'GATEWAY_URL' | 'GATEWAY_SECRET' | 'REMINDER_HOURS',
  string
>

/** Reads the settings of the carriers. */
export const outsideOf = (env: Settings, data: string): Outside => ({
  mail: env.MAIL_URL ? { url: env.MAIL_URL, roots: env.MAIL_ROOTS || undefined } : undefined,
  from: env.MAIL_FROM || '阳光交易 <noreply@yangguang.example>',
  gateway: env.GATEWAY_URL ? { url: env.GATEWAY_URL, secret: env.GATEWAY_SECRET } : undefined,
  spool: env.NODE_ENV === 'production' ? undefined : join(data, 'spool'),
  hours: env.REMINDER_HOURS.split(/[\s,]+/).filter(Boolean),
})

/** Why these settings cannot be; nothing where they can. */
export function unfitOutside({ mail, from, gateway, hours }: Outside, production: boolean): string[] {
  const reasons: string[] = []
  if (mail && !/^smtps?:\/\/./.test(mail.url)) reasons.push('MAIL_URL is smtps://… or smtp://… (with STARTTLS)')
  if (mail && production && from.endsWith('.example>')) reasons.push('MAIL_URL needs MAIL_FROM, an address of yours')
  if (gateway && gateway.secret.length < 32) reasons.push('GATEWAY_URL needs GATEWAY_SECRET of at least 32 characters')
  if (gateway && production && !gateway.url.startsWith('https://'))
    reasons.push('production wants GATEWAY_URL=https://…')
  if (!hours.length || !hours.every((hour) => /^([01]\d|2[0-3]):[0-5]\d$/.test(hour)))
    reasons.push('REMINDER_HOURS lists times of day, such as 09:00 15:00')
  return reasons
}
