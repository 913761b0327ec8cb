import { Button, Radio, Select } from 'antd'
import { useState } from 'react'
import { LEAVING_WORDS } from '../../../server/experts/leavings.ts'
import type { SeatedLeaving } from '../../../server/experts/panel.ts'
import { SEATED_LEAVINGS } from '../../../server/experts/panelEvents.ts'
import { say } from '../app/words.ts'
import { Deed } from '../pieces/Deed.tsx'
import { type InRoom, memberName } from './view.ts'

const grounds = (): { value: SeatedLeaving; label: string }[] =>
  SEATED_LEAVINGS.map((value) => ({ value, label: say(LEAVING_WORDS[value].zh, LEAVING_WORDS[value].en) }))

/** Tells everybody in the room that a seat is vacant and the evaluation rests. */
export function VacantSeat({ view }: Pick<InRoom, 'view'>) {
  if (!view.vacant.length) return null
  return (
    <p className="banner sun" role="status">
      <b>{say('有成员离席，评标暂停。', 'A member left: the evaluation rests.')}</b>{' '}
      {say(
        '正按抽取次序通知后备专家；其签到、承诺并声明后，从头评审，其他成员的个人评审保留。',
        'The next tickets are being invited. Who comes reviews from the beginning; what the others did by themselves stays.',
      )}
    </p>
  )
}

/** A member that cannot go on says so; the supervisor may order that one is replaced. Folded until it is wanted. */
export function Leaving({ view, tender, reload }: InRoom) {
  const [open, setOpen] = useState(false)
  if (view.stage === 'finished' || view.vacant.length) return null
  const own = view.me !== null
  return (
    <section className="no-print">
      {open ? (
        <Form view={view} tender={tender} reload={reload} onClose={() => setOpen(false)} />
      ) : (
        <Button type="text" onClick={() => setOpen(true)}>
          {own ? say('本人不能继续评标…', 'I cannot go on…') : say('责令更换评标专家…', 'Order a replacement…')}
        </Button>
      )}
    </section>
  )
}

function Form({ view, tender, reload, onClose }: InRoom & { onClose: () => void }) {
  const own = view.me !== null
  const [member, setMember] = useState<string>()
  const [ground, setGround] = useState<SeatedLeaving>()
  return (
    <div className="sheet stack">
      <h2>{own ? say('离席', 'Leaving the seat') : say('责令更换评标专家', 'Ordering a replacement')}</h2>
      <Deed
        what={own ? 'evaluation.leave' : 'evaluation.dismiss'}
        to={`/tenders/${tender}/evaluation/${own ? 'leave' : 'dismiss'}`}
        about={{ tender }}
        fields={{ ground, ...(own ? {} : { member }) }}
        words={{ as: 'reason', least: own ? 2 : 4, hint: say('写明事实和理由', 'facts and reasons') }}
        danger
        ready={!!ground && (own || !!member)}
        title={own ? say('签名并离席', 'Sign and leave') : say('签名并责令更换', 'Sign the order')}
        onDone={reload}
        onCancel={onClose}
      >
        <div className="banner bad">
          {say(
            '离席后不能恢复：该成员已作的评审结论无效，由递补的专家从头评审；在席位补足前评标暂停。',
            'This cannot be undone: what the member concluded is void, whoever follows begins anew, and until then the evaluation rests.',
          )}
        </div>
        {!own && (
          <Select
            aria-label={say('成员', 'member')}
            placeholder={say('选择成员席位', 'choose the seat')}
            value={member}
            onChange={setMember}
            options={view.members.map((tag) => ({ value: tag, label: memberName(view, tag) }))}
            style={{ maxWidth: 320 }}
          />
        )}
        <Radio.Group
          value={ground}
          onChange={({ target }) => setGround(target.value)}
          options={grounds().filter(({ value }) => !own || value !== 'absent')}
        />
      </Deed>
    </div>
  )
}
