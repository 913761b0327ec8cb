import { Button } from 'antd'
import { useState } from 'react'
import { SUSPENDABLE } from '../../../server/tenders/suspension.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { Deed } from '../pieces/Deed.tsx'
import { Moment } from '../pieces/Moment.tsx'

/**
 * Orders that a tender rests: supervision's instruction, or the centre's for an incident of the platform. Each is lifted
 * by whom it came from, and with the last one the clocks go on.
 */
export function Orders({ tender, as, reload }: { tender: Tender; as: 'supervisor' | 'centre'; reload(): void }) {
  const [asked, setAsked] = useState<string>() // an order, or `new`
  const own = as === 'supervisor' ? 'supervision' : 'incident'
  const standing = (tender.suspensions ?? []).filter(({ kind }) => kind === own)
  const may = SUSPENDABLE.includes(tender.stage)
  if (!may && !standing.length) return null
  const done = (): void => {
    setAsked(undefined)
    reload()
  }
  return (
    <section className="sheet stack" id="orders">
      <h2>
        {as === 'supervisor'
          ? say('监督指令：暂停', 'Supervision: order a rest')
          : say('平台故障：暂停', 'Incident: order a rest')}
      </h2>
      {standing.map(({ id, reason, since }) => (
        <div key={id} className="stack-tight">
          <span style={{ overflowWrap: 'anywhere' }}>
            {reason}{' '}
            <span className="quiet">
              <Moment at={since} />
            </span>
          </span>
          {asked === id ? (
            <Deed
              what="tender.liftSuspension"
              to={`/tenders/${tender.id}/suspensions/${id}/lift`}
              about={{ tender: tender.id, suspension: id }}
              title={say('签名解除暂停', 'Sign and lift it')}
              onDone={done}
              onCancel={() => setAsked(undefined)}
            />
          ) : (
            <div>
              <Button onClick={() => setAsked(id)}>{say('解除这项暂停', 'Lift this order')}</Button>
            </div>
          )}
        </div>
      ))}
      {may && asked === 'new' && <Order tender={tender} onDone={done} onCancel={() => setAsked(undefined)} />}
      {may && asked !== 'new' && (
        <div>
          <Button danger onClick={() => setAsked('new')}>
            {say('责令暂停招标活动', 'Order that the tender rests')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Order({ tender, onDone, onCancel }: { tender: Tender; onDone(): void; onCancel(): void }) {
  const [suspension] = useState(() => crypto.randomUUID())
  return (
    <Deed
      what="tender.suspend"
      to={`/tenders/${tender.id}/suspensions`}
      about={{ tender: tender.id }}
      fields={{ suspension }}
      title={say('签名下达暂停指令', 'Sign the order')}
      danger
      onDone={onDone}
      onCancel={onCancel}
    >
      <p className="quiet">
        {say(
          '指令立即生效：开标、评标和定标停止，各项时限中止计算，解除后按停止的时长顺延；公众可见。',
          'It takes effect at once: opening, evaluation and award stop, and so do the clocks, which go on for as long as they had left; the public sees it.',
        )}
      </p>
    </Deed>
  )
}
