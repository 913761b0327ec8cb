import { type Problem, problemOf } from '../net/http.ts'
import { type Proved, proveHere } from '../pieces/proof.ts'

/** How the check of one fact stands. */
export type State =
  | { is: 'checking' }
  | { is: 'proved'; proved: Proved }
  | { is: 'waiting' }
  | { is: 'failed'; problem: Problem }

/** Of each fact that was asked about, by its id. */
export type Checks = Readonly<Record<string, State>>

const AT_ONCE = 4

/** Checks facts here, a few at once, and tells of each how it came out. Throws where the platform cannot be reached. */
export async function checkAll(ids: readonly string[], tell: (id: string, state: State) => void): Promise<void> {
  const left = [...ids]
  const worker = async (): Promise<void> => {
    for (let id = left.shift(); id; id = left.shift()) tell(id, await checked(id, tell))
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, worker))
}

async function checked(id: string, tell: (id: string, state: State) => void): Promise<State> {
  tell(id, { is: 'checking' })
  try {
    return { is: 'proved', proved: await proveHere(id) }
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code === 'PROOF_NOT_YET') return { is: 'waiting' }
    tell(id, { is: 'failed', problem })
    if (problem.status === 0 && problem.code === 'OFFLINE') throw error
    return { is: 'failed', problem }
  }
}
