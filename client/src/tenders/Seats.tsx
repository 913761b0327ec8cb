import { Checkbox, Input, InputNumber } from 'antd'
import { type Draft, SEATS } from '../../../server/tenders/contract.ts'
import { type Officer, seatsOf, seatWords, THREE } from '../../../server/tenders/seats.ts'
import { say, sayBoth } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'

interface OfDraft {
  draft: Draft
  change(part: Partial<Draft>): void
}

type Seat = NonNullable<Draft['shares']['seats']>[number]

/** Who holds a share of every bid's key, and how many must come together: frozen by the notice. */
export function Seats({ draft, change }: OfDraft) {
  const { needed } = draft.shares
  const taken = seatsOf(draft)
  const seats: Seat[] = draft.shares.seats ?? taken.map((seat) => ({ seat }))
  const put = (next: Seat[], wanted = needed): void => change({ shares: sharesOf(next, wanted) })
  const toggle = (seat: Officer, on: boolean): void =>
    put(on ? [...seats, blank(seat)] : seats.filter((one) => one.seat !== seat))
  return (
    <section className="sheet stack">
      <h2>{say('开标密钥由谁持有', 'Who holds the keys')}</h2>
      <p className="quiet">
        {say(
          '每份投标文件的密钥分给所选各方；开标时须投标人本人和其中若干方共同方可打开。公告发布后不能更改。',
          'The key of every bid is split among them; the bidder and so many of them open it together. The notice freezes this.',
        )}
      </p>
      <Field label={say('开标须几方', 'Needed to open')}>
        {(id) => (
          <InputNumber
            id={id}
            min={2}
            max={Math.max(2, taken.length)}
            value={needed}
            onChange={(wanted) => wanted && put(seats, wanted)}
          />
        )}
      </Field>
      {SEATS.filter((seat) => seat !== 'agent' || draft.agent).map((seat) => (
        <div key={seat} className="stack-tight">
          <Checkbox checked={taken.includes(seat)} onChange={(e) => toggle(seat, e.target.checked)}>
            {sayBoth(seatWords(seat, draft.track))}
          </Checkbox>
          <Holder
            track={draft.track}
            of={seats.find((one) => one.seat === seat)}
            onChange={(next) => put(seats.map((one) => (one.seat === seat ? next : one)))}
          />
        </div>
      ))}
    </section>
  )
}

/** The organisation of a seat that the notice names nowhere else. */
function Holder({ of, track, onChange }: { of: Seat | undefined; track: 'T' | 'G'; onChange(next: Seat): void }) {
  if (!of?.party) return null
  const { seat, party } = of
  const name = sayBoth(seatWords(seat, track))
  return (
    <div className="fields">
      <Field label={say(`${name}名称`, `${name}: name`)}>
        {(id) => (
          <Input
            id={id}
            maxLength={100}
            value={party.name}
            onChange={(e) => onChange({ seat, party: { ...party, name: e.target.value } })}
          />
        )}
      </Field>
      <Field label={say(`${name}统一社会信用代码`, `${name}: credit code`)}>
        {(id) => (
          <Input
            id={id}
            maxLength={18}
            value={party.code}
            onChange={(e) => onChange({ seat, party: { ...party, code: e.target.value.trim().toUpperCase() } })}
          />
        )}
      </Field>
    </div>
  )
}

const NAMED: readonly Officer[] = [...THREE, 'agent']
const blank = (seat: Officer): Seat => (NAMED.includes(seat) ? { seat } : { seat, party: { code: '', name: '' } })

/** The first three are said by saying nothing, as every tender before has it. */
function sharesOf(seats: Seat[], needed: number): Draft['shares'] {
  const usual = seats.length === THREE.length && THREE.every((seat) => seats.some((one) => one.seat === seat))
  return usual ? { needed } : { needed, seats }
}
