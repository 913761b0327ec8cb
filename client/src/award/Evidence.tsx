import { Button } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { uploadDocument } from '../tenders/Publish.tsx'

/** A file that lies at the platform and goes with the next deed. */
export interface Sent {
  title: string
  upload: string
  sha256: string
}

/** What of files is in a deed's body, and what of them is signed. */
export const filesOf = (files: Sent[]) => ({
  body: files.length ? { files: files.map(({ title, upload }) => ({ title, upload })) } : {},
  signed: files.length ? { files: files.map(({ sha256 }) => sha256) } : {},
})

/** Files that go with a deed, at most ten; each is sent at once and named with its digest. */
export function Evidence(of: { tender: string; label: string; files: Sent[]; onFiles: (files: Sent[]) => void }) {
  const { tender, label, files, onFiles } = of
  const [share, setShare] = useState(0)
  const send = useDeed(async (file: File) => {
    setShare(0)
    const sent = await uploadDocument(tender, file, (bytes) => setShare(Math.floor((bytes * 100) / (file.size || 1))))
    onFiles([...files, sent])
  })
  return (
    <div className="stack-tight">
      {files.map((one) => (
        <div key={one.upload} className="row" style={{ justifyContent: 'space-between' }}>
          <span>
            {one.title} <span className="hash quiet">{one.sha256.slice(0, 16)}…</span>
          </span>
          <Button size="small" onClick={() => onFiles(files.filter(({ upload }) => upload !== one.upload))}>
            {say('移除', 'Remove')}
          </Button>
        </div>
      ))}
      {files.length < 10 && (
        <FileDrop accept="*" label={label} onFile={(file) => void send.run(file)}>
          <b>{send.busy ? say(`正在上传 ${share}%`, `sending ${share}%`) : label}</b>
        </FileDrop>
      )}
      <Refused problem={send.problem} />
    </div>
  )
}
