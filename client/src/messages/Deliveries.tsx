import { Button } from 'antd'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { channelWord, type Delivery } from './channel.ts'
import { InboxHead } from './InboxHead.tsx'

/** What went out to one's own addresses, and what became of it. */
export default function Deliveries() {
  const sent = useLoad<{ items: Delivery[] }>('/account/deliveries')
  return (
    <>
      <InboxHead />
      <section className="sheet stack">
        <div className="sheet-head">
          <h2>{say('发送记录', 'What was sent')}</h2>
          <Button size="small" loading={sent.loading} onClick={sent.reload}>
            {say('刷新', 'Refresh')}
          </Button>
        </div>
        <Loading of={sent}>
          {({ items }) => (
            <>
              {items.length === 0 && <Empty>{say('还没有发出过消息。', 'Nothing was sent yet.')}</Empty>}
              {items.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </>
          )}
        </Loading>
      </section>
      <p className="quiet prose">
        {say(
          '记录只有本账户能看到，保存 90 天，不进入公开日志。“已发出”是承运方已接收；邮件没有可靠的送达回执，短信和语音由网关报告送达。发不出的会间隔重试，6 小时后放弃。',
          'Only this account sees this; it is kept for 90 days and never enters the log. “Sent” means that the carrier took it; mail has no reliable word of its arrival, text messages and calls are reported by the gateway. What cannot be sent is tried again, and given up after 6 hours.',
        )}
      </p>
    </>
  )
}

const statusWord = (status: Delivery['status']): [text: string, tag: string] =>
  ({
    queued: [say('排队中', 'queued'), 'sun'],
    sent: [say('已发出', 'sent'), ''],
    delivered: [say('已送达', 'delivered'), 'good'],
    failed: [say('未送达', 'failed'), 'bad'],
    dead: [say('已放弃', 'given up'), 'bad'],
  })[status] as [string, string]

const whatWord = (what: Delivery['what']): string =>
  ({
    notice: say('新消息提示', 'a new message'),
    digest: say('定时提醒', 'the reminder'),
    code: say('验证码', 'a code'),
  })[what]

function Row({ of }: { of: Delivery }) {
  const [text, tag] = statusWord(of.status)
  return (
    <article className="message">
      <div className="quiet">
        <Moment at={of.queuedAt} /> · {channelWord(of.channel)}{' '}
        <span className="digits">{of.address ?? say('（地址已删除）', '(erased)')}</span>
      </div>
      <div className="row">
        <b>{whatWord(of.what)}</b>
        <span className={`tag ${tag}`}>{text}</span>
      </div>
      <div className="quiet digits">
        {say(`尝试 ${of.tries} 次`, `${of.tries} tries`)}
        {of.code && ` · ${say('承运方代码', 'carrier’s code')} ${of.code}`} · <Moment at={of.changedAt} />
      </div>
    </article>
  )
}
