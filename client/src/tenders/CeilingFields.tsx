import { Select } from 'antd'
import { useState } from 'react'
import { type CeilingMethod, ceilingRange } from '../../../server/tenders/ceiling.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { share } from '../../../server/tenders/formula.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { Money } from '../pieces/Money.tsx'
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
  const [refused, setRefused] = useState<string[]>([]) // typed, and not among the values: said, not dropped in silence
  const range = ceilingRange({ ceilingMethod: method })
  const wrong =
    refused.length > 0
      ? say(
          `“${refused.join('、')}”不能作为备选值：须为大于 0、不超过 50% 的百分数，至多两位小数`,
          `${refused.join(', ')}: a value is a percentage above 0, at most 50, with at most two decimals`,
        )
      : method.values.length < 2
        ? say('至少填写两个备选值', 'at least two values')
        : undefined
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
          '百分数，如 3、4.5；至少两个，每个不超过 50%；开标时从中公开随机抽取一个。',
          'percentages, such as 3, 4.5; at least two, each at most 50 %; one is drawn in public at the opening',
        )}
        bad={wrong}
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
            {...(wrong ? { status: 'error' as const } : {})}
            onChange={(typed: string[]) => {
              const values = typed.flatMap((one) => basisPoints(one) ?? [])
              setRefused(typed.filter((one) => basisPoints(one) === undefined))
              onMethod({ ...method, values: [...new Set(values)].sort((a, b) => a - b) })
            }}
          />
        )}
      </Field>
      <Field
        label={say('不足一分的部分', 'Parts of a fen')}
        hint={
          range &&
          method.values.length > 1 && (
            <>
              {say('据此最高投标限价在', 'The ceiling will be between')} <Money fen={range.least} /> {say('至', 'and')}{' '}
              <Money fen={range.most} /> {say('之间', '')}
            </>
          )
        }
      >
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
