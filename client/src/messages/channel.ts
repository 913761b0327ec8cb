import { say } from '../app/words.ts'
import type { Matter } from './message.ts'

/** A way out of the platform. */
export type Channel = 'mail' | 'sms' | 'voice'

/** An address of one's account, as the platform answers it. */
export interface Contact {
  id: string
  channel: Channel
  address: string
  matters: Matter[]
  provedAt: number | null
  codeUntil: number | null
}

/** What the page of preferences is made of. */
export interface Contacts {
  /** those that this platform has */
  channels: Channel[]
  /** times of day at which every account is reminded */
  hours: string[]
  items: Contact[]
}

/** A message that went out, or did not. */
export interface Delivery {
  id: string
  channel: Channel
  what: 'notice' | 'digest' | 'code'
  address: string | null
  status: 'queued' | 'sent' | 'delivered' | 'failed' | 'dead'
  tries: number
  code: string | null
  queuedAt: number
  changedAt: number
}

/** A channel in a word. */
export const channelWord = (channel: Channel): string =>
  ({ mail: say('邮件', 'Mail'), sms: say('短信', 'Text message'), voice: say('语音电话', 'Call') })[channel]
