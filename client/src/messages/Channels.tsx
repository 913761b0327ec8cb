import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { AddContact } from './AddContact.tsx'
import { ContactCard } from './ContactCard.tsx'
import type { Contacts } from './channel.ts'
import { InboxHead } from './InboxHead.tsx'

/** To which addresses one is told that there is something to see, and about what. */
export default function Channels() {
  const contacts = useLoad<Contacts>('/account/contacts')
  return (
    <>
      <InboxHead />
      <Loading of={contacts}>
        {({ channels, hours, items }) => (
          <div className="two">
            <div className="stack">
              {items.length === 0 && (
                <div className="sheet">
                  <Empty>
                    {say(
                      '还没有联系方式。消息始终在站内；添加邮件或电话后，平台会提示您登录查看。',
                      'No address yet. Messages are always here; with an address you are told to sign in and look.',
                    )}
                  </Empty>
                </div>
              )}
              {items.map((one) => (
                <ContactCard key={one.id} of={one} onChange={contacts.reload} />
              ))}
              <AddContact channels={channels} onAdded={contacts.reload} />
            </div>
            <About hours={hours} />
          </div>
        )}
      </Loading>
    </>
  )
}

/** What goes out when, and what its carrier learns. */
function About({ hours }: { hours: string[] }) {
  const at = hours.join(say('、', ', '))
  return (
    <section className="sheet stack">
      <h2>{say('什么时候发、写什么', 'What is sent, and when')}</h2>
      <p style={{ margin: 0 }}>
        {say(
          '通知只说“有新消息，请登录查看”，不写标段、单位名称和投标。法定通知始终在站内，不受这里的选择影响。',
          'A notice only says that there is a new message. It names no tender, nobody and no bid. Legal notices are always in the inbox, whatever is chosen here.',
        )}
      </p>
      <p style={{ margin: 0 }}>
        {say(
          `立即发送：人人可读的事项，且您是公开的当事方（招标人或采购人、代理、中心、监督；投标人在名单公布之后），以及证书到期。其余一律等到每天 ${at} 的定时提醒：届时每个开启通知的账户都会收到同样的一句话，无论有没有消息。`,
          `At once: what everybody may read, where you are publicly a party (those who run and watch a tender; bidders once they are named), and the end of a certificate. All else waits for the reminder at ${at}: then every account with an address on gets the same words, whether there is anything or not.`,
        )}
      </p>
      <p style={{ margin: 0 }}>
        {say(
          '因此短信、邮件的承运方能知道谁在平台有账户，但不能从中看出谁参加了哪个标段。关闭一个联系方式的全部事项，它就不再收到定时提醒。',
          'So who carries mails and text messages learns who has an account, and not who takes part in what. An address with no matter at all gets no reminder.',
        )}
      </p>
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '平台不提供浏览器推送（Web Push）：推送必须经过浏览器厂商的服务器，其中多在境外，会得知每台设备何时收到通知。',
          'There is no Web Push: it passes the servers of the browser’s maker, most of them abroad, which would learn which device is told when.',
        )}
      </p>
    </section>
  )
}
