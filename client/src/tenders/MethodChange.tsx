import { Button, Checkbox, Radio, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { rulebook } from '../../../server/law/rulebook.ts'
import { failedForFew } from '../../../server/tenders/methodChange.ts'
import type { Opinion } from '../../../server/tenders/methodContract.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Deed } from '../pieces/Deed.tsx'
import { Field } from '../pieces/Field.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { LongField, TextField } from '../pieces/TextFields.tsx'

type Says = z.infer<typeof Opinion>
interface Application {
  method: string
  reason: string
  challenges: string
  opinions: Says[]
  continues: string
  at: number
}

/**
 * Another way of buying after a purchase that found too few bidders: the purchaser applies, the finance department
 * decides, and this tender is over.
 */
export function MethodChange({ tender, as, reload }: { tender: Tender; as: string; reload(): void }) {
  const [asking, setAsking] = useState(false)
  const book = (tender.published ?? tender.prequal)?.rulebook
  if (!book || !failedForFew(tender, rulebook(book)) || tender.next) return null
  const { methodChange: ways } = rulebook(book)
  if (ways.value === 'none') return null
  const { methodChange: asked } = tender
  return (
    <section className="sheet stack" id="method">
      <h2>{say('变更采购方式', 'Another way of buying')}</h2>
      {asked?.approved && (
        <p className="banner good">
          <b>
            {say('已批准改用', 'Approved:')} {nameOf(ways.value, asked.method)}
          </b>{' '}
          {say(`批准文号 ${asked.approved.number}；后续采购：`, `number ${asked.approved.number}; it goes on: `)}
          {asked.continues} · <Moment at={asked.approved.at} />
        </p>
      )}
      {asked && !asked.approved && <Applied tender={tender} names={ways.value} />}
      {asked && !asked.approved && as === 'supervisor' && <Decide tender={tender} onDone={reload} />}
      {!asked && as === 'tenderer' && !asking && (
        <>
          <p className="quiet">
            {say(
              '招标文件没有不合理条款、招标程序符合规定，需要采用其他采购方式的，报财政部门批准；存在不合理条款的，改正后重新招标。',
              'Without unreasonable clauses and by a lawful procedure another way may be approved; otherwise the document is corrected and the tender called anew.',
            )}{' '}
            {ways.article}
          </p>
          <div>
            <Button onClick={() => setAsking(true)}>{say('申请变更采购方式', 'Apply for another way')}</Button>
          </div>
        </>
      )}
      {!asked && asking && <Ask tender={tender} ways={ways.value} onDone={reload} onCancel={() => setAsking(false)} />}
    </section>
  )
}

type Ways = readonly { code: string; zh: string; en: string }[]

const nameOf = (ways: Ways, code: string): string => {
  const way = ways.find((one) => one.code === code)
  return way ? say(way.zh, way.en) : code
}

const nobody: Says = { name: '', unit: '', clean: false, text: '' }

function Ask(of: { tender: Tender; ways: Ways; onDone(): void; onCancel(): void }) {
  const { tender, ways } = of
  const { methodOpinions } = rulebook(tender.published?.rulebook ?? '')
  const [method, setMethod] = useState<string>()
  const [challenges, setChallenges] = useState('')
  const [continues, setContinues] = useState('')
  const [opinions, setOpinions] = useState<Says[]>(() => Array.from({ length: methodOpinions.value }, () => nobody))
  const put = (i: number, part: Partial<Says>) =>
    setOpinions(opinions.map((one, at) => (at === i ? { ...one, ...part } : one)))
  const whole = opinions.every(({ name, unit, text }) => name.length > 1 && unit.length > 1 && text.trim().length > 9)
  return (
    <Deed
      what="tender.askMethodChange"
      to={`/tenders/${tender.id}/method-change`}
      about={{ tender: tender.id }}
      fields={{ method, challenges: challenges.trim(), opinions, continues: continues.trim() }}
      words={{ as: 'reason', least: 4, hint: say('变更的理由', 'reasons') }}
      ready={method !== undefined && whole && challenges.trim().length > 3 && continues.trim().length > 3}
      title={say('签名并报财政部门批准', 'Sign the application')}
      onDone={of.onDone}
      onCancel={of.onCancel}
    >
      <Field label={say('拟采用的采购方式', 'The way that is wanted')}>
        {(id) => (
          <Select
            id={id}
            value={method ?? null}
            onChange={setMethod}
            style={{ maxWidth: 320 }}
            options={ways.map(({ code, zh, en }) => ({ value: code, label: say(zh, en) }))}
          />
        )}
      </Field>
      <LongField
        label={say('质疑情况', 'challenges')}
        hint={say(
          '供应商对招标文件和过程的质疑及处理情况；没有的写明没有',
          'challenges and how they ended, or that there were none',
        )}
        most={1000}
        value={challenges}
        onChange={setChallenges}
      />
      <TextField
        label={say('后续采购', 'where it goes on')}
        hint={say('在何处公告：网址或编号，公开', 'address or number, public')}
        most={300}
        value={continues}
        onChange={setContinues}
      />
      <b>
        {say('招标文件没有不合理条款的论证意见', 'Opinions that no clause is unreasonable')}{' '}
        <span className="quiet">{methodOpinions.article}</span>
      </b>
      {opinions.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an opinion has no name before it is written
        <fieldset key={i} className="fields boxed">
          <legend>{say(`专家 ${i + 1}`, `Expert ${i + 1}`)}</legend>
          <TextField
            label={say(`专家 ${i + 1} 姓名`, `name of expert ${i + 1}`)}
            most={60}
            value={one.name}
            onChange={(typed) => put(i, { name: typed.trim() })}
          />
          <TextField
            label={say(`专家 ${i + 1} 单位`, `unit of expert ${i + 1}`)}
            most={120}
            value={one.unit}
            onChange={(typed) => put(i, { unit: typed.trim() })}
          />
          <div className="wide stack-tight">
            <LongField
              label={say(`专家 ${i + 1} 意见`, `opinion of expert ${i + 1}`)}
              hint={say('论证意见（至少 10 字）', 'opinion, ten letters at least')}
              most={1000}
              value={one.text}
              onChange={(typed) => put(i, { text: typed })}
            />
            <Checkbox checked={one.clean} onChange={({ target }) => put(i, { clean: target.checked })}>
              {say('认为没有不合理条款', 'finds no clause unreasonable')}
            </Checkbox>
          </div>
        </fieldset>
      ))}
      <div>
        <Button size="small" onClick={() => setOpinions([...opinions, nobody])}>
          {say('增加专家', 'Add an expert')}
        </Button>
      </div>
    </Deed>
  )
}

/** The application that waits, as those who run and watch the tender read it. */
function Applied({ tender, names }: { tender: Tender; names: Ways }) {
  const found = useLoad<{ applications: Application[] }>(`/tenders/${tender.id}/method-change`)
  const last = found.value?.applications.at(-1)
  if (!last) return null
  return (
    <div className="stack-tight" style={{ overflowWrap: 'anywhere' }}>
      <p className="banner">
        <b>{say('等待财政部门决定：', 'Waits for the decision: ')}</b>
        {nameOf(names, last.method)} · <Moment at={last.at} />
      </p>
      <div>{last.reason}</div>
      <div className="quiet">
        {say('质疑情况：', 'Challenges: ')}
        {last.challenges}
      </div>
      {last.opinions.map(({ name, unit, text }) => (
        <div key={`${name} ${unit}`}>
          <b>{name}</b> <span className="quiet">{unit}</span>：{text}
        </div>
      ))}
    </div>
  )
}

function Decide({ tender, onDone }: { tender: Tender; onDone(): void }) {
  const [approved, setApproved] = useState<boolean>()
  const [number, setNumber] = useState('')
  return (
    <Deed
      what="tender.decideMethodChange"
      to={`/tenders/${tender.id}/method-change/decision`}
      about={{ tender: tender.id }}
      fields={{ approved, ...(approved ? { number: number.trim() } : {}) }}
      ready={approved !== undefined && (!approved || number.trim().length > 3)}
      title={say('签名并作出决定', 'Sign the decision')}
      onDone={onDone}
    >
      <Radio.Group value={approved} onChange={({ target }) => setApproved(target.value)}>
        <Radio value={true}>{say('批准', 'approved')}</Radio>
        <Radio value={false}>{say('不予批准', 'not approved')}</Radio>
      </Radio.Group>
      {approved && (
        <TextField label={say('批准文号', 'number of the approval')} most={80} value={number} onChange={setNumber} />
      )}
    </Deed>
  )
}
