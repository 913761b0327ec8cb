import { Button } from 'antd'
import { bytesToSign } from '../../../crypto/pdfRange.ts'
import { signBytes, signBytesAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'

interface View {
  sha256: string
  places: { field: string; name: string; at: number | null }[]
}

const WORDS: Record<string, [zh: string, en: string]> = {
  tenderer: ['采购人', 'Purchaser'],
  agent: ['采购代理机构', 'Agent'],
}

/** Puts a signature into the record of the draw: the organisation's, or that of one who watched, with the own certificate. */
async function signRecord(tender: string, place: string): Promise<void> {
  const path = `/tenders/${tender}/invitation/record`
  const { sha256: prepared } = await api.get<View>(path)
  const range = bytesToSign(await api.bytes(`${path}/${place}/prepared`))
  const cms = await (place === 'unit' ? signBytes(range) : signBytesAsPerson(range))
  await api.post(`${path}/${place}/sign`, { prepared, cms })
}

/** The record of the draw of the invitees, and who has signed it. It is filed only with all of these signatures. */
export function DrawRecord({ tender, acting }: { tender: string; acting: string }) {
  const found = useLoad<View>(`/tenders/${tender}/invitation/record`)
  if (!found.value) return null
  return (
    <div className="stack-tight">
      <div className="row">
        <b>{say('随机抽取书面记录', 'Record of the draw')}</b>
        <a href={api.url(`/tenders/${tender}/invitation/record.pdf`)}>PDF</a>
      </div>
      <span className="quiet">
        {say(
          '由在场监督的采购人工作人员以本人证书、采购人和代理机构以单位证书签署，随采购文件一并存档。',
          'Signed by those who watched, each with the own certificate, and by purchaser and agent; filed with the documents.',
        )}
      </span>
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
        {found.value.places.map((one) => (
          <Place key={one.field} tender={tender} acting={acting} of={one} onDone={found.reload} />
        ))}
      </ul>
    </div>
  )
}

interface PlaceProps {
  tender: string
  acting: string
  of: View['places'][number]
  onDone: () => void
}

function Place({ tender, acting, of: { field, name, at }, onDone }: PlaceProps) {
  const witness = field.startsWith('witness-')
  const sign = useDeed(async () => {
    await signRecord(tender, witness ? field : 'unit')
    onDone()
  })
  const mine = witness ? acting === 'tenderer' : acting === field
  const [zh, en] = WORDS[field] ?? ['在场监督人员', 'Watched']
  return (
    <li className="stack-tight">
      <div className="row">
        <span className={`dot ${at === null ? '' : 'good'}`} style={{ marginRight: 0 }} />
        <span className="quiet">{say(zh, en)}</span>
        <span>{name}</span>
        {at !== null && (
          <span className="good">
            {say('已签署 ', 'signed ')}
            <Moment at={at} />
          </span>
        )}
        {at === null && mine && (
          <Button size="small" loading={sign.busy} onClick={() => void sign.run()}>
            {witness ? say('以本人证书签署', 'Sign as this person') : say('签章', 'Sign')}
          </Button>
        )}
      </div>
      <Refused problem={sign.problem} />
    </li>
  )
}
