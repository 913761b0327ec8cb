import { Button, Input, Select } from 'antd'
import type { Draft } from '../../../server/tenders/contract.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'

type Clause = Draft['criteria']['clauses'][number]

const MOST = 50

/** The clauses that a bid meets or fails: each with the lawful ground of a failure, and who judges it where the law divides that. */
export function Clauses({
  track,
  clauses,
  onClauses,
}: {
  track: Draft['track']
  clauses: readonly Clause[]
  onClauses: (next: Clause[]) => void
}) {
  const put = (id: string, next: Clause) => onClauses(clauses.map((one) => (one.id === id ? next : one)))
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('审查条款', 'Clauses')}</h2>
        <Button
          disabled={clauses.length >= MOST}
          onClick={() => onClauses([...clauses, { id: freshId(clauses), zh: '', ground: '' }])}
        >
          {say('增加条款', 'Add a clause')}
        </Button>
      </div>
      <p className="quiet" style={{ margin: 0 }}>
        {track === 'T'
          ? say(
              '初步评审逐条作出合格与否的结论；不合格的依所列法定情形否决。未列明的条款不得作为否决依据。采用资格预审的，对通过后没有变化的投标人不再审查资格条款。',
              'The panel judges each; a failure rejects the bid on the ground that stands here. What is not listed rejects nothing. After a prequalification clauses of qualification are not judged again where nothing changed.',
            )
          : say(
              '资格条款由采购人在开标后审查，符合性条款由评标委员会审查；只关乎价格扣除的条款不合格时，只不予扣除。',
              'Clauses of qualification are the purchaser’s, the others the panel’s; one that is only about a deduction denies that deduction.',
            )}
      </p>
      {clauses.map((one) => (
        <div key={one.id} className="clause">
          <Field label={say('条款', 'clause')}>
            {(id) => (
              <Input.TextArea
                id={id}
                placeholder={say('须符合什么', 'what must be met')}
                autoSize={{ minRows: 1, maxRows: 4 }}
                maxLength={300}
                value={one.zh}
                onChange={({ target }) => put(one.id, { ...one, zh: target.value })}
              />
            )}
          </Field>
          <Field label={say('不合格的法定情形', 'ground of a failure')}>
            {(id) => (
              <Input
                id={id}
                maxLength={100}
                value={one.ground}
                onChange={({ target }) => put(one.id, { ...one, ground: target.value })}
              />
            )}
          </Field>
          {track === 'G' ? (
            <Judge of={one} onChange={(next) => put(one.id, next)} />
          ) : (
            <About of={one} onChange={(next) => put(one.id, next)} />
          )}
          <Button
            size="small"
            type="text"
            aria-label={say(`删除条款 ${one.zh}`, `remove ${one.zh}`)}
            onClick={() => onClauses(clauses.filter(({ id }) => id !== one.id))}
          >
            {say('删除', 'Remove')}
          </Button>
        </div>
      ))}
    </section>
  )
}

/** Works: whether a clause is about the bidder or about its bid. */
function About({ of, onChange }: { of: Clause; onChange: (next: Clause) => void }) {
  const { id, zh, ground } = of
  return (
    <Field label={say('条款性质', 'kind of clause')}>
      {(place) => (
        <Select
          id={place}
          value={of.qualifies ? 'bidder' : 'bid'}
          onChange={(kind) => onChange({ id, zh, ground, ...(kind === 'bidder' ? { qualifies: true as const } : {}) })}
          options={[
            { value: 'bid', label: say('关乎投标文件', 'about the bid') },
            { value: 'bidder', label: say('资格条款：关乎投标人', 'qualification: about the bidder') },
          ]}
        />
      )}
    </Field>
  )
}

type Kind = 'purchaser' | 'panel' | 'small' | 'domestic'

const kindOf = ({ by, denies }: Clause): Kind => denies ?? (by === 'purchaser' ? 'purchaser' : 'panel')

/** Purchases: who judges a clause, and whether it is about a deduction alone. */
function Judge({ of, onChange }: { of: Clause; onChange: (next: Clause) => void }) {
  const { id, zh, ground } = of
  const kinds: Record<Kind, Clause> = {
    purchaser: { id, zh, ground, by: 'purchaser' },
    panel: { id, zh, ground },
    small: { id, zh, ground, denies: 'small' },
    domestic: { id, zh, ground, denies: 'domestic' },
  }
  return (
    <Field label={say('条款性质', 'kind of clause')}>
      {(place) => (
        <Select
          id={place}
          value={kindOf(of)}
          onChange={(kind: Kind) => onChange(kinds[kind])}
          options={[
            { value: 'purchaser', label: say('资格：采购人审查', 'qualification: the purchaser') },
            { value: 'panel', label: say('符合性：评标委员会', 'conformity: the panel') },
            { value: 'small', label: say('仅关乎小微企业扣除', 'about the small enterprises’ deduction') },
            { value: 'domestic', label: say('仅关乎本国产品扣除', 'about the domestic products’ deduction') },
          ]}
        />
      )}
    </Field>
  )
}

function freshId(clauses: readonly Clause[]): string {
  let n = clauses.length + 1
  while (clauses.some(({ id }) => id === `c${n}`)) n += 1
  return `c${n}`
}
