import type { Announcement } from '../../../server/award/announcementEvents.ts'
import type { Terms } from '../../../server/award/contract.ts'
import { fullName } from '../../../server/award/publicity.ts'
import { say, word } from '../app/words.ts'
import { Report } from '../award/AfterContract.tsx'
import { Announced, SendNotices } from '../award/Announced.tsx'
import { ContractSheet } from '../award/ContractSheet.tsx'
import { DutyList } from '../award/Duties.tsx'
import { PassOver } from '../award/Passing.tsx'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { groundsOf, Objections } from './Award.tsx'
import type { OfTender } from './TenderPage.tsx'

interface Decided {
  winner: { tag: string; name: string; code: string; members?: string[]; terms: Terms }
  announcement: (Announcement & { from: number; until: number }) | null
  decidedAt: number | null
  notice: string | null
  contractedAt: number | null
}
/** The award and the contract. */
export function Contract({ tender, acting, host, reload }: OfTender) {
  const award = useLoad<Decided>(`/tenders/${tender.id}/award`)
  return (
    <>
      <section className="sheet stack">
        <h2>{say('中标结果', 'Award')}</h2>
        <Loading of={award}>
          {({ winner, decidedAt, notice, announcement }) => (
            <>
              <dl className="facts">
                <dt>{say('中标人', 'Winner')}</dt>
                <dd>
                  <b>{fullName(winner)}</b> <span className="quiet digits">{winner.code}</span>
                </dd>
                <dt>{say('中标价', 'Price')}</dt>
                <dd>
                  <Money fen={winner.terms.price} capitals />
                </dd>
                <dt>{say('确定时间', 'Decided')}</dt>
                <dd>{decidedAt && <Moment at={decidedAt} />}</dd>
              </dl>
              {announcement && <Announced tender={tender.id} of={announcement} />}
              {!notice && acting === 'tenderer' && <SendNotices tender={tender.id} onSent={award.reload} />}
              {notice && (
                <a href={api.url(`/tenders/${tender.id}/award/notice.pdf`)}>
                  {say('中标通知书 PDF', 'Award notice (PDF)')}
                </a>
              )}
            </>
          )}
        </Loading>
      </section>
      {(host || acting === 'bidder') && (
        <ContractSheet
          tender={tender.id}
          buyer={word('tenderer', tender.track)}
          side={acting === 'bidder' ? 'winner' : acting === 'tenderer' ? 'tenderer' : null}
          version={tender}
          onSigned={reload}
        />
      )}
      {host && (
        <Objections
          tender={tender.id}
          answers={acting === 'tenderer'}
          grounds={groundsOf(tender)}
          challenges={tender.track === 'G'}
          onAnswered={reload}
        />
      )}
      {host && (
        <Report tender={tender.id} made={!!award.value?.contractedAt} itself={acting === 'tenderer'} onDone={reload} />
      )}
      {acting === 'tenderer' && tender.stage === 'awarded' && award.value && (
        <PassOver tender={tender.id} names={{ [award.value.winner.tag]: award.value.winner.name }} onDone={reload} />
      )}
      {host && <DutyList tender={tender.id} version={tender} />}
    </>
  )
}
