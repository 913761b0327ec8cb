import type { z } from 'zod'
import type { Eye, Role } from '../ledger/eye.ts'
import type { Plan, Registration, Sketch } from './contract.ts'
import type { CodedSection, ProjectFact } from './events.ts'

/** What registration gave a project. */
export interface Registered {
  content: Registration
  code: string
  tendering: string
  sections: z.infer<typeof CodedSection>[]
  registeredAt: number
}

/** A project (招标项目): what is registered once, and tendered in one or several tenders. */
export interface Project {
  id: string
  stage: 'draft' | 'registered'
  /** organisation that began the registration */
  by: string
  content: Sketch
  registered: Registered | null
  /** the plan in force */
  plan: { version: number; plan: z.infer<typeof Plan>; publishedAt: number } | null
  papers: { of: string; title: string; file: string; sha256: string }[]
}

/**
 * How somebody looks at the facts of a project.
 *
 * @param may whether the policy lets that person read the project itself
 */
export const projectEye = (role: Role, may: boolean): Eye => ({ role: may ? role : 'public', host: may, tag: '' })

/** The only place where a project changes. */
export function evolve(before: Project | undefined, fact: ProjectFact): Project {
  if (fact.type === 'project.saved') {
    const { project: id, by, content } = fact.data
    return { id, stage: 'draft', by, content, registered: null, plan: null, papers: [] }
  }
  if (!before) throw new Error(`${fact.type} before the project was saved`)
  switch (fact.type) {
    case 'project.registered': {
      const { content, code, tendering, sections, registeredAt } = fact.data
      return {
        ...before,
        stage: 'registered',
        content,
        registered: { content, code, tendering, sections, registeredAt },
      }
    }
    case 'project.planPublished': {
      const { version, plan, publishedAt } = fact.data
      return { ...before, plan: { version, plan, publishedAt } }
    }
    case 'project.paperIssued': {
      const { of, title, file, sha256 } = fact.data
      return { ...before, papers: [...before.papers, { of, title, file, sha256 }] }
    }
  }
}
