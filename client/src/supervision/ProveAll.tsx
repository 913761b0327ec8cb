import { Button } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { problemOf } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { proveHere } from '../pieces/proof.ts'
import { Refused } from '../pieces/Refused.tsx'

const AT_ONCE = 4

/** Checks a whole list of facts in this browser, and says of each that failed which it is. */
export function ProveAll({ facts }: { facts: readonly string[] }) {
  const [found, setFound] = useState<{ good: number; waiting: string[]; bad: string[]; of: number }>()
  const check = useDeed(async () => {
    const left = [...facts]
    const count = { good: 0, waiting: [] as string[], bad: [] as string[], of: facts.length }
    setFound({ ...count })
    const worker = async (): Promise<void> => {
      for (let id = left.shift(); id; id = left.shift()) {
        try {
          await proveHere(id)
          count.good++
        } catch (error) {
          const { code, status } = problemOf(error)
          if (status === 0 && code === 'OFFLINE') throw error
          ;(code === 'PROOF_NOT_YET' ? count.waiting : count.bad).push(id)
        }
        setFound({ ...count })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  })
  return (
    <div className="row no-print">
      {found && (
        <span role="status" className={found.bad.length ? 'bad' : 'proof'}>
          {say(`已核验 ${found.good}/${found.of}`, `${found.good} of ${found.of} verified`)}
          {found.waiting.length > 0 &&
            say(`，${found.waiting.length} 条待入日志`, `, ${found.waiting.length} not in the log yet`)}
          {found.bad.length > 0 && say(`，未通过：${found.bad.join('、')}`, `, failed: ${found.bad.join(', ')}`)}
        </span>
      )}
      <Refused problem={check.problem} />
      <Button loading={check.busy} disabled={!facts.length} onClick={() => void check.run()}>
        {say('全部核验', 'Verify all')}
      </Button>
    </div>
  )
}
