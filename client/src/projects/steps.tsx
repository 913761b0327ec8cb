import { Button, Checkbox, Radio, Select } from 'antd'
import { catalogue, tradeType } from '../../../server/projects/catalogue.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { CentreSelect, RegionSelect } from '../pieces/RegionSelect.tsx'
import { DayField, LongField, NumberField, TextField, YuanField } from '../pieces/TextFields.tsx'
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
      <TextField
        label={say('项目名称', 'Name')}
        wide
        most={200}
        value={sketch.name}
        onChange={(text) => change({ name: text })}
      />
      <Field label={say('所在地', 'Region')}>
        {(id) => (
          <RegionSelect id={id} value={sketch.region ?? ''} onChange={(region) => change(placed(sketch, region))} />
        )}
      </Field>
      <Field label={say('交易中心', 'Centre')}>
        {(id) => <CentreSelect id={id} value={sketch.centre ?? ''} onChange={(centre) => change({ centre })} />}
      </Field>
      <TextField
        label={say('项目地点', 'Place')}
        most={200}
        value={sketch.place}
        onChange={(text) => change({ place: text })}
      />
      <YuanField
        label={say('投资额', 'Investment')}
        fen={sketch.investment ?? '0'}
        onFen={(investment) => change({ investment })}
      />
      <TextField
        label={say('资金来源', 'Funds')}
        most={200}
        value={sketch.funds}
        onChange={(text) => change({ funds: text })}
      />
      {tradeType(sketch.type ?? '')?.track === 'G' && (
        <TextField
          label={say('预算项目（编号或名称）', 'Item of the budget')}
          hint={say(
            '同一预算项目一个财政年度内的采购，累计超过公开招标数额标准的，登记时须说明',
            'what is bought from one item in a year above the limit of open tenders is explained at the registration',
          )}
          most={120}
          value={sketch.budgetItem}
          onChange={(text) => change({ budgetItem: text || null })}
        />
      )}
      <TextField
        label={say('已有项目编号（17位，可空）', 'Code it has already (may be empty)')}
        most={17}
        value={sketch.code}
        onChange={(text) => change({ code: text.trim() || null })}
      />
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
          <TextField
            label={say('文号', 'Number')}
            most={80}
            value={approval.number}
            onChange={(text) => approve({ number: text })}
          />
          <TextField
            label={say('批复机关', 'Authority')}
            most={100}
            value={approval.authority}
            onChange={(text) => approve({ authority: text })}
          />
          <DayField label={say('批复日期', 'Day')} value={approval.day} onChange={(day) => approve({ day: day })} />
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
        <TextField
          label={say('大型医用设备配置许可证号', 'Licence')}
          most={80}
          value={sketch.licence}
          onChange={(text) => change({ licence: text || null })}
        />
      )}
    </div>
  )
}

/** A region, and the city's centre with it while none was chosen. */
const placed = ({ centre }: OfSketch['sketch'], region: string): Partial<OfSketch['sketch']> => ({
  region,
  ...(centre || !region ? {} : { centre: region.slice(0, 4) }),
})

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
          <TextField
            label={say('标段名称', 'Name')}
            wide
            most={200}
            value={one.name}
            onChange={(text) => put(i, { name: text })}
          />
          <LongField
            label={say('招标内容与规模', 'Content')}
            rows={3}
            most={2000}
            value={one.content}
            onChange={(text) => put(i, { content: text })}
          />
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
          <YuanField
            label={say('估算价（预算）', 'Estimate')}
            fen={one.estimate}
            onFen={(estimate) => put(i, { estimate })}
          />
          <NumberField
            label={say('工期（天）', 'Days')}
            least={0}
            most={5000}
            value={one.durationDays}
            onChange={(durationDays) => put(i, { durationDays })}
          />
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
