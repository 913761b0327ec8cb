import { Button } from 'antd'
import { bytesToSign } from '../../../crypto/pdfRange.ts'
import { signBytes } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** A letter as those who run the tender see it. */
export interface LetterShown {
  tag: string
  letter: number | null
  /** hash of it as it stands; null: not sent */
  standing: string | null
  /** sides that sealed it */
  sealed: string[]
}

/** Puts this organisation's seal into each letter that lacks it, one after the other. */
export function SealLetters({ tender, acting, letters, onDone }: SealProps) {
  const left = letters.filter(({ standing, sealed }) => standing !== null && !sealed.includes(acting))
  const seal = useDeed(async () => {
    for (const { tag, standing: prepared } of left) {
      const path = `/tenders/${tender}/invitation/letters/${tag}`
      const cms = await signBytes(bytesToSign(await api.bytes(`${path}/prepared`)))
      await api.post(`${path}/sign`, { prepared, cms })
    }
    onDone()
  })
  if (!left.length) return null
  return (
    <div className="stack-tight">
      <Refused problem={seal.problem} />
      <div className="row">
        <Button loading={seal.busy} onClick={() => void seal.run()}>
          {say(`为 ${left.length} 份投标邀请书加盖单位签章`, `Seal ${left.length} letters`)}
        </Button>
      </div>
    </div>
  )
}

interface SealProps {
  tender: string
  acting: string
  letters: readonly LetterShown[]
  onDone: () => void
}
