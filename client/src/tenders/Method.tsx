import { Button, Input, Radio, Select } from 'antd'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { InstantInput } from '../pieces/Instant.tsx'

interface OfDraft {
  draft: Draft
  change(part: Partial<Draft>): void
}

type Way = 'open' | 'prequalified' | 'invited' | 'invitedPrequalified'
const DAY = 86_400_000

const wayOf = ({ method, prequalification }: Draft): Way =>
  method === 'open'
    ? prequalification
      ? 'prequalified'
      : 'open'
    : prequalification
      ? 'invitedPrequalified'
      : 'invited'

/** Dates that leave room for the law: a week of offer, a week for applications, then the tender's own. */
const startingTerms = (draft: Draft): NonNullable<Draft['prequalification']> => ({
  documentsFrom: draft.documentsFrom - 21 * DAY,
  documentsUntil: draft.documentsFrom - 13 * DAY,
  deadline: draft.documentsFrom - 6 * DAY,
  requirements: draft.qualification
    .split('\n')
    .filter((line) => line.trim().length >= 2)
    .slice(0, 40)
    .map((zh, i) => ({ id: `r${i + 1}`, zh: zh.trim().slice(0, 500) })),
  instructions: '',
})

/** How bidders come: openly, after a prequalification, or by invitation; under purchases also both. */
export function Method({ draft, change }: OfDraft) {
  const way = wayOf(draft)
  const to = (next: Way): void =>
    change({
      method: next.startsWith('invited') ? 'invited' : 'open',
      invitation: next.startsWith('invited') ? (draft.invitation ?? { reason: '' }) : undefined,
      prequalification: /[pP]requalified/.test(next) ? (draft.prequalification ?? startingTerms(draft)) : undefined,
    })
  const options: { value: Way; label: string }[] = [
    { value: 'open', label: say('公开招标（资格后审）', 'open') },
    { value: 'prequalified', label: say('公开招标＋资格预审', 'open, prequalified') },
    { value: 'invited', label: say('邀请招标', 'by invitation') },
    ...(draft.track === 'G'
      ? [
          {
            value: 'invitedPrequalified' as const,
            label: say('邀请招标（预审征集）', 'invitation from a prequalification'),
          },
        ]
      : []),
  ]
  return (
    <section className="sheet stack">
      <h2>{say('招标方式', 'Method')}</h2>
      <Radio.Group
        value={way}
        onChange={({ target }) => to(target.value as Way)}
        options={options}
        style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}
      />
      {draft.invitation && <Ground draft={draft} change={change} />}
      {draft.prequalification && <Terms draft={draft} change={change} />}
    </section>
  )
}

function Ground({ draft, change }: OfDraft) {
  const { invitation } = draft
  if (!invitation) return null
  const { value: grounds, article } = rulebookFor(
    draft.track,
    dayOf(draft.documentsFrom),
    draft.mandatory,
  ).invitationGrounds
  return (
    <div className="fields">
      <Field label={say('法定情形', 'Ground')} hint={article} wide>
        {(id) => (
          <Select
            id={id}
            {...(invitation.ground ? { value: invitation.ground } : {})}
            onChange={(ground: string) => change({ invitation: { ...invitation, ground } })}
            options={grounds.map(({ code, zh, en }) => ({ value: code, label: say(zh, en) }))}
            style={{ width: '100%' }}
          />
        )}
      </Field>
      <Field label={say('事实与理由', 'Facts and reasons')} wide>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={1000}
            showCount
            value={invitation.reason}
            onChange={(e) => change({ invitation: { ...invitation, reason: e.target.value } })}
          />
        )}
      </Field>
    </div>
  )
}

function Terms({ draft, change }: OfDraft) {
  const { prequalification: terms } = draft
  if (!terms) return null
  const put = (part: Partial<typeof terms>): void => change({ prequalification: { ...terms, ...part } })
  const law = rulebookFor(draft.track, dayOf(terms.documentsFrom), draft.mandatory)
  return (
    <div className="fields">
      <Field label={say('资格预审文件开始提供', 'Document from')}>
        {(id) => <InstantInput id={id} at={terms.documentsFrom} onAt={(documentsFrom) => put({ documentsFrom })} />}
      </Field>
      <Field label={say('资格预审文件提供截止', 'Document until')} hint={law.prequalDocumentsOffered.article}>
        {(id) => <InstantInput id={id} at={terms.documentsUntil} onAt={(documentsUntil) => put({ documentsUntil })} />}
      </Field>
      <Field label={say('申请截止', 'Deadline for applications')} hint={law.applicationPeriod.article}>
        {(id) => <InstantInput id={id} at={terms.deadline} onAt={(deadline) => put({ deadline })} />}
      </Field>
      <div className="wide stack-tight">
        <b>{say('审查内容（逐项合格制）', 'What is judged')}</b>
        {terms.requirements.map((one, i) => (
          <div key={one.id} className="row" style={{ flexWrap: 'nowrap' }}>
            <Input
              aria-label={say(`第 ${i + 1} 项`, `requirement ${i + 1}`)}
              maxLength={500}
              value={one.zh}
              onChange={({ target }) =>
                put({
                  requirements: terms.requirements.map((each) =>
                    each.id === one.id ? { ...each, zh: target.value } : each,
                  ),
                })
              }
            />
            <Button
              disabled={terms.requirements.length === 1}
              onClick={() => put({ requirements: terms.requirements.filter(({ id }) => id !== one.id) })}
            >
              {say('删除', 'Remove')}
            </Button>
          </div>
        ))}
        <div>
          <Button onClick={() => put({ requirements: [...terms.requirements, { id: nextId(terms), zh: '' }] })}>
            {say('增加一项', 'Add one')}
          </Button>
        </div>
      </div>
      <Field label={say('申请人须知', 'Instructions to applicants')} wide>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 12 }}
            maxLength={8000}
            value={terms.instructions}
            onChange={(e) => put({ instructions: e.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

const nextId = ({ requirements }: NonNullable<Draft['prequalification']>): string =>
  `r${1 + Math.max(0, ...requirements.map(({ id }) => Number(id.replace(/\D/g, '')) || 0))}`
