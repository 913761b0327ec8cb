import { Button, Checkbox, Radio } from 'antd'
import { useState } from 'react'
import type { Certificate } from '../../../crypto/certificate.ts'
import type { TrustedAuthority } from '../../../server/identity/trustList.ts'
import { say } from '../app/words.ts'
import { serverNow } from '../net/useClock.ts'
import { beijing } from '../pieces/Moment.tsx'
import { DayField, LongField, TextField } from '../pieces/TextFields.tsx'
import { memberWord, placeOf, purposeWord, silenceWord } from './authority.ts'
import { CodeRuleFields } from './CodeRuleFields.tsx'
import { asksSources, type Draft, draftOf, entryOf } from './entry.ts'
import { ReadCertificates } from './ReadCertificates.tsx'

const USES = ['sign', 'encrypt', 'timestamp'] as const
const SILENCES = ['grace', 'refuse'] as const

/** What an authority calls itself in its root. */
const nameIn = (chain: readonly Certificate[]): string =>
  chain.find((one) => placeOf(one) === 'root')?.subject.commonName ?? ''

/** The form of an authority: its certificates from files, and how far it is trusted. */
export function EnterAuthority(of: {
  before: TrustedAuthority | undefined
  /** what stands in the fields to begin with */
  written: TrustedAuthority | undefined
  onReady: (put: TrustedAuthority) => void
  onCancel: () => void
}) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(of.written, beijing(serverNow()).slice(0, 10)))
  const set = <K extends keyof Draft>(key: K, value: Draft[K]): void => setDraft((old) => ({ ...old, [key]: value }))
  const text = (key: 'id' | 'name' | 'policies' | 'crls' | 'ocsp' | 'noRevocation' | 'firstDay' | 'lastDay') => ({
    label: memberWord(key),
    value: draft[key],
    onChange: (value: string) => set(key, value),
  })
  const found = entryOf(draft)
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if ('put' in found) of.onReady(found.put)
      }}
    >
      <ReadCertificates
        chain={draft.chain}
        onChange={(chain) => setDraft((old) => ({ ...old, chain, name: old.name || nameIn(chain) }))}
      />
      <div className="fields">
        <TextField {...text('name')} most={100} />
        {!of.before && (
          <TextField
            {...text('id')}
            most={40}
            hint={say('小写字母、数字、连字符；列入后不变', 'lower-case letters, digits, hyphens; it stays')}
          />
        )}
        <div className="field wide">
          <span className="quiet">{memberWord('uses')}</span>
          <Checkbox.Group
            value={draft.uses}
            options={USES.map((value) => ({ value, label: purposeWord(value) }))}
            onChange={(uses) => set('uses', uses as Draft['uses'])}
          />
        </div>
        <LongField
          {...text('policies')}
          most={800}
          hint={say('对象标识符，每行一个；不填则不限', 'object identifiers, one a line; none: any')}
        />
        <LongField {...text('crls')} most={3000} hint={say('每行一个', 'one a line')} />
        <TextField {...text('ocsp')} most={300} wide />
        {asksSources(draft) ? (
          <div className="field wide">
            <span className="quiet">{memberWord('whenSilent')}</span>
            <Radio.Group
              value={draft.whenSilent}
              options={SILENCES.map((value) => ({ value, label: silenceWord(value) }))}
              onChange={({ target }) => set('whenSilent', target.value)}
            />
          </div>
        ) : (
          <LongField
            {...text('noRevocation')}
            most={300}
            hint={say(
              '没有吊销查询的机构，其证书无法查知是否已被吊销；确需受理的写明理由，由两人签名并公开',
              'nobody can find out whether its certificates are revoked; say why they are taken all the same, two people sign it',
            )}
          />
        )}
        <CodeRuleFields rule={draft.code} onChange={(code) => set('code', code)} />
        <DayField {...text('firstDay')} />
        <DayField {...text('lastDay')} hint={say('不填则无截止日', 'empty: no last day')} />
      </div>
      {'missing' in found && <div className="quiet">{found.missing}</div>}
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={'missing' in found}>
          {say('核对变更', 'Look at the change')}
        </Button>
        <Button onClick={of.onCancel}>{say('取消', 'Cancel')}</Button>
      </div>
    </form>
  )
}
