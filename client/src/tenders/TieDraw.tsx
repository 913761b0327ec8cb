import { Button, Radio } from 'antd'
import { useState } from 'react'
import type { Opening } from '../../../server/opening/opening.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Parties } from './PanelDraw.tsx'
import type { OfTender } from './TenderPage.tsx'

interface Asked {
  stage: string
  ties?: { open: number; groups: string[][]; by: 'purchaser' | 'lot'; article: string | null; lots: string[] }
}

/** Equal bids of one brand, for the purchaser who chooses or has a lot drawn, and for those who draw with it. */
export function TieDraw({ tender, acting }: OfTender) {
  const found = useLoad<Asked>(`/tenders/${tender.id}/evaluation`)
  const opening = useLoad<Opening>(found.value?.ties?.open ? `/tenders/${tender.id}/opening` : undefined)
  const ties = found.value?.ties
  if (!ties?.open) return null
  const nameOf = (tag: string): string =>
    Object.values(opening.value?.bids ?? {}).find((bid) => bid.tag === tag)?.bidder?.name ?? tag.slice(0, 8)
  const host = acting === 'tenderer' || acting === 'agent'
  const lot = ties.lots.at(-1)
  return (
    <section className="sheet stack">
      <h2>{say('相同品牌投标并列，须确定一家', 'Equal bids of one brand: one is chosen')}</h2>
      <p className="quiet" style={{ margin: 0 }}>
        {ties.by === 'purchaser'
          ? say('招标文件规定由采购人确定。', 'The document has the purchaser choose.')
          : say('招标文件未规定确定方式，采取随机抽取方式确定。', 'The document says nothing: the lot decides.')}
        {ties.article}
      </p>
      {ties.groups.map((group) => (
        <p key={group.join()} style={{ margin: 0 }}>
          {group.map(nameOf).join(say('、', ', '))}
        </p>
      ))}
      {ties.by === 'purchaser' && acting === 'tenderer' && (
        <Choose tender={tender.id} group={ties.groups[0] ?? []} nameOf={nameOf} onDone={found.reload} />
      )}
      {ties.by === 'lot' && (
        <Lot
          tender={tender.id}
          acting={acting}
          of={{ deed: 'evaluation.drawTie', to: '/evaluation/ties/lot', fields: {} }}
          draw={lot}
          may={host}
          onChange={found.reload}
        />
      )}
    </section>
  )
}

function Choose(of: { tender: string; group: string[]; nameOf: (tag: string) => string; onDone: () => void }) {
  const { tender, group, nameOf, onDone } = of
  const [chosen, setChosen] = useState<string>()
  const [reason, setReason] = useState('')
  const act = useDeed(async () => {
    const fields = { chosen, reason: reason.trim() }
    const cms = await signStatement('evaluation.chooseEqual', { tender, ...fields })
    await api.post(`/tenders/${tender}/evaluation/ties/choice`, { ...fields, cms })
    onDone()
  })
  return (
    <>
      <Radio.Group
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
        options={group.map((tag) => ({ value: tag, label: nameOf(tag) }))}
      />
      <LongField
        label={say('理由', 'Why')}
        hint={say('写入评标报告', 'goes into the report')}
        most={1000}
        value={reason}
        onChange={setReason}
      />
      <Refused problem={act.problem} />
      <div>
        <Button
          type="primary"
          disabled={!chosen || reason.trim().length < 4}
          loading={act.busy}
          onClick={() => void act.run()}
        >
          {say('签名确定', 'Sign the choice')}
        </Button>
      </div>
    </>
  )
}

/**
 * A lot between equal bids: the host asks for it, the three parties draw it.
 *
 * @param of.of the deed that asks for it
 * @param of.may whether the one at the screen may ask
 */
export function Lot(of: {
  tender: string
  acting: OfTender['acting']
  of: { deed: string; to: string; fields: Record<string, unknown> }
  draw: string | undefined
  may: boolean
  onChange: () => void
}) {
  const { tender, draw, may, onChange } = of
  const stage = useLoad<{ stage: string }>(draw && `/draws/${draw}`)
  const failed = stage.value?.stage === 'failed'
  const ask = useDeed(async () => {
    const fields = { minutes: 10, ...of.of.fields }
    const cms = await signStatement(of.of.deed, { tender, ...fields })
    await api.post(`/tenders/${tender}${of.of.to}`, { ...fields, cms })
    onChange()
  })
  return (
    <>
      {draw && !failed && (
        <>
          <p className="quiet digits" style={{ margin: 0 }}>
            {say('抽取编号 ', 'draw ')}
            {draw}
          </p>
          <Parties key={draw} draw={draw} as={of.acting} onChange={onChange} />
        </>
      )}
      {(!draw || failed) && may && (
        <>
          <p className="prose quiet" style={{ margin: 0 }}>
            {say(
              '采购人、交易中心、监督部门各出随机值，任何一方不能单独决定，任何人可以重算。',
              'Purchaser, centre and supervisor give random values: nobody decides alone, anybody can repeat it.',
            )}
          </p>
          <Refused problem={ask.problem} />
          <div>
            <Button type="primary" size="large" loading={ask.busy} onClick={() => void ask.run()}>
              {failed
                ? say('上次未成，重新编号抽取', 'It failed: draw again under the next number')
                : say('签名并开始随机抽取', 'Sign and begin the draw')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
