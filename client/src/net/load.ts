import { useCallback, useEffect, useRef, useState } from 'react'
import { api, type Problem, problemOf } from './http.ts'

/** Something fetched: the last good value stays while it is fetched anew or when that fails. */
export interface Loaded<T> {
  value: T | undefined
  problem: Problem | undefined
  loading: boolean
  reload(): void
}

/**
 * Fetches a path of the API, again whenever `version` changes (give the room's `v`).
 *
 * @param path undefined: nothing is fetched
 */
export function useLoad<T>(path: string | undefined, version?: unknown): Loaded<T> {
  const [state, setState] = useState<{ path?: string; value?: T; problem?: Problem; loading: boolean }>({
    loading: !!path,
  })
  const [turn, setTurn] = useState(0)
  const latest = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version or turn is the reason to fetch again
  useEffect(() => {
    if (!path) return setState({ loading: false })
    const mine = ++latest.current
    setState((before) => (before.path === path ? { ...before, loading: true } : { path, loading: true }))
    api.get<T>(path).then(
      (value) => latest.current === mine && setState({ path, value, loading: false }),
      (error) =>
        latest.current === mine && setState((before) => ({ ...before, problem: problemOf(error), loading: false })),
    )
  }, [path, version, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { value: state.value, problem: state.problem, loading: state.loading, reload }
}

/** A deed on its way: `run` starts it once at a time, `problem` says why the last one was declined. */
export function useDeed<A extends unknown[], T>(
  deed: (...args: A) => Promise<T>,
): { run(...args: A): Promise<T | undefined>; busy: boolean; problem: Problem | undefined; clear(): void } {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const current = useRef(deed)
  current.current = deed
  const running = useRef(false)
  const run = useCallback(async (...args: A) => {
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      return await current.current(...args)
    } catch (error) {
      setProblem(problemOf(error))
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setProblem(undefined), [])
  return { run, busy, problem, clear }
}
