import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { catalogue } from '../../../server/projects/catalogue.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { YuanInput } from '../pieces/YuanInput.tsx'
import { emptyApproval, emptySection, KINDS, type OfSketch, type SketchSection } from './sketch.ts'

/** First step: what the project is, where, by which approval and money. */
export function ProjectStep({ sketch, change }: OfSketch) {
  const { approval } = sketch
  const approve = (part: Partial<NonNullable<typeof approval>>) =>
    change({ approval: { ...emptyApproval, ...approval, ...part } })
  return (
    <div className="fields">
      <Field label={say('交易类型', 'Kind of trade')} wide>
        {(id) => (
          <Select
            id={id}
            value={sketch.type || null}
            placeholder={say('请选择', 'choose')}
            onChange={(type) => change({ type })}
            options={catalogue.map((one) => ({
              value: one.id,
              label: say(one.zh, one.en) + (one.track ? '' : say('（本平台尚未开通）', ' (not run here yet)')),
              disabled: !one.track,
            }))}
          />
        )}
      </Field>
      <Field label={say('项目名称', 'Name')} wide>
        {(id) => (
          <Input id={id} maxLength={200} value={sketch.name} onChange={(e) => change({ name: e.target.value })} />
        )}
      </Field>
      <Field
        label={say('所在地行政区划代码', 'Region code')}
        hint={say('GB/T 2260 六位，如南宁 450100', 'six digits, such as 450100')}
      >
        {(id) => (
          <Input id={id} maxLength={6} value={sketch.region} onChange={(e) => change({ region: e.target.value })} />
        )}
      </Field>
      <Field
        label={say('交易中心', 'Centre')}
        hint={say('四位，自治区本级 4500，南宁 4501', 'four digits: 4500 for the region itself')}
      >
        {(id) => (
          <Input id={id} maxLength={4} value={sketch.centre} onChange={(e) => change({ centre: e.target.value })} />
        )}
      </Field>
      <Field label={say('项目地点', 'Place')}>
        {(id) => (
          <Input id={id} maxLength={200} value={sketch.place} onChange={(e) => change({ place: e.target.value })} />
        )}
      </Field>
      <Field label={say('投资额', 'Investment')}>
        {(id) => <YuanInput id={id} fen={sketch.investment ?? '0'} onFen={(investment) => change({ investment })} />}
      </Field>
      <Field label={say('资金来源', 'Funds')}>
        {(id) => (
          <Input id={id} maxLength={200} value={sketch.funds} onChange={(e) => change({ funds: e.target.value })} />
        )}
      </Field>
      <Field label={say('已有项目编号（17位，可空）', 'Code it has already (may be empty)')}>
        {(id) => (
          <Input
            id={id}
            maxLength={17}
            value={sketch.code ?? ''}
            onChange={(e) => change({ code: e.target.value.trim() || null })}
          />
        )}
      </Field>
      <div className="wide row">
        <Checkbox checked={sketch.mandatory ?? false} onChange={(e) => change({ mandatory: e.target.checked })}>
          {say('依法必须招标', 'must be tendered by law')}
        </Checkbox>
        <Checkbox checked={sketch.stateFunded ?? false} onChange={(e) => change({ stateFunded: e.target.checked })}>
          {say('国有资金占控股或主导', 'state-funded')}
        </Checkbox>
        <Checkbox checked={sketch.fundsSettled ?? false} onChange={(e) => change({ fundsSettled: e.target.checked })}>
          {say('资金或来源已落实', 'the money or its source is settled')}
        </Checkbox>
      </div>
      <Field label={say('审批、核准、备案', 'Approval')}>
        {(id) => (
          <Select
            id={id}
            value={approval?.kind ?? 'none'}
            onChange={(kind) => (kind === 'none' ? change({ approval: null }) : approve({ kind }))}
            options={[
              { value: 'none', label: say('无', 'none') },
              { value: 'approved', label: say('审批', 'approved') },
              { value: 'licensed', label: say('核准', 'licensed') },
              { value: 'filed', label: say('备案', 'filed') },
            ]}
          />
        )}
      </Field>
      {approval && (
        <>
          <Field label={say('文号', 'Number')}>
            {(id) => (
              <Input
                id={id}
                maxLength={80}
                value={approval.number}
                onChange={(e) => approve({ number: e.target.value })}
              />
            )}
          </Field>
          <Field label={say('批复机关', 'Authority')}>
            {(id) => (
              <Input
                id={id}
                maxLength={100}
                value={approval.authority}
                onChange={(e) => approve({ authority: e.target.value })}
              />
            )}
          </Field>
          <Field label={say('批复日期', 'Day')}>
            {(id) => (
              <Input id={id} type="date" value={approval.day} onChange={(e) => approve({ day: e.target.value })} />
            )}
          </Field>
          <Field label={say('批准的招标组织形式', 'Organisation as approved')}>
            {() => (
              <Radio.Group
                value={approval.organisation}
                onChange={(e) => approve({ organisation: e.target.value })}
                options={[
                  { value: 'agent', label: say('委托招标', 'by an agent') },
                  { value: 'self', label: say('自行招标', 'by itself') },
                ]}
              />
            )}
          </Field>
        </>
      )}
      {sketch.type === 'large-equipment' && (
        <Field label={say('大型医用设备配置许可证号', 'Licence')}>
          {(id) => (
            <Input
              id={id}
              maxLength={80}
              value={sketch.licence ?? ''}
              onChange={(e) => change({ licence: e.target.value || null })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

/** Third step: the tenders of the project. */
export function SectionsStep({ sketch, change }: OfSketch) {
  const sections = sketch.sections ?? []
  const put = (i: number, part: Partial<SketchSection>) =>
    change({ sections: sections.map((one, at) => (at === i ? { ...one, ...part } : one)) })
  return (
    <div className="stack">
      {sections.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a section has no name of its own before it is registered
        <fieldset key={i} className="fields boxed">
          <legend>{say(`标段 ${i + 1}`, `Tender ${i + 1}`)}</legend>
          <Field label={say('标段名称', 'Name')} wide>
            {(id) => (
              <Input id={id} maxLength={200} value={one.name} onChange={(e) => put(i, { name: e.target.value })} />
            )}
          </Field>
          <Field label={say('招标内容与规模', 'Content')} wide>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={3}
                maxLength={2000}
                showCount
                value={one.content}
                onChange={(e) => put(i, { content: e.target.value })}
              />
            )}
          </Field>
          <Field label={say('类别', 'Kind')}>
            {(id) => (
              <Select
                id={id}
                value={one.kind}
                onChange={(kind) => put(i, { kind })}
                options={KINDS.map(([value, zh, en]) => ({ value, label: say(zh, en) }))}
              />
            )}
          </Field>
          <Field label={say('估算价（预算）', 'Estimate')}>
            {(id) => <YuanInput id={id} fen={one.estimate} onFen={(estimate) => put(i, { estimate })} />}
          </Field>
          <Field label={say('工期（天）', 'Days')}>
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                max={5000}
                value={one.durationDays}
                onChange={(days) => put(i, { durationDays: days ?? 0 })}
              />
            )}
          </Field>
          {sections.length > 1 && (
            <div className="wide">
              <Button size="small" onClick={() => change({ sections: sections.filter((_, at) => at !== i) })}>
                {say('删除该标段', 'Remove')}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      <div>
        <Button onClick={() => change({ sections: [...sections, emptySection] })}>
          {say('增加标段', 'Add a tender')}
        </Button>
      </div>
    </div>
  )
}
