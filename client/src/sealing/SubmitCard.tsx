import { Button } from 'antd'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, signingCertificate, useKeys } from '../app/keys.ts'
import { say, word } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { fenOf, PARTS, type Part } from './checks.ts'
import type { Fields } from './form.ts'
import { OwnTrack } from './OwnTrack.tsx'
import type { Choice } from './RemedyChoice.tsx'
import { bytesText } from './rate.ts'
import type { Sealing } from './useSealing.ts'

/** The answers once more, and what the signature does. */
export function SubmitCard(of: {
  tender: Tender
  sealing: Sealing
  files: Partial<Record<Part, File>>
  fields: Fields
  /** whether it has a remedy code, where the tender document allows one */
  choice: Choice
  onSubmit: () => void
  onCancel: () => void
}) {
  const { tender, sealing, files, fields } = of
  const keys = useKeys()
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('核对后签名递交', 'Check, then sign and submit')}</h2>
      <dl className="facts">
        <dt>{word('tender')}</dt>
        <dd>
          {tender.name} <span className="quiet digits">{tender.code}</span>
        </dd>
        <dt>{say('投标报价', 'Price')}</dt>
        <dd>
          <Money fen={fenOf(fields.price) ?? 0n} capitals />
        </dd>
        <dt>
          {tender.track === 'G' ? say('履行期限 / 质量', 'Time / quality') : say('工期 / 质量', 'Duration / quality')}
        </dt>
        <dd>
          {fields.durationDays} {say('日历天', 'days')} / {fields.quality}
        </dd>
        <dt>{say('项目负责人', 'Leader')}</dt>
        <dd>
          {fields.leader} {fields.leaderCertificate}
        </dd>
        <OwnTrack tender={tender} fields={fields} />
        {PARTS.map((part) => (
          <div key={part} style={{ display: 'contents' }}>
            <dt>{word(part)}</dt>
            <dd>
              {files[part]?.name} <span className="quiet digits">{bytesText(files[part]?.size ?? 0)}</span>
            </dd>
          </div>
        ))}
        <dt>{say('签名证书', 'Signing certificate')}</dt>
        <dd className="digits">…{signingCertificate(keys)?.serial.slice(-6)}</dd>
        <dt>{say('开标解密须用证书', 'Certificate for the opening')}</dt>
        <dd className="digits">…{encryptionCertificate(keys)?.serial.slice(-6)}</dd>
        {of.choice && (
          <>
            <dt>{say('补救码', 'Remedy code')}</dt>
            <dd>
              {of.choice === 'code'
                ? say('已生成，由您取走保存', 'made, and taken by you')
                : say('未生成：只有上述证书能解密', 'none: only that certificate opens it')}
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
        <Button type="primary" size="large" loading={sealing.state === 'running'} onClick={of.onSubmit}>
          {say('签名并递交', 'Sign and submit')}
        </Button>
        <Button onClick={of.onCancel}>{say('放弃这次封装，返回修改', 'Discard and go back')}</Button>
      </div>
    </section>
  )
}
