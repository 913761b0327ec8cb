import { Button, Input } from 'antd'
import { useState } from 'react'
import { utf8 } from '../../../crypto/bytes.ts'
import type { Certificate } from '../../../crypto/certificate.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { certificatesIn } from './authority.ts'
import { Chain } from './Chain.tsx'

/** Certificates of an authority from files or pasted text, and what was read of them. */
export function ReadCertificates({
  chain,
  onChange,
}: {
  chain: readonly Certificate[]
  onChange: (chain: readonly Certificate[]) => void
}) {
  const [text, setText] = useState('')
  const take = useDeed(async (bytes: Uint8Array) => {
    const found = certificatesIn(bytes)
    const known = new Set(chain.map(({ fingerprint }) => fingerprint))
    onChange([...chain, ...found.filter(({ fingerprint }) => !known.has(fingerprint))])
    setText('')
  })
  return (
    <div className="stack-tight">
      <FileDrop
        accept=".pem,.crt,.cer,.der"
        label={say('机构证书文件', 'certificate file')}
        onFile={(file) => void file.arrayBuffer().then((bytes) => take.run(new Uint8Array(bytes)))}
      >
        {say('选择或拖入根证书、中级证书（PEM 或 DER）', 'Choose or drop the root and those below it (PEM or DER)')}
      </FileDrop>
      <div className="row">
        <Input.TextArea
          aria-label={say('粘贴 PEM 文本', 'paste PEM')}
          placeholder={say('或粘贴 PEM 文本', 'or paste PEM here')}
          value={text}
          autoSize={{ minRows: 1, maxRows: 6 }}
          onChange={({ target }) => setText(target.value)}
          style={{ maxWidth: 480 }}
        />
        <Button disabled={!text.trim()} onClick={() => void take.run(utf8(text))}>
          {say('读取', 'Read')}
        </Button>
      </div>
      <Refused problem={take.problem} />
      <Chain of={chain} onRemove={(gone) => onChange(chain.filter((one) => one !== gone))} />
    </div>
  )
}
