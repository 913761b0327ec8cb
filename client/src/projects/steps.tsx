import { Button, Checkbox, Radio, Select } from 'antd'
import { catalogue, trackOf, tradeType } from '../../../server/projects/catalogue.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { CentreSelect, RegionSelect } from '../pieces/RegionSelect.tsx'
import { DayField, LongField, NumberField, TextField, YuanField } from '../pieces/TextFields.tsx'
import { emptyApproval, emptySection, KINDS, type OfSketch, type SketchSection } from './sketch.ts'
import { term } from './terms.ts'

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
            onChange={(type) => change(ofType(sketch, type))}
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
      {trackOf(sketch.type) === 'G' && (
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
          {term(sketch.type, 'mandatory')}
        </Checkbox>
        <Checkbox checked={sketch.stateFunded ?? false} onChange={(e) => change({ stateFunded: e.target.checked })}>
          {term(sketch.type, 'stateFunded')}
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
          {trackOf(sketch.type) === 'T' && <Approved of={approval} approve={approve} />}
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

type Approval = NonNullable<OfSketch['sketch']['approval']>

/** In which way, and by whom, works are tendered by their approval. */
const Approved = ({ of, approve }: { of: Approval; approve: (part: Partial<Approval>) => void }) => (
  <>
    <Field label={say('批准的招标方式', 'Way of tendering as approved')}>
      {() => (
        <Radio.Group
          value={of.mode}
          onChange={(e) => approve({ mode: e.target.value })}
          options={[
            { value: 'open', label: say('公开招标', 'open') },
            { value: 'invited', label: say('邀请招标', 'by invitation') },
          ]}
        />
      )}
    </Field>
    <Field label={say('批准的招标组织形式', 'Organisation as approved')}>
      {() => (
        <Radio.Group
          value={of.organisation}
          onChange={(e) => approve({ organisation: e.target.value })}
          options={[
            { value: 'agent', label: say('委托招标', 'by an agent') },
            { value: 'self', label: say('自行招标', 'by itself') },
          ]}
        />
      )}
    </Field>
  </>
)

/** A region, and the city's centre with it while none was chosen. */
const placed = ({ centre }: OfSketch['sketch'], region: string): Partial<OfSketch['sketch']> => ({
  region,
  ...(centre || !region ? {} : { centre: region.slice(0, 4) }),
})

/** A kind of trade, and its parts of a kind that belongs to it. */
function ofType({ sections = [] }: OfSketch['sketch'], type: string): Partial<OfSketch['sketch']> {
  const kinds = tradeType(type)?.kinds ?? []
  const [only] = kinds
  const fitting = (one: SketchSection) =>
    only && !kinds.some((kind) => kind === one.kind) ? { ...one, kind: only } : one
  return { type, sections: sections.map(fitting) }
}

/** Third step: the tenders of the project. */
export function SectionsStep({ sketch, change }: OfSketch) {
  const { type, sections = [] } = sketch
  const kinds = tradeType(type ?? '')?.kinds
  const put = (i: number, part: Partial<SketchSection>) =>
    change({ sections: sections.map((one, at) => (at === i ? { ...one, ...part } : one)) })
  return (
    <div className="stack">
      {sections.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a section has no name of its own before it is registered
        <fieldset key={i} className="fields boxed">
          <legend>{`${term(type, 'part')} ${i + 1}`}</legend>
          <TextField
            label={term(type, 'partName')}
            wide
            most={200}
            value={one.name}
            onChange={(text) => put(i, { name: text })}
          />
          <LongField
            label={term(type, 'content')}
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
                options={KINDS.filter(([value]) => !kinds || kinds.includes(value)).map(([value, zh, en]) => ({
                  ...{ value, label: say(zh, en) },
                }))}
              />
            )}
          </Field>
          <YuanField label={term(type, 'estimate')} fen={one.estimate} onFen={(estimate) => put(i, { estimate })} />
          <NumberField
            label={term(type, 'duration')}
            least={0}
            most={5000}
            value={one.durationDays}
            onChange={(durationDays) => put(i, { durationDays })}
          />
          {sections.length > 1 && (
            <div className="wide">
              <Button size="small" onClick={() => change({ sections: sections.filter((_, at) => at !== i) })}>
                {say('删除', 'Remove')}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      <div>
        <Button onClick={() => change({ sections: [...sections, emptySection] })}>
          {`${say('增加', 'Add ')}${term(type, 'part')}`}
        </Button>
      </div>
    </div>
  )
}
