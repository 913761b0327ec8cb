/** What one asks of the platform, as failures of it are told apart. */
export const PARTS = ['signIn', 'upload', 'submit', 'opening', 'other'] as const
export type Part = (typeof PARTS)[number]

/** How large a share of what was asked of a part failed: below a tenth, below a half, or more. Nothing finer is kept. */
export const SHARES = ['some', 'many', 'most'] as const
export type Share = (typeof SHARES)[number]

/** Which part a request asks something of, by its address alone. */
export function partOf(method: string, path: string): Part {
  const at = path.replace(/^\/api\/v1/, '')
  if (/^\/session\b/.test(at)) return 'signIn'
  if (/^\/uploads\b/.test(at)) return 'upload'
  if (/^\/tenders\/[^/]+\/(opening|application\/release|prequalification\/release)\b/.test(at)) return 'opening'
  if (method === 'POST' && /^\/tenders\/[^/]+\/(bid|application)\b/.test(at)) return 'submit'
  return 'other'
}

/** Counts what this process was asked and did not do through a fault of its own; who asked and for what is not kept. */
export class FailureCount {
  readonly #counts = new Map<Part, { all: number; failed: number }>()

  /** @param failed whether the answer was a fault of the platform: 500 to 599 */
  note(part: Part, failed: boolean): void {
    const { all, failed: before } = this.#counts.get(part) ?? { all: 0, failed: 0 }
    this.#counts.set(part, { all: all + 1, failed: before + (failed ? 1 : 0) })
  }

  /** The parts of which something failed since this was last asked; it begins anew. */
  take(): { part: Part; share: Share }[] {
    const found = PARTS.flatMap((part) => {
      const { all, failed } = this.#counts.get(part) ?? { all: 0, failed: 0 }
      return failed ? [{ part, share: shareOf(failed, all) }] : []
    })
    this.#counts.clear()
    return found
  }
}

function shareOf(failed: number, all: number): Share {
  if (failed * 10 < all) return 'some'
  return failed * 2 < all ? 'many' : 'most'
}
