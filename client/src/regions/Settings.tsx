import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { ChangeHistory } from './ChangeHistory.tsx'
import { HolidayYears } from './HolidayYears.tsx'
import { ProposeChange } from './ProposeChange.tsx'
import { ValueTable } from './ValueTable.tsx'
import type { Listed, Shown } from './values.ts'
import { WaitingChange } from './WaitingChange.tsx'

/** What each region of the network has set, for everybody to read; the calendar of holidays; for a region's centre, its change by two people. */
export default function Settings() {
  const { region } = useParams()
  const network = useLoad<{ regions: Listed[] }>('/regions')
  const { session } = useSession()
  const [part, setPart] = useState<'values' | 'calendar'>('values')
  return (
    <div className="stack">
      <PageTitle>{say('地区设定与节假日', 'Regional settings and holidays')}</PageTitle>
      <Segmented
        aria-label={say('内容', 'Part')}
        value={part}
        onChange={setPart}
        options={[
          { value: 'values', label: say('地区设定', 'Settings') },
          { value: 'calendar', label: say('节假日日历', 'Holidays') },
        ]}
      />
      {part === 'calendar' ? (
        <HolidayYears />
      ) : (
        <Loading of={network}>
          {({ regions }) => {
            const own = regions.find(({ centre }) => centre?.code === session?.organisation)
            const first = own ?? regions.find(({ level }) => level === 'region')
            return <OneRegion regions={regions} code={region ?? first?.code ?? ''} onChanged={network.reload} />
          }}
        </Loading>
      )}
    </div>
  )
}

function OneRegion({ regions, code, onChanged }: { regions: Listed[]; code: string; onChanged: () => void }) {
  const go = useNavigate()
  const shown = useLoad<Shown>(`/regions/${code}`)
  const changed = (): void => {
    shown.reload()
    onChanged()
  }
  return (
    <>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={say('地区', 'Region')}
        value={code}
        onChange={(next) => void go(`/settings/${next}`)}
        options={regions.map(labelled)}
        style={{ maxWidth: 420, width: '100%' }}
      />
      <Loading of={shown}>{(of) => <Region key={of.code} of={of} onChanged={changed} />}</Loading>
    </>
  )
}

const INDENT = { region: '', city: '　', county: '　　' }

const labelled = ({ code, name, level, set, waiting }: Listed) => ({
  value: code,
  label: [
    `${INDENT[level]}${name} ${code}`,
    ...(set ? [say(`自行设定 ${set} 项`, `${set} of its own`)] : []),
    ...(waiting ? [say('有变更待确认', 'a change waits')] : []),
  ].join(' · '),
})

function Region({ of, onChanged }: { of: Shown; onChanged: () => void }) {
  const { session } = useSession()
  const [writing, setWriting] = useState(false)
  const mine = session?.role === 'centre' && (!of.centre || of.centre.code === session.organisation)
  return (
    <>
      <p className="quiet" style={{ margin: 0 }}>
        {of.centre
          ? say(`由${of.centre.name}服务`, `served by ${of.centre.name}`)
          : say('尚未指定交易中心', 'no centre is named yet')}
        {of.above.length > 0 &&
          say(
            `；未自行设定的，依次沿用${of.above.map(({ name }) => name).join('、')}的设定`,
            `; what it has not set itself is that of ${of.above.map(({ name }) => name).join(', then ')}`,
          )}
        {say(
          '。标段自公告发布起按当日的设定执行到底。',
          '. A tender keeps to its end what was in force when its notice was published.',
        )}
      </p>
      {of.proposal && <WaitingChange of={of} mine={mine} onDone={onChanged} />}
      {mine &&
        !of.proposal &&
        (writing ? (
          <ProposeChange
            of={of}
            onDone={() => {
              setWriting(false)
              onChanged()
            }}
            onCancel={() => setWriting(false)}
          />
        ) : (
          <div>
            <Button type="primary" onClick={() => setWriting(true)}>
              {say('提出变更', 'Propose a change')}
            </Button>
          </div>
        ))}
      <ValueTable of={of} />
      <ChangeHistory changes={of.changes} units={new Map(of.values.map(({ key, unit }) => [key, unit]))} />
    </>
  )
}
