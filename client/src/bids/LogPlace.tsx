import { useEffect, useState } from 'react'
import { say } from '../app/words.ts'
import { problemOf } from '../net/http.ts'
import { beijing } from '../pieces/Moment.tsx'
import { type Proved, proveHere } from '../pieces/proof.ts'

const AGAIN = 2000

/** Where a fact stands in the log: its beat and leaf, once it is in; asked again until then. */
export function LogPlace({ fact }: { fact: string }) {
  const [found, setFound] = useState<Proved | string>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = (): void =>
      void proveHere(fact).then(setFound, (error) => {
        const { code, zh, en } = problemOf(error)
        if (code === 'PROOF_NOT_YET') timer = setTimeout(look, AGAIN)
        else setFound(say(zh, en))
      })
    look()
    return () => clearTimeout(timer)
  }, [fact])
  if (found === undefined)
    return <span className="quiet">{say('两个节拍内进入日志', 'in the log within two beats')}</span>
  if (typeof found === 'string') return <span className="bad">{found}</span>
  return (
    <span className="proof">
      ✓{' '}
      {say(
        `第 ${found.index} 条（第 ${found.beat} 拍，${beijing(found.at)}），已在本机核验`,
        `leaf ${found.index} (beat ${found.beat}, ${beijing(found.at)}), checked here`,
      )}
    </span>
  )
}
