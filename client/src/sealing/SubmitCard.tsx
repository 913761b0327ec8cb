import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Certificate } from '../../../crypto/certificate.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, signingCertificate, useKeys } from '../app/keys.ts'
import { useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { depositWord, type MyDeposit } from '../deposits/deposit.ts'
import { useLoad } from '../net/load.ts'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { fenOf, PARTS } from './checks.ts'
import { OwnTrack } from './OwnTrack.tsx'
import { ReviewedFile } from './ReviewedFile.tsx'
import type { Made, Sealing } from './useSealing.ts'

const tailOf = ({ serial, notAfter }: Certificate): string =>
  say(
    `尾号 ${serial.slice(-6)}，有效至 ${beijing(notAfter).slice(0, 10)}`,
    `…${serial.slice(-6)}, valid until ${beijing(notAfter).slice(0, 10)}`,
  )

/** The answers once more, and what the signature does. */
export function SubmitCard(of: {
  tender: Tender
  sealing: Sealing
  /** what is sealed */
  of: Made
  onSubmit: () => void
  onCancel: () => void
}) {
  const { tender, sealing } = of
  const { files, fields, withCode } = of.of
  const keys = useKeys()
  const [seen, setSeen] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => void heading.current?.focus(), []) // the form is gone: who has no mouse goes on from here
  const { session } = useSession()
  const deposit = useLoad<MyDeposit>(`/tenders/${tender.id}/deposit`).value
  const [signs, opens] = [signingCertificate(keys), encryptionCertificate(keys)]
  const submitting = sealing.state === 'running' // what is being handed in cannot be given up any more
  const change = (what: string) => (
    <Button
      type="link"
      size="small"
      aria-label={say(`更改${what}`, `change ${what}`)}
      disabled={submitting}
      onClick={of.onCancel}
    >
      {say('更改', 'Change')}
    </Button>
  )
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }} ref={heading} tabIndex={-1}>
        {say('核对后签名递交', 'Check, then sign and submit')}
      </h2>
      <dl className="facts">
        <dt>{word('tender')}</dt>
        <dd>
          {tender.name} <span className="quiet digits">{tender.code}</span>
        </dd>
        <dt>{word('bidder')}</dt>
        <dd>
          {session?.organisationName} <span className="quiet digits">{session?.organisation}</span>
        </dd>
        <dt>{say('投标保证金', 'Deposit')}</dt>
        <dd>
          {tender.deposit === '0' ? (
            say('不要求', 'none is asked')
          ) : (
            <>
              {depositWord(deposit?.status)[1]}{' '}
              <a href={`/b/${tender.id}/deposit`} target="_blank" rel="noreferrer">
                {say('查看', 'See')}
              </a>
            </>
          )}
        </dd>
        <dt>{say('投标报价', 'Price')}</dt>
        <dd>
          <Money fen={fenOf(fields.price) ?? 0n} capitals /> {change(say('投标报价', 'price'))}
        </dd>
        <dt>
          {tender.track === 'G' ? say('履行期限 / 质量', 'Time / quality') : say('工期 / 质量', 'Duration / quality')}
        </dt>
        <dd>
          {fields.durationDays} {say('日历天', 'days')} / {fields.quality}{' '}
          {change(say('工期与质量', 'duration and quality'))}
        </dd>
        <dt>{say('项目负责人', 'Leader')}</dt>
        <dd>
          {fields.leader} {fields.leaderCertificate} {change(say('项目负责人', 'leader'))}
        </dd>
        <OwnTrack tender={tender} fields={fields} change={change} />
        <dt>{say('单位负责人', 'Head of the bidder')}</dt>
        <dd>
          {fields.head} {change(say('单位负责人', 'head'))}
        </dd>
        <dt>{say('本机信息', 'This machine')}</dt>
        <dd>
          {fields.machine === 'yes' ? say('采集并密封', 'sealed') : say('未采集', 'not collected')}{' '}
          {change(say('本机信息', 'machine'))}
        </dd>
        {PARTS.map((part) => (
          <div key={part} style={{ display: 'contents' }}>
            <dt>{word(part)}</dt>
            <dd>
              {files[part].map((chosen) => (
                <ReviewedFile key={chosen.name} chosen={chosen} />
              ))}
              {change(word(part))}
              <div className="hash quiet">
                {say('加密后根指纹', 'root of the sealed part')}{' '}
                {sealing.sealed?.parts.find(({ id }) => id === part)?.root}
              </div>
            </dd>
          </div>
        ))}
        <dt>{say('包头散列（SHA-256 或 SM3）', 'Header hash (SHA-256 or SM3)')}</dt>
        <dd className="hash">{sealing.sealed?.header}</dd>
        <dt>{say('签名证书', 'Signing certificate')}</dt>
        <dd className="digits">{signs && tailOf(signs)}</dd>
        <dt>{say('开标解密须用证书', 'Certificate for the opening')}</dt>
        <dd className="digits">{opens && tailOf(opens)}</dd>
        {tender.remedy && (
          <>
            <dt>{say('补救码', 'Remedy code')}</dt>
            <dd>
              {withCode
                ? say('已生成，由您取走保存', 'made, and taken by you')
                : say('未生成：只有上述证书能解密', 'none: only that certificate opens it')}{' '}
              {change(say('补救码', 'remedy code'))}
            </dd>
          </>
        )}
        <dt>{say('投标截止', 'Deadline')}</dt>
        <dd>
          <Moment at={tender.deadline} />
        </dd>
      </dl>
      <div className="banner">
        {say(
          '签名后平台立即出具回执，以回执时间为准。截止前可以撤回或替换；截止后不能再改。',
          'With your signature the platform gives a receipt at once; its time counts. Until the deadline you may withdraw or replace the bid; afterwards nothing can be changed.',
        )}
      </div>
      <Checkbox checked={seen} onChange={({ target }) => setSeen(target.checked)}>
        {say(
          `我已逐项核对，以上就是本单位向“${tender.name}”递交的全部内容`,
          `I have checked each line: this is all that we submit to ${tender.name}`,
        )}
      </Checkbox>
      <Refused problem={sealing.problem} />
      {sealing.problem?.code === 'BID_WITHOUT_DEPOSIT' && (
        <span>
          <a href={`/b/${tender.id}/deposit`} target="_blank" rel="noreferrer">
            {say('查看保证金（另开一页）', 'See the deposit (another page)')}
          </a>{' '}
          {say(
            '到账后回到本页再次签名递交即可，不必重新上传。',
            'Once it has arrived, sign again here: nothing is uploaded twice.',
          )}
        </span>
      )}
      <div className="row">
        <Button type="primary" size="large" disabled={!seen} loading={submitting} onClick={of.onSubmit}>
          {keys.length
            ? say('签名并递交（用已打开的证书）', 'Sign and submit (with the open key)')
            : say('签名并递交（需输入证书口令）', 'Sign and submit (asks for the PIN)')}
        </Button>
        <Button disabled={submitting} onClick={of.onCancel}>
          {say('放弃这次封装，返回修改', 'Discard and go back')}
        </Button>
      </div>
    </section>
  )
}
