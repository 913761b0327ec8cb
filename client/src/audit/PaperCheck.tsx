import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'

/** A file that a public fact names by its hash. */
interface PaperOfFact {
  fact: string
  at: number
  title: string
  sha256: string
  /** whether it is a version with a signature more */
  signed: boolean
}

interface Issued {
  papers: PaperOfFact[]
  /** a paper that only some may see, which is the file that was dropped */
  held: { title: string; at: number; signed: boolean } | null
}

/**
 * What a paper's QR code leads to: every paper that the tender or project has made public, with its hash and its proof, also
 * those that got a signature more; and whether the file that was dropped is one of them.
 */
export function PaperCheck({ of, id, mine }: { of: 'tenders' | 'projects'; id: string; mine?: string | undefined }) {
  const asked = mine ? `?sha256=${mine}` : ''
  const issued = useLoad<Issued>(`/${of}/${encodeURIComponent(id)}/issued${asked}`)
  return (
    <section className="sheet stack">
      <h2>
        {of === 'projects'
          ? say('本项目已公开的全部文件', 'All papers of this project')
          : say('本标段已公开的全部文件', 'All papers of this tender')}
      </h2>
      <Loading of={issued}>
        {({ papers, held }) => (
          <>
            {mine && <Verdict mine={mine} papers={papers} held={held} />}
            {papers.length ? (
              <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                {papers.map((paper) => (
                  <PaperRow key={paper.fact + paper.sha256} paper={paper} same={paper.sha256 === mine} />
                ))}
              </ul>
            ) : (
              <Empty>
                {say('尚无公开的文件，或编号不存在。', 'No paper is public yet, or there is no such number.')}
              </Empty>
            )}
          </>
        )}
      </Loading>
      <p className="quiet">
        {say(
          '请在下方选择手中的文件，本页在上表中查找它的摘要。',
          'Choose your file below: this page looks for its hash in the list.',
        )}
      </p>
    </section>
  )
}

function PaperRow({ paper, same }: { paper: PaperOfFact; same: boolean }) {
  return (
    <li style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          <b>{paper.title}</b>{' '}
          {paper.signed && <span className="quiet">{say('（签章后的版本）', '(signed version)')}</span>}{' '}
          <span className="quiet">
            <Moment at={paper.at} />
          </span>
        </span>
        <ProofButton fact={paper.fact} />
      </div>
      <div className="hash quiet">
        SHA-256 {paper.sha256}
        {same && <b className="proof"> ✓ {say('与您的文件一致', 'same as your file')}</b>}
      </div>
    </li>
  )
}

/** Whether the dropped file is one of the papers: found, found among those that only some may see, or not found. */
function Verdict({ mine, papers, held }: Issued & { mine: string }) {
  const found = papers.find(({ sha256 }) => sha256 === mine)
  const hit = found ?? held
  return (
    <p role="status" className={`banner ${hit ? '' : 'bad'}`} style={hit ? { borderColor: 'var(--proof)' } : {}}>
      <b className={hit ? 'proof' : 'bad'}>
        {found
          ? say('您的文件就是本平台公布的：', 'Your file is the one published here: ')
          : held
            ? say('您的文件由本平台出具，不向社会公开：', 'Your file was issued here and is not public: ')
            : say('您的文件不在其中。', 'Your file is not among them.')}
      </b>{' '}
      {hit?.title}
      {hit?.signed && say('（签章后的版本）', ' (signed version)')}
      {!hit && say('可能被改动过，或属于其他标段。', 'It was changed, or belongs to another tender.')}
    </p>
  )
}
