import { Button } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { sealPdf } from '../net/sealing.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { SealedPdf } from '../pieces/SealedPdf.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { type VenueRow, Venues, venuesOf } from './Venues.tsx'

interface Given {
  at: number
  opinion: string
  paper: { sha256: string; signed: boolean } | null
}

/** The centre's certificate of the course (见证书): given by the centre, read by those who run and watch the tender. */
export function Witness({ tender, centre }: { tender: string; centre: boolean }) {
  const path = `/tenders/${tender}/witness`
  const found = useLoad<Given>(path)
  const absent = found.problem?.status === 404
  if (!found.value && !absent) return null
  if (absent && !centre) return null
  return (
    <section className="sheet stack">
      <h2>{say('交易见证书', "The centre's certificate")}</h2>
      {found.value ? (
        <>
          <div className="prose">{found.value.opinion}</div>
          <div className="quiet">
            <Moment at={found.value.at} />
          </div>
          {found.value.paper ? (
            <SealedPdf
              href={`${path}.pdf`}
              title={say('交易见证书（PDF）', 'Certificate (PDF)')}
              signed={found.value.paper.signed ? [say('交易中心', 'the centre')] : []}
              seal={
                centre && !found.value.paper.signed
                  ? async () => {
                      await sealPdf(path)
                      found.reload()
                    }
                  : undefined
              }
            />
          ) : (
            <Button onClick={found.reload}>{say('文件正在生成，点此刷新', 'being set: look again')}</Button>
          )}
        </>
      ) : (
        <Give tender={tender} onDone={found.reload} />
      )}
    </section>
  )
}

function Give({ tender, onDone }: { tender: string; onDone: () => void }) {
  const [opinion, setOpinion] = useState('')
  const [kept, setKept] = useState('')
  const [venues, setVenues] = useState<VenueRow[]>([])
  const give = useDeed(async () => {
    const located = venuesOf(venues)
    const said = { opinion: opinion.trim(), recordings: recordingsIn(kept) }
    const fields = located.length ? { ...said, venues: located } : said
    const cms = await signStatement('witness.give', { tender, ...fields })
    await api.post(`/tenders/${tender}/witness`, { ...fields, cms })
    onDone()
  })
  return (
    <>
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '交易过程、异常情况由平台依据事实日志整理；您写明见证意见并签名，出具后不能更改。',
          'The platform tells the course and its incidents from the log; you state what you witnessed, once.',
        )}
      </p>
      <LongField label={say('见证意见', 'Opinion')} most={4000} rows={3} value={opinion} onChange={setOpinion} />
      <LongField
        label={say('音视频目录', 'Recordings')}
        hint={say('每行一件：名称、空格、保存地点与编号', 'one a line: title, a space, where it is kept')}
        most={8000}
        rows={2}
        value={kept}
        onChange={setKept}
      />
      <Venues rows={venues} onChange={setVenues} />
      <Refused problem={give.problem} />
      <div>
        <Button type="primary" disabled={opinion.trim().length < 4} loading={give.busy} onClick={() => void give.run()}>
          {say('签名并出具', 'Sign and certify')}
        </Button>
      </div>
    </>
  )
}

/** Lines of a title and where it is kept, parted by the first space. */
function recordingsIn(text: string): { title: string; keeper: string }[] {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const [title = '', ...rest] = line.trim().split(/\s+/)
      return { title, keeper: rest.join(' ') || '—' }
    })
}
