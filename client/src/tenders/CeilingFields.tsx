import { Select } from 'antd'
import type { CeilingMethod } from '../../../server/tenders/ceiling.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { share } from '../../../server/tenders/formula.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { YuanField } from '../pieces/TextFields.tsx'
import type { DraftPart } from './useDraft.ts'

interface OfDraft {
  draft: Draft
  change(part: DraftPart): void
}

/** The highest price: an amount or, in a tender of the tendering law, how it is computed at the opening. */
export function CeilingFields({ draft, change }: OfDraft) {
  const { ceiling, ceilingMethod: method } = draft
  const asAmount = () => change({ ceiling: method?.control ?? draft.estimate, ceilingMethod: undefined })
  const asMethod = () => change({ ceiling: undefined, ceilingMethod: starting(ceiling ?? draft.estimate) })
  return (
    <>
      {(draft.track === 'T' || method) && (
        <Field label={say('最高投标限价的载明方式', 'How the ceiling is stated')}>
          {(id) => (
            <Select
              id={id}
              style={{ width: '100%' }}
              value={method ? 'method' : 'amount'}
              options={[
                { value: 'amount', label: say('载明金额', 'as an amount') },
                {
                  value: 'method',
                  label: say('载明计算方法（开标抽取下浮系数）', 'as a method: a coefficient is drawn'),
                },
              ]}
              onChange={(way) => (way === 'method' ? asMethod() : asAmount())}
            />
          )}
        </Field>
      )}
      {method ? (
        <MethodFields method={method} onMethod={(ceilingMethod) => change({ ceilingMethod })} />
      ) : (
        <YuanField
          label={say('最高投标限价', 'Ceiling')}
          fen={ceiling ?? '0'}
          onFen={(amount) => change({ ceiling: amount })}
        />
      )}
    </>
  )
}

const starting = (control: string): CeilingMethod => ({
  ...{ method: 'floated', control, values: [300, 400, 500], rounding: 'halfUp' },
})

/** Percent as it is typed, in basis points; undefined if it is none that may be drawn. */
function basisPoints(text: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,2})(?:\.(\d{1,2}))?%?$/.exec(text.trim()) ?? []
  const value = Number(whole + part.padEnd(2, '0'))
  return whole && value >= 1 && value <= 5000 ? value : undefined
}

function MethodFields({ method, onMethod }: { method: CeilingMethod; onMethod(method: CeilingMethod): void }) {
  return (
    <>
      <YuanField
        label={say('招标控制价', 'Control price')}
        fen={method.control}
        onFen={(control) => onMethod({ ...method, control })}
      />
      <Field
        label={say('下浮系数 k 的备选值', 'Values of the coefficient k')}
        hint={say(
          '至少两个，每个不超过 50%；开标时从中公开随机抽取一个。',
          'at least two, each at most 50 %; one of them is drawn in public at the opening',
        )}
      >
        {(id) => (
          <Select
            id={id}
            mode="tags"
            style={{ width: '100%' }}
            open={false}
            suffixIcon={null}
            tokenSeparators={['、', '，', ',', ' ']}
            value={method.values.map(share)}
            onChange={(typed: string[]) => {
              const values = typed.flatMap((one) => basisPoints(one) ?? [])
              onMethod({ ...method, values: [...new Set(values)].sort((a, b) => a - b) })
            }}
          />
        )}
      </Field>
      <Field label={say('不足一分的部分', 'Parts of a fen')}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            value={method.rounding}
            options={[
              { value: 'halfUp', label: say('四舍五入到分', 'rounded, half a fen up') },
              { value: 'down', label: say('舍去', 'left out') },
            ]}
            onChange={(rounding) => onMethod({ ...method, rounding })}
          />
        )}
      </Field>
    </>
  )
}
