import { Select } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import { CHANGES } from '../../../server/qualification/changes.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Deed } from '../pieces/Deed.tsx'
import { Field } from '../pieces/Field.tsx'
import { beijing } from '../pieces/Moment.tsx'

type Kind = keyof typeof CHANGES

interface Told {
  bid: string
  name: string
  kind: Kind
  text: string
  at: number
}

/** Great changes that bidders told of after the opening; a bidder tells of its own here, signed. */
export function Changes({ tender, bidder }: { tender: Tender; bidder?: boolean }) {
  const found = useLoad<{ items: Told[] }>(`/tenders/${tender.id}/qualification/changes`)
  const items = found.value?.items
  if (!items || (!bidder && !items.length)) return null
  return (
    <section className="sheet stack">
      <h2>
        {bidder
          ? say('告知本单位的重大变化', 'Tell of a great change')
          : say('投标人报告的重大变化', 'Great changes of bidders')}
      </h2>
      {items.map((one) => (
        <div key={`${one.bid}${one.at}`} className="stack-tight">
          <div className="row">
            <b>{one.name}</b>
            <span>{say(CHANGES[one.kind].zh, CHANGES[one.kind].en)}</span>
            <span className="quiet digits">{beijing(one.at)}</span>
          </div>
          <p className="prose">{one.text}</p>
        </div>
      ))}
      {bidder && <Tell tender={tender} onDone={found.reload} />}
    </section>
  )
}

function Tell({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const [kind, setKind] = useState<Kind>()
  const { article } = rulebook(tender.published?.rulebook ?? '').afterPrequal
  return (
    <Deed
      what="qualification.report"
      to={`/tenders/${tender.id}/qualification/changes`}
      about={{ tender: tender.id }}
      fields={{ kind }}
      words={{
        ...{ as: 'text', least: 4, most: 1000 },
        label: say('变化情况', 'What has changed'),
        hint: say('何时、何事、对履约能力有何影响', 'when, what, and what it means for the contract'),
      }}
      ready={!!kind}
      title={say('签名并告知重大变化', 'Sign and tell of a change')}
      onDone={onDone}
    >
      <Field label={say('变化类别', 'What changed')} hint={article}>
        {(id) => (
          <Select
            id={id}
            {...(kind ? { value: kind } : {})}
            onChange={setKind}
            options={Object.entries(CHANGES).map(([value, { zh, en }]) => ({ value, label: say(zh, en) }))}
            style={{ width: '100%' }}
          />
        )}
      </Field>
    </Deed>
  )
}
