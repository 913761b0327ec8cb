import { Button } from 'antd'
import { useState } from 'react'
import { base64, unbase64 } from '../../../crypto/bytes.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField, TextField } from '../pieces/TextFields.tsx'

/** DER, or the same in PEM. */
async function certificateIn(file: File): Promise<Uint8Array> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const [, body] = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(new TextDecoder('latin1').decode(bytes)) ?? []
  return body ? unbase64(body.replace(/\s/g, '')) : bytes
}

/** The tenderer names its own members of the panel, with written authority; nobody else sees who they are. */
export function Representatives(of: {
  tender: Tender
  of: { wanted: number; named: number }
  acting: string
  onNamed: () => void
}) {
  const { tender, onNamed } = of
  const { wanted, named } = of.of
  const [files, setFiles] = useState<File[]>([])
  const [employer, setEmployer] = useState(tender.tenderer.name)
  const [authority, setAuthority] = useState('')
  const name = useDeed(async () => {
    const [file] = files
    if (!file) return
    const der = await certificateIn(file)
    const read = () => parseCertificate(der).fingerprint
    let fingerprint: string
    try {
      fingerprint = read()
    } catch {
      throw new Stopped('所选文件不是证书', 'that file is no certificate')
    }
    const said = { employer: { name: employer.trim() }, authority: authority.trim() }
    const cms = await signStatement('panel.represent', { tender: tender.id, certificate: fingerprint, ...said })
    await api.post(`/tenders/${tender.id}/panel/representatives`, { certificate: base64(der), ...said, cms })
    setFiles([])
    setAuthority('')
    onNamed()
  })
  const law = rulebook(tender.published?.rulebook ?? '')
  const word =
    tender.track === 'G' ? say('采购人代表', 'Representatives of the purchaser') : say('招标人代表', 'Representatives')
  const open = of.acting === 'tenderer' && named < wanted
  return (
    <section className="stack-tight">
      <b>
        {word} {named}/{wanted}
      </b>
      <span className="quiet">
        {say('姓名在结果公布前保密；须书面授权', 'secret until the result; with written authority')} ·{' '}
        {law.representativeAuthority.article}
      </span>
      {open && (
        <>
          <FileDrop
            label={say('代表的个人签名证书（.cer、.pem）', 'the certificate of the representative (.cer, .pem)')}
            accept=".cer,.crt,.pem,.der"
            onFile={(chosen) => setFiles([chosen])}
          >
            {files[0]?.name ?? say('选择代表的个人签名证书（.cer、.pem）', 'choose the certificate (.cer, .pem)')}
          </FileDrop>
          <TextField label={say('工作单位', 'Employer')} most={100} value={employer} onChange={setEmployer} />
          <LongField
            label={say('授权函', 'Letter of authority')}
            most={2000}
            value={authority}
            onChange={setAuthority}
          />
          <Refused problem={name.problem} />
          <div>
            <Button
              type="primary"
              disabled={!files.length || !employer.trim() || authority.trim().length < 10}
              loading={name.busy}
              onClick={() => void name.run()}
            >
              {say('签名授权并指定', 'Sign and name')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
