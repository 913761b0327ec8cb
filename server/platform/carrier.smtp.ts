import { createTransport } from 'nodemailer'
import { type Carrier, CarrierRefused, CarrierSilent, type Outgoing } from './carrier.ts'

/** How long the server may take for each step, ms. */
const PATIENCE = 10_000
/** What an SMTP server says after a name or an envelope that it will never take. */
const FOR_GOOD = ['EENVELOPE', 'EMESSAGE']

/** From whom a mail comes, and the name that message ids end with. */
export interface Sender {
  from: string
  /** a domain name */
  domain: string
}

/**
 * The fields of a mail as nodemailer takes them; the id is the message's own and the same each time. The text is always in
 * base64, so that mails of one wording are of one length.
 */
export const mailOf = ({ id, to, subject, text }: Outgoing, { from, domain }: Sender) => ({
  ...{ from, to, subject, text, messageId: `<${id}@${domain}>` },
  textEncoding: 'base64' as const,
  headers: { 'Auto-Submitted': 'auto-generated' },
})

/**
 * Mail by SMTP (RFC 5321), never without TLS.
 *
 * @param of.url `smtps://user:password@host:465`, or `smtp://…:587`, which has to offer STARTTLS
 * @param of.authority a root certificate (PEM) beside those that the machine trusts
 */
export function smtpCarrier(of: Sender & { url: string; authority?: string; patience?: number }): Carrier {
  const { protocol, hostname, port, username, password } = new URL(of.url)
  const secure = protocol === 'smtps:'
  const patience = of.patience ?? PATIENCE
  const transport = createTransport({
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    ...{ secure, requireTLS: true, disableFileAccess: true, disableUrlAccess: true },
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    ...{ connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience },
    ...(of.authority ? { tls: { ca: of.authority } } : {}),
  })
  return {
    send: async (message) => {
      try {
        const { response } = await transport.sendMail(mailOf(message, of))
        return { code: codeIn(response) || 'SMTP 250' }
      } catch (problem) {
        throw failureOf(problem as Failed)
      }
    },
  }
}

interface Failed {
  code?: string
  responseCode?: number
  response?: string
}

/** The codes of a reply, without its words: those may repeat the address. */
const codeIn = (response = ''): string => {
  const [, basic, enhanced] = /^(\d{3})[ -](\d\.\d{1,3}\.\d{1,3})?/.exec(response) ?? []
  return basic ? ['SMTP', basic, enhanced].filter(Boolean).join(' ') : ''
}

function failureOf({ code = 'ESMTP', responseCode = 0, response }: Failed): CarrierRefused | CarrierSilent {
  const said = codeIn(response) || (responseCode ? `SMTP ${responseCode}` : `SMTP ${code}`)
  return responseCode >= 500 && FOR_GOOD.includes(code) ? new CarrierRefused(said) : new CarrierSilent(said)
}
