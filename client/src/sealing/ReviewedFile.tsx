import { useEffect, useState } from 'react'
import { say } from '../app/words.ts'
import { asSealed, type Chosen } from './chosen.ts'
import { WHOLE_IN_TAB } from './limits.ts'
import { askPdf } from './pdfs.ts'
import { bytesText } from './rate.ts'

/** A file as it was sealed: its name and length, who signed it, and its hash; of a very large one the root of its part stands for it. */
export function ReviewedFile({ chosen }: { chosen: Chosen }) {
  const [digest, setDigest] = useState('')
  const { name, file, tail, signed, look } = chosen
  useEffect(() => {
    let left = false
    if (file.size <= WHOLE_IN_TAB)
      void askPdf({ what: 'digest', file: asSealed({ file, name: '', sign: false, ...(tail ? { tail } : {}) }) }).then(
        (found) => left || setDigest(found),
        () => undefined, // a file that went away: its bytes are on the platform, under the root that stands below
      )
    return () => {
      left = true
    }
  }, [file, tail])
  const signers = [...(look?.signed ?? []), ...(tail ? [signed?.name ?? say('本单位', 'ourselves')] : [])]
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      {name} <span className="quiet digits">{bytesText(file.size + (tail?.length ?? 0))}</span>{' '}
      {signers.length ? (
        <span className="good">{say(`签章：${signers.join('、')}`, `signed by ${signers.join(', ')}`)}</span>
      ) : (
        <span className="quiet">{say('未签章', 'not signed')}</span>
      )}
      <div className="hash quiet">{digest ? `SHA-256 ${digest}` : ''}</div>
    </div>
  )
}
