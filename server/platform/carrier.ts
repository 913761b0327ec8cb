/** Ways out of the platform by which somebody is told that there is something to read. */
export const CHANNELS = ['mail', 'sms', 'voice'] as const
export type Channel = (typeof CHANNELS)[number]

/** A message for one address. It names nobody and nothing but the platform itself. */
export interface Outgoing {
  /** lower-case letters and digits; the same again is the same message */
  id: string
  /** an address of mail, or a telephone number in China */
  to: string
  subject: string
  text: string
}

/**
 * Who carries messages of one channel. `send` resolves once the carrier has taken the message, with its own code; sent
 * again under the same id a message is the same message.
 */
export interface Carrier {
  send(message: Outgoing): Promise<{ code: string }>
}

/** What became of a message, as a carrier tells it afterwards. */
export interface CarrierReport {
  id: string
  state: 'delivered' | 'failed'
  code: string
  /** ms since 1970, by the carrier's clock */
  at: number
}

/** The carriers that this platform has; a channel without one is not offered. */
export interface Carriers {
  readonly of: Readonly<Partial<Record<Channel, Carrier>>>
  /** Whether a report is the gateway's: by the keyed hash that came with it. */
  proves(report: CarrierReport, mac: string): boolean
}

/** The carrier will never take this message: `code` is its own. Neither text nor address is in here. */
export class CarrierRefused extends Error {
  override readonly name = 'CarrierRefused'
  readonly code: string
  constructor(code: string) {
    super(`the carrier refused a message: ${code}`)
    this.code = code
  }
}

/** The carrier did not take the message now, or it is not known whether it did. Sent again it does no harm. */
export class CarrierSilent extends Error {
  override readonly name = 'CarrierSilent'
  readonly code: string
  constructor(code: string) {
    super(`the carrier did not take a message: ${code}`)
    this.code = code
  }
}
