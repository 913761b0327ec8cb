import { Button } from 'antd'
import type { ReactNode } from 'react'
import { say } from '../app/words.ts'
import type { useDeed } from '../net/load.ts'
import { PdfReader } from './PdfReader.tsx'
import { Refused } from './Refused.tsx'

/** A document that the platform makes of a draft, looked at before it is signed for: its button, its hash, its pages. */
export function MadePreview({
  of,
  made,
  title,
  children,
}: {
  /** makes it */
  of: ReturnType<typeof useDeed<[], unknown>>
  made: { sha256: string; bytes: Uint8Array } | undefined
  /** what the button is called as long as nothing was made */
  title: string
  /** what stands before it in the row of the button */
  children?: ReactNode
}) {
  return (
    <>
      <div className="row">
        {children}
        <Button loading={of.busy} onClick={() => void of.run()}>
          {made ? say('重新生成预览', 'Make the preview anew') : title}
        </Button>
      </div>
      <Refused problem={of.problem} />
      {made && (
        <>
          <div className="hash quiet">SHA-256 {made.sha256}</div>
          <PdfReader bytes={made.bytes} />
        </>
      )}
    </>
  )
}
