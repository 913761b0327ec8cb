import { useEffect, useState } from 'react'
import type { Drawing } from '../../../pdf/drawing.ts'
import type { StampPlace } from '../../../pdf/place.ts'
import { say } from '../app/words.ts'
import { Pdf } from '../evaluation/Pdf.tsx'
import { api, type Problem, problemOf } from '../net/http.ts'
import { Refused } from '../pieces/Refused.tsx'
import { asSealed, type Chosen } from './chosen.ts'
import { askPdf } from './pdfs.ts'

/** The very page with its stamp as it will be signed; nothing is signed yet, or, once it is, the signed file. */
export function StampPreview({ chosen, place, name }: { chosen: Chosen; place: StampPlace | undefined; name: string }) {
  const [shown, setShown] = useState<Uint8Array>()
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => {
    let left = false
    setProblem(undefined)
    void (async () => {
      const whole = chosen.tail ? asSealed(chosen) : await unsignedCopy(chosen.file, place, name)
      const bytes = new Uint8Array(await whole.arrayBuffer())
      if (!left) setShown(bytes)
    })().catch((error) => left || setProblem(problemOf(error)))
    return () => {
      left = true
    }
  }, [chosen, place, name])
  const page = place?.page === 'first' ? 1 : place?.page === 'last' ? chosen.look?.pages : place?.page
  return (
    <div className="stack-tight" style={{ maxWidth: 560 }}>
      <span className="quiet">
        {chosen.tail
          ? say(`${chosen.name}（已签章）`, `${chosen.name} (signed)`)
          : say(
              `${chosen.name}：印章将出现的位置（尚未签名）`,
              `${chosen.name}: where the stamp will be (not signed yet)`,
            )}
      </span>
      <Refused problem={problem} />
      {shown && <Pdf bytes={shown} page={page ?? 1} />}
    </div>
  )
}

async function unsignedCopy(file: File, place: StampPlace | undefined, name: string): Promise<Blob> {
  const stamp = await api.get<Drawing>('/account/stamp')
  const how = { name, reason: '预览', at: 0, place, stamp }
  const { tail } = await askPdf({ what: 'prepare', file, how, hash: 'SHA-256' })
  return new Blob([file, tail])
}
