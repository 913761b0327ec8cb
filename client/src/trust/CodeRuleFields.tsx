import { Radio } from 'antd'
import { useState } from 'react'
import type { Certificate } from '../../../crypto/certificate.ts'
import { type CodeRule, isCodePattern } from '../../../crypto/organisationCode.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { certificatesIn, memberWord } from './authority.ts'
import { codeRead } from './entry.ts'

/** Where the credit code stands in the certificates of an authority, tried on one of them. */
export function CodeRuleFields({ rule, onChange }: { rule: CodeRule; onChange: (rule: CodeRule) => void }) {
  const [sample, setSample] = useState<Certificate>()
  const take = useDeed(async (file: File) => setSample(certificatesIn(new Uint8Array(await file.arrayBuffer()))[0]))
  const read = sample && codeRead(sample, rule)
  return (
    <fieldset className="boxed wide stack-tight">
      <legend>{memberWord('code')}</legend>
      <Radio.Group
        aria-label={memberWord('code')}
        value={rule.from}
        options={[
          { value: 'subject', label: say('主题中的属性', 'an attribute of the subject') },
          { value: 'extension', label: say('扩展项', 'an extension') },
        ]}
        onChange={({ target }) => onChange({ ...rule, from: target.value })}
      />
      <div className="fields">
        <TextField
          label={say('对象标识符', 'Object identifier')}
          value={rule.oid}
          most={60}
          onChange={(oid) => onChange({ ...rule, oid })}
        />
        <TextField
          label={say('格式（括号内为信用代码）', 'Pattern, the code in brackets')}
          value={rule.pattern}
          most={100}
          onChange={(pattern) => onChange({ ...rule, pattern })}
          {...(isCodePattern(rule.pattern)
            ? {}
            : { bad: say('须为定长格式，恰有一对括号', 'of fixed length, with one pair of brackets') })}
        />
      </div>
      <FileDrop
        accept=".pem,.crt,.cer,.der"
        label={say('试读用的单位证书', 'certificate to try')}
        onFile={(file) => void take.run(file)}
      >
        {say('选一张该机构签发的单位证书试读', 'Try it on a certificate of this authority')}
      </FileDrop>
      <Refused problem={take.problem} />
      {sample && (
        <div className={read ? 'good' : 'bad'}>
          {read ? say(`读出 ${read}`, `reads ${read}`) : say('按此规则读不出信用代码', 'no code is read by this rule')}{' '}
          <span className="quiet">{sample.subject.commonName}</span>
        </div>
      )}
    </fieldset>
  )
}
