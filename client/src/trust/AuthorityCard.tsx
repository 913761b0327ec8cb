import { Button } from 'antd'
import type { ReactNode } from 'react'
import { unbase64 } from '../../../crypto/bytes.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import type { Heard, TrustedAuthority } from '../../../server/identity/trustList.ts'
import { say } from '../app/words.ts'
import { noRevocationWords } from '../identity/standing.ts'
import { useNow } from '../net/useClock.ts'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'
import { codeWords, memberWord, type Provenance, purposeWord, silenceWord } from './authority.ts'
import { Chain } from './Chain.tsx'

/** One authority as the list has it: its chain, what it is trusted for, where it says what it revoked, and by whom it stands there. */
export function AuthorityCard(of: {
  authority: TrustedAuthority
  heard: readonly Heard[]
  from: Provenance | undefined
  onChange?: () => void
  onRemove?: () => void
}) {
  const { authority, heard, from, onChange, onRemove } = of
  const { uses, policies, code, whenSilent, noRevocation, roots, intermediates } = authority
  return (
    <article className="stack-tight authority">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <div className="row">
          <h3 style={{ margin: 0 }}>{authority.name}</h3>
          <span className="quiet digits">{authority.id}</span>
          <State of={authority} />
        </div>
        {onChange && (
          <div className="row">
            <Button size="small" onClick={onChange}>
              {say('变更', 'Change')}
            </Button>
            <Button size="small" danger onClick={onRemove}>
              {say('移出列表', 'Take off')}
            </Button>
          </div>
        )}
      </div>
      <Chain of={[...roots, ...intermediates].map((der) => parseCertificate(unbase64(der)))} />
      <dl className="facts">
        <Row name={memberWord('uses')}>{uses.map(purposeWord).join(say('、', ', '))}</Row>
        <Row name={memberWord('policies')}>{policies.length ? policies.join(say('、', ', ')) : say('不限', 'any')}</Row>
        <Row name={say('吊销查询', 'Revocation')}>
          {heard.map((one) => (
            <Source key={one.url} of={one} />
          ))}
          {!heard.length && (
            <div className="sun">
              {noRevocation
                ? say(
                    `${noRevocationWords()}。受理理由：${noRevocation}`,
                    `${noRevocationWords()}. Why it is taken: ${noRevocation}`,
                  )
                : say(
                    '没有查询地址：按管理员放入信任目录的吊销列表判定，其中查不到的不予受理',
                    'no address: judged by the lists that an administrator laid into the trust folder; what they do not know is not taken',
                  )}
            </div>
          )}
          {heard.length > 0 && (
            <div className="quiet">
              {memberWord('whenSilent')}
              {say('：', ': ')}
              {silenceWord(whenSilent)}
            </div>
          )}
        </Row>
        <Row name={memberWord('code')}>
          <span className="digits">{codeWords(code)}</span>
        </Row>
        <Row name={say('在列依据', 'On the list')}>
          <span className="digits">
            {authority.lastDay
              ? `${authority.firstDay} – ${authority.lastDay}`
              : say(`${authority.firstDay} 起`, `from ${authority.firstDay}`)}
          </span>
          <div>
            {from?.by
              ? say(
                  `${from.by}提出，${from.confirmedBy}确认`,
                  `proposed by ${from.by}, confirmed by ${from.confirmedBy}`,
                )
              : say('平台建立时列入', 'there from the beginning')}{' '}
            {from && <Moment at={from.since} />} {from && <ProofButton fact={from.fact} />}
          </div>
        </Row>
      </dl>
    </article>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function State({ of: { firstDay, lastDay } }: { of: TrustedAuthority }) {
  const today = beijing(useNow()).slice(0, 10)
  const [tone, text] =
    today < firstDay
      ? ['sun', say('尚未启用', 'not yet')]
      : lastDay !== null && today > lastDay
        ? ['bad', say('已到期', 'over')]
        : ['good', say('在用', 'in force')]
  return (
    <span className={tone}>
      <span className={`dot ${tone}`} /> {text}
    </span>
  )
}

function Source({ of: { url, kind, heardAt, silent, thisUpdate, nextUpdate } }: { of: Heard }) {
  const now = useNow()
  return (
    <div style={{ marginBottom: 4 }}>
      <span className="tag">{kind === 'list' ? 'CRL' : 'OCSP'}</span> <span className="digits">{url}</span>
      <div className={silent ? 'bad' : 'quiet'}>
        {silent && say('最近一次查询没有得到应答；', 'silent when last asked; ')}
        {heardAt === null ? (
          say('本次启动以来尚未取得', 'not heard since the platform started')
        ) : (
          <>
            {say('最近取得', 'last heard')} <Moment at={heardAt} /> {say('，距今 ', ', ')}
            {age(now - heardAt)}
            {say('', ' ago')}
          </>
        )}
        {thisUpdate !== null && (
          <>
            {say('；列表发布于', '; issued')} <Moment at={thisUpdate} />
            {nextUpdate !== null && (
              <>
                {say('，有效至', ', until')} <Moment at={nextUpdate} />
              </>
            )}
          </>
        )}
      </div>
    </div>
  )
}

const MINUTE = 60_000

/** How long ago, in the largest unit that fits. */
function age(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE))
  if (minutes < 60) return say(`${minutes} 分钟`, `${minutes} min`)
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? say(`${hours} 小时`, `${hours} h`)
    : say(`${Math.floor(hours / 24)} 天`, `${Math.floor(hours / 24)} days`)
}
