import { useCallback, useEffect, useRef, useState } from 'react'
import type { Mark, Sheet } from '../../../server/evaluation/contract.ts'
import { api, type Problem, problemOf } from '../net/http.ts'

const PAUSE = 800
const RETRY = 4000

/** A sheet that saves itself: its marks, and how far the platform has them. */
export interface SavedSheet {
  marks: Sheet
  /** version the platform has; 0: none yet */
  version: number
  state: 'saved' | 'dirty' | 'saving' | 'failed'
  savedAt: number | undefined
  problem: Problem | undefined
  set(bid: string, factor: string, change: Partial<Mark>): void
  clear(bid: string, factor: string): void
}

/** Keeps one's own sheet: 800 ms after the last key it goes to the platform; when that fails it is tried again. */
export function useSheet(tender: string, from: { version: number; marks: Sheet | null } | null): SavedSheet {
  const [marks, setMarks] = useState<Sheet>(from?.marks ?? {})
  const [status, setStatus] = useState<Pick<SavedSheet, 'state' | 'savedAt' | 'problem'>>({
    state: 'saved',
    savedAt: undefined,
    problem: undefined,
  })
  const [version, setVersion] = useState(from?.version ?? 0)
  const now = useRef({ marks, version, dirty: false, busy: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** The pause was over while a save was on its way. */
  const missed = useRef(false)
  const later = useRef<(wait: number) => void>(() => undefined)

  const save = useCallback(async (): Promise<void> => {
    const { current } = now
    if (current.busy) missed.current = true
    if (current.busy || !current.dirty) return
    current.busy = true
    current.dirty = false
    setStatus((before) => ({ ...before, state: 'saving' }))
    try {
      const body = { version: current.version, sheet: current.marks }
      const saved = await api.post<{ version: number; savedAt: number }>(`/tenders/${tender}/evaluation/sheet`, body)
      current.version = saved.version
      setVersion(saved.version)
      setStatus({ state: current.dirty ? 'dirty' : 'saved', savedAt: saved.savedAt, problem: undefined })
    } catch (error) {
      const problem = problemOf(error)
      const typed = current.dirty
      current.dirty = true
      setStatus((before) => ({ ...before, state: 'failed', problem }))
      if (!typed && (problem.status === 0 || problem.status >= 500)) later.current(RETRY)
    } finally {
      current.busy = false
      if (missed.current) later.current(0)
      missed.current = false
    }
  }, [tender])
  later.current = (wait) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), wait)
  }

  const change = useCallback((next: (before: Sheet) => Sheet): void => {
    now.current.marks = next(now.current.marks)
    now.current.dirty = true
    setMarks(now.current.marks)
    setStatus((before) => ({ ...before, state: 'dirty' }))
    later.current(PAUSE)
  }, [])
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent): void => {
      if (now.current.dirty || now.current.busy) event.preventDefault()
    }
    addEventListener('beforeunload', leaving)
    return () => {
      removeEventListener('beforeunload', leaving)
      clearTimeout(timer.current)
      void save()
    }
  }, [save])

  const set = useCallback(
    (bid: string, factor: string, part: Partial<Mark>) =>
      change((before) => ({
        ...before,
        [bid]: { ...before[bid], [factor]: { score: 0, ...before[bid]?.[factor], ...part } },
      })),
    [change],
  )
  const clear = useCallback(
    (bid: string, factor: string) =>
      change((before) => {
        const { [factor]: _gone, ...rest } = before[bid] ?? {}
        return { ...before, [bid]: rest }
      }),
    [change],
  )
  return { marks, version, ...status, set, clear }
}
