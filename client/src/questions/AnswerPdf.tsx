import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { sealPdf } from '../net/sealing.ts'
import { SealedPdf } from '../pieces/SealedPdf.tsx'

interface Props {
  tender: string
  /** objections to the document, or to the result */
  kind: 'objections' | 'result-objections'
  objection: string
  paper: { signed: boolean }
  onDone(): void
}

/** The answer to an objection as a paper; the tenderer signs it in the PDF. */
export function AnswerPdf({ tender, kind, objection, paper, onDone }: Props) {
  const { session } = useSession()
  const path = `/tenders/${tender}/${kind}/${objection}/answer`
  const sign = async (): Promise<void> => {
    await sealPdf(path)
    onDone()
  }
  return (
    <SealedPdf
      href={`${path}.pdf`}
      title={say('答复文件（PDF）', 'Answer (PDF)')}
      signed={paper.signed ? [say('招标人（采购人）', 'tenderer')] : []}
      seal={session?.role === 'tenderer' && !paper.signed ? sign : undefined}
    />
  )
}
