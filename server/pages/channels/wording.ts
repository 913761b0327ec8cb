import type { Channel } from '../../platform/carrier.ts'

/** Why a message goes out: something for this reader, the reminder at its fixed hour, the proof of an address. */
export type What = 'notice' | 'digest' | 'code'

/** What is said. Of each kind it is always the same: no tender, no name, no bid, no number of anything. */
export function wording(what: What, channel: Channel, { url, code = '' }: { url: string; code?: string }) {
  const said = says[what]
  const { subject, zh, en } = said(code)
  if (channel === 'mail') return { subject, text: `${zh}\n${url}\n\n${en}\n${url}\n` }
  return { subject, text: channel === 'sms' ? `【阳光交易】${zh}${url}` : `阳光交易通知您：${zh}重复一遍：${zh}` }
}

const says: Record<What, (code: string) => { subject: string; zh: string; en: string }> = {
  notice: () => ({
    subject: '阳光交易：您有新消息 You have a new message',
    zh: '您在阳光交易有新消息，请登录查看。',
    en: 'You have a new message at Yangguang. Please sign in to read it.',
  }),
  digest: () => ({
    subject: '阳光交易：定时提醒 Reminder',
    zh: '定时提醒：请登录阳光交易，查看是否有新消息。此提醒按固定时刻发给每个开启通知的账户，不表示您有或没有新消息。',
    en: 'Reminder: sign in to Yangguang and see whether there is a new message. It goes to every account at fixed hours and does not say whether there is one.',
  }),
  code: (code) => ({
    subject: '阳光交易：联系方式验证 Prove this address',
    zh: `验证码 ${code}，10分钟内有效，用于确认阳光交易账户的联系方式。非本人操作请忽略。`,
    en: `Code ${code}, good for 10 minutes: it proves the address of an account at Yangguang. If that was not you, ignore this message.`,
  }),
}
